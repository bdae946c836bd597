import { eventually, startChild, startRedis, startTcpProxy, type RedisServer } from '@screener/testing'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { createShardLeases, type RedisClient, type ShardLeases } from '../src/index.ts'
import { createLeaseStore, type LeaseStore } from '../src/lease-store.ts'
import { markOf } from '../src/process-mark.ts'
import { bytes, createScope, payloadsIn, quiet, single } from './fixture.ts'

let server: RedisServer
const scope = createScope()

beforeAll(async () => {
  server = await startRedis()
})
afterEach(() => scope.end())
afterAll(() => server.stop())

/** Long against the pauses of a loaded machine: a lease lost to one looks like the loss that a test makes. */
const TTL_MS = 2_000
const SHARDS = 4

interface Member {
  readonly leases: ShardLeases
  readonly redis: RedisClient
  /** What it was told: `+shard` and `-shard`. */
  readonly told: string[]
}

interface JoinOptions {
  readonly url?: string
  readonly ttlMs?: number
  readonly keep?: boolean
}

const join = async (
  role: string,
  instance: string,
  { url = server.url, ttlMs = TTL_MS, keep = false }: JoinOptions = {},
): Promise<Member> => {
  const redis = await scope.redis(single(url))
  const told: string[] = []
  const leases = createShardLeases(
    redis,
    {
      role,
      instance,
      shards: SHARDS,
      ttlMs,
      keep,
      streamsOf: shard => [`${role}:${shard}`],
      onAcquired: shard => told.push(`+${shard}`),
      onLost: shard => told.push(`-${shard}`),
    },
    quiet,
  )
  scope.onEnd(() => leases.release())
  leases.start()
  return { leases, redis, told }
}

/** Names of the members that hold the shards by what Redis says, '' where none does. */
const holders = async (redis: RedisClient, role: string): Promise<string[]> => {
  const keys = Array.from({ length: SHARDS }, (_, shard) => `lease:{${role}}:${shard}`)
  const values = (await redis.command('MGET', ...keys)) as (string | null)[]
  return values.map(value => value?.split('/')[0] ?? '')
}

test('one member holds all; two share; when one leaves the other holds all again, with newer epochs', async () => {
  const a = await join('share', 'a')
  await eventually(() => a.leases.held.size === SHARDS)
  const first = new Map(a.leases.held)
  const b = await join('share', 'b')
  await eventually(() => a.leases.held.size === 2 && b.leases.held.size === 2)
  expect([...a.leases.held.keys(), ...b.leases.held.keys()].sort()).toEqual([0, 1, 2, 3])
  for (const [shard, epochMs] of b.leases.held) expect(epochMs).toBeGreaterThan(first.get(shard) ?? Infinity)
  expect(a.leases.liveMembers).toBe(2)
  await b.leases.release()
  expect(b.leases.held.size).toBe(0)
  // Freed in Redis, not left to expire.
  expect((await holders(a.redis, 'share')).filter(holder => holder === 'b')).toEqual([])
  await eventually(() => a.leases.held.size === SHARDS)
  expect(b.told.filter(said => said.startsWith('-')).length).toBe(2)
})

test('a holder that dies without release loses its shards after the ttl', async () => {
  const proxy = await startTcpProxy({ port: server.port })
  scope.onEnd(() => proxy.close())
  const a = await join('dies', 'a', { url: `redis://127.0.0.1:${proxy.port}` })
  await eventually(() => a.leases.held.size === SHARDS)
  const b = await join('dies', 'b')
  await eventually(() => b.leases.held.size === 2)
  proxy.refuse(true)
  proxy.cut()
  await eventually(() => b.leases.held.size === SHARDS)
  // It could not renew and said so itself, before anyone else could have taken over.
  expect(a.leases.held.size).toBe(0)
})

/** Turns come every third of it: what happens within a test does not wait for one. */
const LONG_TTL_MS = 30_000

test('who comes, goes or frees a shard is heard at once, not at the next turn', async () => {
  const a = await join('heard', 'a', { ttlMs: LONG_TTL_MS })
  await eventually(() => a.leases.held.size === SHARDS)
  const b = await join('heard', 'b', { ttlMs: LONG_TTL_MS })
  const heardMs = performance.now()
  await eventually(() => a.leases.held.size === 2 && b.leases.held.size === 2)
  await b.leases.release()
  await eventually(() => a.leases.held.size === SHARDS)
  // Three turns of 10 s without the bell.
  expect(performance.now() - heardMs).toBeLessThan(10_000)
})

test('a holder whose process is known dead is followed at once; one of another machine only after the ttl', async () => {
  const child = startChild('sleep', ['1000'], '/')
  scope.onEnd(() => child.end('SIGKILL'))
  const redis = await scope.redis(single(server.url))
  const mark = markOf(child.pid)
  const storeOf = (instance: string, of: string): LeaseStore =>
    createLeaseStore(redis, { role: 'dead', instance, token: 'x', ttlMs: LONG_TTL_MS, mark: of })
  const here = storeOf('here', mark)
  const elsewhere = storeOf('elsewhere', mark.replace(/^[^.]+/, 'another-boot'))
  await here.announce()
  await elsewhere.announce()
  expect([await here.take(0), await here.take(1), await elsewhere.take(2)]).toEqual([true, true, true])
  const mine = createLeaseStore(redis, { role: 'dead', instance: 'mine', token: 'y', ttlMs: LONG_TTL_MS })
  expect((await mine.announce()).members).toEqual(['elsewhere', 'here', 'mine'])
  expect(await mine.take(0)).toBe(false)
  await child.end('SIGKILL')
  const before = await mine.bell()
  expect((await mine.announce()).members).toEqual(['elsewhere', 'mine'])
  expect(await mine.bell()).not.toBe(before)
  expect([await mine.take(0), await mine.take(1), await mine.take(2)]).toEqual([true, true, false])
})

test('a role that keeps is not levelled: a newcomer waits until the holder goes', async () => {
  const names = ['a', 'b', 'c']
  const first = await join('keep', 'a', { keep: true })
  await eventually(() => first.leases.held.size === SHARDS)
  const others = await Promise.all(names.slice(1).map(name => join('keep', name, { keep: true })))
  await eventually(() => first.leases.liveMembers === 3 && others.every(({ leases }) => leases.liveMembers === 3))
  expect(first.told).toEqual(['+0', '+1', '+2', '+3'])
  expect(others.map(({ told }) => told)).toEqual([[], []])
  await first.leases.release()
  await eventually(() => others.reduce((held, { leases }) => held + leases.held.size, 0) === SHARDS)
})

test('self-fencing comes before the take-over, when Redis is silent and not closed', async () => {
  const proxy = await startTcpProxy({ port: server.port })
  scope.onEnd(() => proxy.close())
  const a = await join('silent', 'a', { url: `redis://127.0.0.1:${proxy.port}` })
  await eventually(() => a.leases.held.size === SHARDS)
  const b = await join('silent', 'b')
  await eventually(() => b.leases.held.size === 2)
  let both = 0
  proxy.stall()
  await eventually(
    () => {
      for (const shard of a.leases.held.keys()) if (b.leases.held.has(shard)) both++
      return b.leases.held.size === SHARDS
    },
    { everyMs: 1 },
  )
  expect(both).toBe(0)
  expect(a.leases.held.size).toBe(0)
  proxy.cut()
  proxy.resume()
  await eventually(() => a.leases.held.size === 2 && b.leases.held.size === 2)
})

test('of two that believe to hold a shard only the newer can write', async () => {
  const a = await join('both', 'a')
  await eventually(() => a.leases.held.size === SHARDS)
  const stream = 'both:0'
  let fenced = 0
  const old = scope.writer(a.redis, { stream, epochMs: a.leases.held.get(0) ?? 0, onFenced: () => fenced++ })
  old.append('T', bytes('old'))
  await old.flush()
  // As after a long pause of the process: the key is gone, the holder does not know yet.
  await a.redis.command('DEL', 'lease:{both}:0')
  await eventually(() => a.told.includes('-0'))
  await eventually(() => a.told.filter(said => said === '+0').length === 2)
  const young = scope.writer(a.redis, { stream, epochMs: a.leases.held.get(0) ?? 0 })
  expect(young.epochMs).toBeGreaterThan(old.epochMs)
  young.append('T', bytes('young'))
  await young.flush()
  old.append('T', bytes('late'))
  await old.flush()
  expect(fenced).toBe(1)
  expect((await payloadsIn(a.redis, stream)).map(entry => entry.payload)).toEqual(['old', 'young'])
})

test('an epoch is above every id of the shard, also when clocks went back', async () => {
  const redis = await scope.redis(single(server.url))
  const future = Date.now() + 3_600_000
  await redis.command('XADD', 'clock:2', `${future}-5`, 't', 'T', 'p', 'x')
  const a = await join('clock', 'a')
  await eventually(() => a.leases.held.size === SHARDS)
  expect(a.leases.held.get(2)).toBe(future + 1)
  await a.leases.release()
  const b = await join('clock', 'b')
  await eventually(() => b.leases.held.size === SHARDS)
  expect(b.leases.held.get(2)).toBe(future + 2)
})

test('two processes under one instance name do not hold the same shard', async () => {
  const a = await join('name', 'same')
  await eventually(() => a.leases.held.size === SHARDS)
  const b = await join('name', 'same')
  await eventually(() => b.leases.liveMembers === 1)
  expect(b.leases.held.size).toBe(0)
  await a.leases.release()
  await eventually(() => b.leases.held.size === SHARDS)
})

test('a lease that another process of the same name has taken by now is not taken for ours', async () => {
  const redis = await scope.redis(single(server.url))
  const store = (token: string): LeaseStore =>
    createLeaseStore(redis, { role: 'token', instance: 'same', token, ttlMs: TTL_MS })
  const [before, after] = [store('before'), store('after')]
  expect(await before.take(0)).toBe(true)
  await redis.command('DEL', 'lease:{token}:0')
  expect(await after.take(0)).toBe(true)
  expect(await before.renew([0])).toEqual([false])
  await before.free([0])
  expect(await after.renew([0])).toEqual([true])
})

test('a lease that was given up and is still ours in Redis is taken back without waiting for its end', async () => {
  const redis = await scope.redis(single(server.url))
  const store = (token: string): LeaseStore =>
    createLeaseStore(redis, { role: 'own', instance: 'same', token, ttlMs: TTL_MS })
  const [ours, others] = [store('ours'), store('others')]
  expect(await ours.take(0)).toBe(true)
  await redis.command('PEXPIRE', 'lease:{own}:0', 600_000)
  expect(await others.take(0)).toBe(false)
  expect(await ours.take(0)).toBe(true)
  expect(Number(await redis.command('PTTL', 'lease:{own}:0'))).toBeLessThanOrEqual(TTL_MS)
})

test('Redis restarted without its data: leases are taken anew with newer epochs', async () => {
  const lossy = await startRedis()
  scope.onEnd(() => lossy.stop())
  const a = await join('restart', 'a', { url: lossy.url })
  await eventually(() => a.leases.held.size === SHARDS)
  const before = new Map(a.leases.held)
  await lossy.kill9()
  await lossy.restart()
  await eventually(() => a.told.length >= 3 * SHARDS && a.leases.held.size === SHARDS)
  for (const [shard, epochMs] of a.leases.held) expect(epochMs).toBeGreaterThan(before.get(shard) ?? Infinity)
})
