import { setImmediate as turn } from 'node:timers/promises'
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

const open = (symbols: readonly string[] = [symbol]): Bench => {
  const shard = new ShardHarness({ symbols })
  const redis = new RedisDouble()
  const clock = { nowMs: () => shard.nowMs, epochUs: () => shard.nowMs * 1_000, random: () => 0 }
  const writer = createCheckpointWriter(redis, 250, clock, quiet)
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

const meta = `acme:${symbol}:meta`

describe('checkpoint writer', () => {
  it('writes from scratch first, then only what changed, once an interval', async () => {
    const { shard, redis, pass } = open()
    shard.seed()
    await pass(50)
    expect(redis.take(meta)).toEqual(['DEL', 'ZADD', 'HSET', 'ZADD', 'HSET', 'HSET'])
    for (let sequence = 10; sequence < 30; sequence++)
      shard.send(shard.delta(sequence, sequence + 1, { bidPrices: [100], bidQuantities: [sequence] }))
    await pass(200)
    expect(redis.take(meta)).toEqual([])
    await pass(100)
    expect(redis.take(meta)).toEqual(['HSET', 'HSET'])
  })

  it('moves the md id of a quiet book on now and then', async () => {
    const { shard, redis, pass } = open()
    shard.seed()
    await pass(1_000)
    redis.take(meta)
    await pass(4_000)
    expect(redis.take(meta)).toEqual([])
    await pass(1_000)
    expect(redis.take(meta)).toEqual(['HSET'])
  })

  it('empties the levels of a book that was lost and says so', async () => {
    const { shard, redis, pass } = open()
    shard.seed()
    await pass(300)
    redis.take(meta)
    shard.send(shard.delta(90, 91))
    await pass(300)
    const written = redis.transactions.find(({ key }) => key.includes(meta))?.commands ?? []
    expect(written.map(([name]) => name)).toEqual(['ZREM', 'HDEL', 'ZREM', 'HDEL', 'HSET'])
    expect(written.at(-1)).toContain('syncing')
    const price = redis.transactions.find(({ key }) => key === `price:acme:${symbol}`)?.commands[0]
    expect(price?.slice(2, 10)).toEqual(['bid', '', 'bidQuantity', '', 'ask', '', 'askQuantity', ''])
  })

  it('does nothing while Redis is away and writes all anew when it is back', async () => {
    const { shard, redis, pass } = open()
    shard.seed()
    await pass(300)
    redis.ready = false
    redis.take(meta)
    await pass(10_000)
    expect(redis.transactions).toEqual([])
    redis.ready = true
    redis.reconnect()
    await pass(50)
    expect(redis.take(meta)[0]).toBe('DEL')
  })

  it('does not know what a failed write left behind, so it begins from scratch', async () => {
    const { shard, redis, writer, pass } = open()
    shard.seed()
    await pass(300)
    redis.failing = true
    shard.send(shard.delta(10, 11, { bidPrices: [100], bidQuantities: [9] }))
    await pass(300)
    redis.failing = false
    redis.take(meta)
    await pass(300)
    expect(redis.take(meta)[0]).toBe('DEL')
    expect(writer.failed).toBeGreaterThan(0)
  })

  it('does not pile writes up on a slow Redis', async () => {
    const { shard, redis, pass } = open(Array.from({ length: 100 }, (_, index) => `S${index}-USDT`))
    redis.prompt = false
    shard.seed()
    await pass(5_000)
    // Each write is two transactions: book and price.
    expect(redis.transactions.length).toBe(128)
  })

  it('stops at once for a shard that was given up', async () => {
    const { shard, redis, writer, pass } = open([symbol, other])
    shard.seed()
    writer.drop(shard.sync)
    await pass(6_000)
    expect(redis.transactions).toEqual([])
  })
})
