import { setImmediate as turn } from 'node:timers/promises'
import { bookKeys } from '@screener/contracts'
import { describe, expect, it } from 'vitest'
import { createCheckpointWriter, type CheckpointWriter } from '../src/checkpoint-writer.ts'
import { quiet } from './hand-collector.ts'
import { RedisDouble } from './redis-double.ts'
import { other, ShardHarness, symbol } from './shard-harness.ts'

interface Bench {
  readonly shard: ShardHarness
  readonly redis: RedisDouble
  readonly writer: CheckpointWriter
  /** Lets time pass and the writer work. */
  readonly pass: (ms: number) => Promise<void>
}

const open = (symbols: readonly string[] = [symbol], cluster = false): Bench => {
  const shard = new ShardHarness({ symbols })
  const redis = new RedisDouble()
  const clock = { nowMs: () => shard.nowMs, epochUs: () => shard.nowMs * 1_000, random: () => 0 }
  const writer = createCheckpointWriter(redis, { everyMs: 250, cluster }, clock, quiet)
  writer.follow(shard.sync)
  const pass = async (ms: number): Promise<void> => {
    for (let passed = 0; passed < ms; passed += 50) {
      shard.advance(50)
      writer.tick()
      await turn()
    }
  }
  return { shard, redis, writer, pass }
}

const ours = `acme:${symbol}:`

describe('checkpoint writer', () => {
  it('writes from scratch first, then only what changed, once an interval', async () => {
    const { shard, redis, pass } = open()
    shard.seed()
    await pass(200)
    expect(redis.take(ours)).toEqual([])
    await pass(50)
    const written = redis.taken(ours)
    expect(written.map(([name]) => name)).toEqual(['DEL', 'ZADD', 'HSET', 'ZADD', 'HSET', 'HSET'])
    expect(written[0]).toEqual(['DEL', ...Object.values(bookKeys(0, 'acme', symbol))])
    for (let sequence = 10; sequence < 30; sequence++)
      shard.send(shard.delta(sequence, sequence + 1, { bidPrices: [100], bidQuantities: [sequence] }))
    await pass(200)
    expect(redis.take(ours)).toEqual([])
    await pass(100)
    expect(redis.take(ours)).toEqual(['HSET', 'HSET'])
  })

  it('moves the md id of a quiet book on each second, and writes nothing else of it', async () => {
    const { shard, redis, pass } = open()
    shard.seed()
    await pass(1_000)
    redis.take(ours)
    for (let beat = 0; beat < 12; beat++) {
      shard.silence().sendAt('1-77', shard.beatEvent())
      await pass(250)
    }
    const written = redis.taken(ours)
    expect(written.length).toBeGreaterThanOrEqual(2)
    expect(written.length).toBeLessThanOrEqual(4)
    for (const [name, key, ...fields] of written) {
      expect([name, key]).toEqual(['HSET', bookKeys(0, 'acme', symbol).meta])
      expect(fields).toEqual(['mdId', '1-77', 'savedTimeUs', expect.any(Number)])
    }
  })

  it('empties the levels of a book that was lost and says so', async () => {
    const { shard, redis, pass } = open()
    shard.seed()
    await pass(300)
    redis.take(ours)
    shard.send(shard.delta(90, 91))
    await pass(300)
    const written = redis.taken(ours)
    expect(written.map(([name]) => name)).toEqual(['ZREM', 'HDEL', 'ZREM', 'HDEL', 'HSET'])
    expect(written.at(-1)).toContain('syncing')
    const price = redis.commands.filter(([, key]) => key === `price:acme:${symbol}`).at(-1)
    expect(price?.slice(2, 10)).toEqual(['bid', '', 'bidQuantity', '', 'ask', '', 'askQuantity', ''])
  })

  it('does nothing while Redis is away and writes all anew when it is back', async () => {
    const { shard, redis, pass } = open()
    shard.seed()
    await pass(300)
    redis.ready = false
    redis.take(ours)
    await pass(10_000)
    expect(redis.transactions).toEqual([])
    redis.ready = true
    redis.reconnect()
    await pass(50)
    expect(redis.take(ours)[0]).toBe('DEL')
  })

  it('does not know what a failed write left behind, so it begins from scratch', async () => {
    const { shard, redis, writer, pass } = open()
    shard.seed()
    await pass(300)
    redis.failing = true
    shard.send(shard.delta(10, 11, { bidPrices: [100], bidQuantities: [9] }))
    await pass(300)
    redis.failing = false
    redis.take(ours)
    await pass(300)
    expect(redis.take(ours)[0]).toBe('DEL')
    expect(writer.failed).toBeGreaterThan(0)
  })

  it('does not pile writes up on a slow Redis', async () => {
    const { shard, redis, pass } = open(Array.from({ length: 150 }, (_, index) => `S${index}-USDT`))
    redis.prompt = false
    shard.seed()
    await pass(5_000)
    // 300 books in writes of 32 are ten; none is written again before its write was answered.
    expect(redis.transactions.length).toBe(8)
  })

  it('lets no book wait for ever where more change than it may write at once', async () => {
    const symbols = Array.from({ length: 300 }, (_, index) => `S${index}-USDT`)
    const { shard, redis, pass } = open(symbols)
    for (const of of symbols) shard.seed({ symbol: of })
    await pass(1_000)
    redis.take('')
    for (let sequence = 10; sequence < 20; sequence++) {
      for (const of of symbols)
        shard.send(shard.delta(sequence, sequence + 1, { symbol: of, bidPrices: [100], bidQuantities: [sequence] }))
      await pass(100)
    }
    const written = new Set(redis.taken('acme').map(([, key]) => key))
    for (const of of symbols) expect(written).toContain(bookKeys(0, 'acme', of).meta)
  })

  it.each([{ cluster: true }, { cluster: false }])(
    'writes a price when it changed, or seldom, and lets it expire (cluster: $cluster)',
    async ({ cluster }) => {
      const { shard, redis, pass } = open([symbol], cluster)
      const names = (): string[] =>
        redis.commands
          .splice(0)
          .filter(([, key]) => key === `price:acme:${symbol}`)
          .map(([name]) => name)
      shard.seed()
      await pass(250)
      expect(names()).toEqual(['HSET', 'PEXPIRE'])
      shard.send(shard.delta(10, 11, { bidPrices: [99], bidQuantities: [9] }))
      await pass(300)
      expect(names()).toEqual([])
      shard.send(shard.delta(11, 12, { bidPrices: [100], bidQuantities: [9] }))
      await pass(300)
      expect(names()).toEqual(['HSET'])
      await pass(20_000)
      const later = names()
      expect(later.filter(name => name === 'HSET').length).toBeGreaterThanOrEqual(3)
      expect(later.filter(name => name === 'PEXPIRE').length).toBe(2)
    },
  )

  it('stops at once for a shard that was given up', async () => {
    const { shard, redis, writer, pass } = open([symbol, other])
    shard.seed()
    writer.drop(shard.sync)
    await pass(6_000)
    expect(redis.transactions).toEqual([])
  })
})
