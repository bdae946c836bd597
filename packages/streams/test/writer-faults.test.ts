import { setImmediate as nextTurn } from 'node:timers/promises'
import {
  beginUnsynced,
  eventually,
  startRedis,
  startTcpProxy,
  type RedisServer,
  type TcpProxy,
} from '@screener/testing'
import { Redis } from 'ioredis'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { StreamWriter } from '../src/index.ts'
import { bytes, createScope, payloadsIn, picture, single } from './fixture.ts'

let server: RedisServer
let proxy: TcpProxy
const scope = createScope()

beforeAll(async () => {
  // Synced every second, it may lose at a kill what a busy disk held back; of that the last test is.
  server = await startRedis({ appendOnly: 'always' })
  proxy = await startTcpProxy({ port: server.port })
})
afterEach(() => scope.end())
afterAll(async () => {
  await proxy.close()
  await server.stop()
})

const url = (port: number): string => `redis://127.0.0.1:${port}`

/** Small seeded generator: a failing run can be repeated. */
const random = (seed: number) => (): number => {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0
  return seed / 2 ** 32
}

/** Appends in bursts while the faults go on, with a bounded backlog; returns how many. */
const appendDuring = async (faults: Promise<void>, writer: StreamWriter, next: () => number): Promise<number> => {
  let over = false
  const end = faults.finally(() => {
    over = true
  })
  let sent = 0
  while (!over) {
    const burst = writer.pendingBytes > 20_000 ? 0 : Math.floor(next() * 8)
    for (let i = 0; i < burst; i++) writer.append('T', bytes(String(sent++)))
    await nextTurn()
  }
  await end
  return sent
}

test('no entry is lost or doubled over random cuts and lost replies, for the stream and for a reader', async () => {
  const redis = await scope.redis(single(url(proxy.port)))
  const direct = await scope.redis(single(server.url))
  const writer = scope.writer(redis, { stream: 'cuts' })
  const { events } = scope.collect(single(url(proxy.port)), reader => reader.follow('cuts', 'start'))
  const next = random(7)
  const faults = (async () => {
    for (let round = 0; round < 30; round++) {
      // Every other cut comes after replies were swallowed: Redis has the entries, the writer does not know.
      if (round % 2 === 0) proxy.swallowReplies()
      const before = await direct.command('XLEN', 'cuts')
      await eventually(async () => (await direct.command('XLEN', 'cuts')) !== before || next() < 0.1, { everyMs: 1 })
      proxy.cut()
      proxy.resume()
      await eventually(() => redis.ready)
    }
  })()
  const sent = await appendDuring(faults, writer, next)
  await writer.flush()

  const found = await payloadsIn(direct, 'cuts')
  expect(found.map(entry => entry.id)).toEqual(Array.from({ length: sent }, (_, i) => `1000-${i}`))
  expect(found.every((entry, i) => entry.payload === String(i))).toBe(true)
  expect(writer.droppedEntries).toBe(0)
  await eventually(() => events.length >= sent)
  expect(picture(events)).toEqual(found.map(entry => `e ${entry.id}`))
})

test('control: the same lost replies double every entry when a driver resends `XADD *` by itself', async () => {
  const naive = new Redis({ port: proxy.port, host: '127.0.0.1', protocol: 2 })
  scope.onEnd(() => naive.disconnect())
  naive.on('error', () => undefined)
  const direct = await scope.redis(single(server.url))
  await naive.ping()
  proxy.swallowReplies()
  const acknowledged = Promise.all(Array.from({ length: 50 }, (_, i) => naive.xadd('naive', '*', 't', 'T', 'p', i)))
  await eventually(async () => (await direct.command('XLEN', 'naive')) === 50)
  proxy.cut()
  proxy.resume()
  await acknowledged
  expect(await direct.command('XLEN', 'naive')).toBe(100)
})

test('no acknowledged entry is lost or doubled when Redis is killed (append-only file)', async () => {
  const redis = await scope.redis(single(server.url))
  const writer = scope.writer(redis, { stream: 'kills' })
  const { events } = scope.collect(single(server.url), reader => reader.follow('kills', 'start'))
  const kills = (async () => {
    for (let round = 0; round < 3; round++) {
      const before = events.length
      await eventually(() => events.length > before + 200, { what: 'entries flow' })
      await server.kill9()
      await server.restart()
      await eventually(() => redis.ready)
    }
  })()
  const sent = await appendDuring(kills, writer, random(11))
  await writer.flush()
  const found = await payloadsIn(redis, 'kills')
  expect(found.map(entry => entry.id)).toEqual(Array.from({ length: sent }, (_, i) => `1000-${i}`))
  await eventually(() => events.length >= sent)
  expect(picture(events)).toEqual(found.map(entry => `e ${entry.id}`))
})

test('a half-open command connection is torn down and the entries arrive once', async () => {
  const redis = await scope.redis(single(url(proxy.port)))
  const direct = await scope.redis(single(server.url))
  const writer = scope.writer(redis, { stream: 'half-open' })
  proxy.stall()
  for (let i = 0; i < 10; i++) writer.append('T', bytes(String(i)))
  await eventually(() => !redis.ready, { what: 'socket timeout' })
  proxy.cut()
  proxy.resume()
  await writer.flush()
  expect((await payloadsIn(direct, 'half-open')).length).toBe(10)
})

test('what Redis acknowledged and lost is a hole to who had not read it; who had goes on', async () => {
  const lossy = await startRedis({ appendOnly: true })
  scope.onEnd(() => lossy.stop())
  const redis = await scope.redis(single(lossy.url))
  const writer = scope.writer(redis, { stream: 'unsynced' })
  const { events } = scope.collect(single(lossy.url), reader => reader.follow('unsynced', 'start'))
  const append = async (count: number): Promise<void> => {
    for (let i = 0; i < count; i++) writer.append('T', bytes('x'))
    await writer.flush()
  }
  await append(3)
  const lose = await beginUnsynced(lossy)
  await append(2)
  await eventually(() => events.length === 5)
  await lose()
  await eventually(() => redis.ready)
  await append(1)

  expect((await payloadsIn(redis, 'unsynced')).map(entry => entry.id)).toEqual(['1000-0', '1000-1', '1000-2', '1000-5'])
  const late = scope.collect(single(lossy.url), reader => reader.follow('unsynced', 'start'))
  await eventually(() => picture(late.events).includes('e 1000-5') && picture(events).includes('e 1000-5'))
  expect(picture(late.events).slice(3)).toEqual(['hole 1000-3..1000-5', 'e 1000-5'])
  expect(picture(events).filter(event => event.startsWith('e'))).toEqual([0, 1, 2, 3, 4, 5].map(n => `e 1000-${n}`))
})
