import { setTimeout as delay } from 'node:timers/promises'
import { eventually, startRedis, startTcpProxy, type RedisServer, type TcpProxy } from '@screener/testing'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { createStreamReader, type RedisClient } from '../src/index.ts'
import { READ_SOCKET_TIMEOUT_MS } from '../src/lane-connection.ts'
import { bytes, createScope, picture, quiet, single } from './fixture.ts'

let server: RedisServer
let proxy: TcpProxy
const scope = createScope()

beforeAll(async () => {
  server = await startRedis()
  proxy = await startTcpProxy({ port: server.port })
})
afterEach(async () => {
  proxy.resume()
  await scope.end()
})
afterAll(async () => {
  await proxy.close()
  await server.stop()
})

const add = async (redis: RedisClient, stream: string, ...ids: string[]): Promise<void> => {
  for (const id of ids) await redis.command('XADD', stream, id, 't', 'T', 'p', id)
}
const throughProxy = (): ReturnType<typeof single> => single(`redis://127.0.0.1:${proxy.port}`)

test('trimmed while reading was cut off: the hole comes before the entry that revealed it', async () => {
  const redis = await scope.redis(single(server.url))
  await add(redis, 'trim', '7-0', '7-1')
  const { events, reader } = scope.collect(throughProxy(), r => r.follow('trim', 'start'))
  await eventually(() => events.length === 2)
  proxy.refuse(true)
  proxy.cut()
  await eventually(() => !reader.connected)
  await add(redis, 'trim', '7-2', '7-3', '7-4', '7-5')
  await redis.command('XTRIM', 'trim', 'MAXLEN', 2)
  proxy.refuse(false)
  await eventually(() => events.length === 5)
  expect(picture(events)).toEqual(['e 7-0', 'e 7-1', 'hole 7-2..7-4', 'e 7-4', 'e 7-5'])
})

test('trimmed to nothing: the hole is told though no entry reveals it', async () => {
  const redis = await scope.redis(single(server.url))
  await add(redis, 'empty', '7-0')
  const { events, reader } = scope.collect(throughProxy(), r => r.follow('empty', 'start'))
  await eventually(() => events.length === 1)
  proxy.refuse(true)
  proxy.cut()
  await eventually(() => !reader.connected)
  await add(redis, 'empty', '7-1', '7-2')
  await redis.command('XTRIM', 'empty', 'MAXLEN', 0)
  proxy.refuse(false)
  await eventually(() => events.length === 2)
  await add(redis, 'empty', '7-3')
  await eventually(() => events.length === 3)
  expect(picture(events)).toEqual(['e 7-0', 'hole 7-1..7-2', 'e 7-3'])
})

test('a deleted stream is told as a hole without any new entry, and what comes after is read', async () => {
  const redis = await scope.redis(single(server.url))
  await add(redis, 'deleted', '7-0', '7-1')
  const { events } = scope.collect(single(server.url), r => r.follow('deleted', 'start'))
  await eventually(() => events.length === 2)
  await redis.command('DEL', 'deleted')
  await eventually(() => events.length === 3)
  await add(redis, 'deleted', '6-0', '6-1')
  await eventually(() => events.length === 6)
  expect(picture(events).slice(2)).toEqual(['hole 7-2..0-0', 'epoch 6', 'e 6-0', 'e 6-1'])
})

test('Redis that comes back with less than it had: told on reconnect, before anything newer', async () => {
  const lossy = await startRedis()
  scope.onEnd(() => lossy.stop())
  const link = await startTcpProxy({ port: lossy.port })
  scope.onEnd(() => link.close())
  const redis = await scope.redis(single(lossy.url))
  await add(redis, 's', '7-0', '7-1')
  const { events, reader } = scope.collect(single(`redis://127.0.0.1:${link.port}`), r => r.follow('s', 'start'))
  await eventually(() => events.length === 2)
  link.refuse(true)
  await lossy.kill9()
  await lossy.restart()
  await eventually(() => redis.ready)
  await add(redis, 's', '5-0')
  const repliedAtMs = reader.lastReplyAtMs
  link.refuse(false)
  await eventually(() => reader.lastReplyAtMs > repliedAtMs)
  await add(redis, 's', '7-2')
  await eventually(() => picture(events).includes('e 7-2'))
  expect(picture(events).slice(2)).toEqual(['hole 7-2..5-0', 'hole 7-0..7-2', 'e 7-2'])
})

test('another writer: the epoch comes before its first entry', async () => {
  const redis = await scope.redis(single(server.url))
  await add(redis, 'epoch', '7-0', '9-0', '9-1', '12-4')
  const { events } = scope.collect(single(server.url), r => r.follow('epoch', 'start'))
  await eventually(() => events.length === 7)
  expect(picture(events)).toEqual(['e 7-0', 'epoch 9', 'e 9-0', 'e 9-1', 'epoch 12', 'hole 12-0..12-4', 'e 12-4'])
})

test('now, start and an id; a stream followed and unfollowed while others are read', async () => {
  const redis = await scope.redis(single(server.url))
  for (const stream of ['a', 'b', 'c', 'd']) await add(redis, stream, '7-0', '7-1', '7-2')
  const { events, reader } = scope.collect(single(server.url), r => {
    r.follow('a', 'now')
    r.follow('b', 'start')
    r.follow('c', '7-1')
  })
  expect(reader.positionOf('a')).toBeUndefined()
  await eventually(() => reader.positionOf('a') === '7-2' && events.length === 4)
  reader.follow('d', 'now')
  reader.unfollow('b')
  await eventually(() => reader.positionOf('d') === '7-2')
  for (const stream of ['a', 'b', 'c', 'd']) await add(redis, stream, '7-3')
  await eventually(() => events.length === 7)
  const seen = (stream: string): string[] => picture(events.filter(event => event.stream === stream))
  expect(seen('a')).toEqual(['e 7-3'])
  expect(seen('b')).toEqual(['e 7-0', 'e 7-1', 'e 7-2'])
  expect(seen('c')).toEqual(['e 7-2', 'e 7-3'])
  expect(seen('d')).toEqual(['e 7-3'])
  reader.follow('b', '7-2')
  await eventually(() => events.length === 8)
  expect(seen('b').at(-1)).toBe('e 7-3')
})

test('following now on a stream that does not exist yet gives its first entry', async () => {
  const redis = await scope.redis(single(server.url))
  const { events, reader } = scope.collect(single(server.url), r => r.follow('later', 'now'))
  await eventually(() => reader.positionOf('later') === '0-0')
  await add(redis, 'later', '7-0')
  await eventually(() => events.length === 1)
  expect(picture(events)).toEqual(['e 7-0'])
})

test('a half-open reading connection is found out and reading goes on without loss', async () => {
  const redis = await scope.redis(single(server.url))
  await add(redis, 'stall', '7-0')
  const { events, reader } = scope.collect(throughProxy(), r => r.follow('stall', 'start'))
  await eventually(() => events.length === 1)
  proxy.stall()
  await add(redis, 'stall', '7-1', '7-2')
  // What was on its way when the stall began has arrived by now.
  const repliedAtMs = reader.lastReplyAtMs
  await eventually(() => !reader.connected, { what: 'socket timeout' })
  expect(reader.lastReplyAtMs).toBe(repliedAtMs)
  proxy.cut()
  proxy.resume()
  await eventually(() => events.length === 3)
  expect(picture(events)).toEqual(['e 7-0', 'e 7-1', 'e 7-2'])
})

test.each([
  { name: 'connected', spoil: () => undefined, connected: true },
  { name: 'silent', spoil: () => proxy.stall(), connected: true },
  {
    name: 'away',
    spoil: () => {
      proxy.refuse(true)
      proxy.cut()
    },
    connected: false,
  },
  {
    name: 'silent while connecting',
    spoil: () => {
      proxy.stall()
      proxy.cut()
    },
    connected: false,
  },
])('an abort ends the batches without a word from Redis: Redis $name', async ({ spoil, connected }) => {
  const { controller, finished, reader } = scope.collect(throughProxy(), r => r.follow('abort', 'now'))
  await eventually(() => reader.positionOf('abort') !== undefined)
  spoil()
  await eventually(() => reader.connected === connected)
  controller.abort()
  // Not by the timeout of the silent socket, which would end it too.
  const timedOut = delay(READ_SOCKET_TIMEOUT_MS / 2, 'timed out')
  expect(await Promise.race([finished.then(() => 'ended'), timedOut])).toBe('ended')
  proxy.refuse(false)
})

test('an abort in the middle of a busy stream ends the batches, whatever the lane was doing', async () => {
  const redis = await scope.redis(single(server.url))
  const writer = scope.writer(redis, { stream: 'busy' })
  const feed = setInterval(() => writer.append('T', bytes('x')), 1)
  scope.onEnd(() => clearInterval(feed))
  const readers = Array.from({ length: 30 }, () => scope.collect(single(server.url), r => r.follow('busy', 'now')))
  await eventually(() => readers.every(({ events }) => events.length > 0))
  // Not all at the same point of their loops: one after the other, as each batch falls.
  for (const { controller, events } of readers) {
    const seen = events.length
    await eventually(() => events.length > seen, { everyMs: 1 })
    controller.abort()
  }
  await Promise.all(readers.map(({ finished }) => finished))
})

test('a slow consumer gets everything, and the reader is only one reply ahead of it', async () => {
  const redis = await scope.redis(single(server.url))
  const writer = scope.writer(redis, { stream: 'slow' })
  for (let i = 0; i < 5000; i++) writer.append('T', bytes(String(i)))
  await writer.flush()
  const controller = new AbortController()
  const reader = createStreamReader(single(server.url), quiet)
  scope.onEnd(() => reader.close())
  reader.follow('slow', 'start')
  let taken = 0
  for await (const batch of reader.batches(controller.signal)) {
    taken += batch.length
    // While this consumer is busy, time for many replies passes.
    if (taken <= 1024) for (let i = 0; i < 50; i++) await redis.command('PING')
    const position = Number(reader.positionOf('slow')?.split('-')[1]) + 1
    if (taken <= 1024) expect(position - taken).toBeLessThanOrEqual(512)
    if (taken === 5000) controller.abort()
  }
  expect(taken).toBe(5000)
})
