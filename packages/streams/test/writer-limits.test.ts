import { setImmediate as nextTurn } from 'node:timers/promises'
import { eventually, startRedis, type RedisServer } from '@screener/testing'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { appendShared, createTurnBatcher } from '../src/index.ts'
import { bytes, createScope, payloadsIn, picture, single } from './fixture.ts'

let server: RedisServer
const scope = createScope()

beforeAll(async () => {
  server = await startRedis({ appendOnly: true })
})
afterEach(() => scope.end())
afterAll(() => server.stop())

test('appends of one turn reach Redis in one pipeline, in order, with contiguous ids', async () => {
  const redis = await scope.redis(single(server.url))
  const pipeline = vi.spyOn(redis, 'pipeline')
  const writer = scope.writer(redis, { stream: 'turn' })
  for (let i = 0; i < 100; i++) writer.append('T', bytes(String(i)))
  await writer.flush()
  expect(pipeline).toHaveBeenCalledTimes(1)
  expect(await payloadsIn(redis, 'turn')).toEqual(
    Array.from({ length: 100 }, (_, i) => ({ id: `1000-${i}`, payload: String(i) })),
  )
})

test('binary payloads come back byte for byte, given as any Uint8Array', async () => {
  const redis = await scope.redis(single(server.url))
  const writer = scope.writer(redis, { stream: 'binary' })
  const all = Uint8Array.from({ length: 256 }, (_, i) => i)
  writer.append('T', all.subarray(10, 200))
  writer.append('U', new Uint8Array(0))
  const { events } = scope.collect(single(server.url), reader => reader.follow('binary', 'start'))
  await eventually(() => events.length === 2)
  expect(events[0]).toMatchObject({ type: 'T', epochMs: 1000, n: 0 })
  expect(events[0]?.kind === 'entry' && new Uint8Array(events[0].payload)).toEqual(all.slice(10, 200))
  expect(events[1]).toMatchObject({ type: 'U', payload: Buffer.alloc(0) })
})

test('a deposed writer is fenced once, writes nothing more and stays quiet', async () => {
  const redis = await scope.redis(single(server.url))
  const onFenced = vi.fn()
  const old = scope.writer(redis, { stream: 'fence', onFenced })
  old.append('T', bytes('old'))
  await old.flush()
  const young = scope.writer(redis, { stream: 'fence', epochMs: 2000 })
  young.append('T', bytes('young'))
  await young.flush()
  old.append('T', bytes('late'))
  old.append('T', bytes('later'))
  await old.flush()
  old.append('T', bytes('never'))
  await old.flush()
  expect(onFenced).toHaveBeenCalledTimes(1)
  expect((await payloadsIn(redis, 'fence')).map(entry => entry.payload)).toEqual(['old', 'young'])
})

test('two writers that share an epoch do not take each other for themselves', async () => {
  const redis = await scope.redis(single(server.url))
  const onFenced = vi.fn()
  const first = scope.writer(redis, { stream: 'twins' })
  const second = scope.writer(redis, { stream: 'twins', onFenced })
  first.append('T', bytes('first'))
  await first.flush()
  second.append('T', bytes('second'))
  await second.flush()
  expect(onFenced).toHaveBeenCalledTimes(1)
  expect((await payloadsIn(redis, 'twins')).map(entry => entry.payload)).toEqual(['first'])
})

test('while Redis is away memory stays bounded; afterwards the reader sees what was dropped as a hole', async () => {
  const redis = await scope.redis(single(server.url))
  const writer = scope.writer(redis, { stream: 'away', maxPendingBytes: 100_000 })
  writer.append('T', bytes('before'))
  await writer.flush()
  const { events } = scope.collect(single(server.url), reader => reader.follow('away', 'start'))
  await eventually(() => events.length === 1)
  await server.kill9()
  await eventually(() => !redis.ready)
  const payload = new Uint8Array(1000)
  let peak = 0
  for (let i = 0; i < 5000; i++) {
    writer.append('T', payload)
    peak = Math.max(peak, writer.pendingBytes)
    if (i % 100 === 0) await nextTurn()
  }
  expect(peak).toBeLessThan(102_000)
  expect(writer.droppedEntries).toBeGreaterThan(4800)
  await server.restart()
  await writer.flush()
  await eventually(() => events.some(event => event.kind === 'entry' && event.n === 5000))
  const kept = 5000 - writer.droppedEntries
  expect(picture(events).slice(0, 3)).toEqual(['e 1000-0', `hole 1000-1..1000-${5001 - kept}`, `e 1000-${5001 - kept}`])
  expect(events.length).toBe(2 + kept)
})

test('an entry that Redis refuses for good is counted and seen as a hole, not taken for a fence', async () => {
  const redis = await scope.redis(single(server.url))
  const onFenced = vi.fn()
  const writer = scope.writer(redis, { stream: 'refused', onFenced })
  const { pipeline } = redis
  // The first XADD of the batch fails as if Redis were out of memory just then; the others go through.
  vi.spyOn(redis, 'pipeline').mockImplementationOnce(async commands => [
    new Error("OOM command not allowed when used memory > 'maxmemory'."),
    ...(await pipeline(commands.slice(1))),
  ])
  for (let i = 0; i < 3; i++) writer.append('T', bytes(String(i)))
  await writer.flush()
  expect((await payloadsIn(redis, 'refused')).map(entry => entry.id)).toEqual(['1000-1', '1000-2'])
  expect(writer.droppedEntries).toBe(1)
  expect(onFenced).not.toHaveBeenCalled()
})

test('close does not wait for ever when Redis is away', async () => {
  const redis = await scope.redis(single(server.url))
  const writer = scope.writer(redis, { stream: 'close' })
  await server.kill9()
  await eventually(() => !redis.ready)
  writer.append('T', bytes('lost'))
  await writer.close()
  expect(writer.pendingBytes).toBe(0)
  expect(writer.droppedEntries).toBe(1)
  await expect(appendShared(redis, 'shared', 'T', bytes('x'), 10)).rejects.toThrow('away')
  await server.restart()
})

test('shared streams take entries of several writers and are trimmed', async () => {
  const redis = await scope.redis(single(server.url))
  for (let i = 0; i < 500; i++) await appendShared(redis, 'shared', 'T', bytes(String(i)), 10)
  const { events } = scope.collect(single(server.url), reader =>
    reader.follow('shared', 'start', { explicitIds: false }),
  )
  await eventually(() => events.length > 0)
  expect(events.length).toBeLessThan(250)
  expect(events.every(event => event.kind === 'entry')).toBe(true)
  expect(events.at(-1)).toMatchObject({ type: 'T', payload: Buffer.from('499') })
})

test('a transaction is one MULTI and rejects when a command of it fails', async () => {
  const redis = await scope.redis(single(server.url))
  await redis.transaction('h', [
    ['HSET', 'h', 'a', '1'],
    ['HSET', 'h', 'b', bytes('2')],
  ])
  expect(await redis.command('HGETALL', 'h')).toEqual({ a: '1', b: '2' })
  await expect(redis.transaction('h', [['LPUSH', 'h', 'x']])).rejects.toThrow('WRONGTYPE')
})

test('a turn batcher emits once a turn', async () => {
  const emitted: number[][] = []
  const batcher = createTurnBatcher<number>(items => emitted.push(items))
  batcher.add(1)
  batcher.add(2)
  await nextTurn()
  batcher.add(3)
  batcher.flushNow()
  batcher.flushNow()
  await nextTurn()
  expect(emitted).toEqual([[1, 2], [3]])
})
