import { setImmediate as turn } from 'node:timers/promises'
import { bookIndexKey, bookKeys, bookStatus, priceKey } from '@screener/contracts'
import { describe, expect, it } from 'vitest'
import { createCheckpointWriter } from '../src/checkpoint-writer.ts'
import { quiet } from './hand-collector.ts'
import { RedisDouble } from './redis-double.ts'
import { instrument, ShardHarness, symbol } from './shard-harness.ts'

const released = (shard: ShardHarness): ShardHarness =>
  shard.send({ bookLost: { symbols: [symbol], reason: 'released', atUs: shard.venueUs } })
const tops = (shard: ShardHarness): readonly unknown[] => shard.batches.flatMap(batch => batch.tops ?? [])

describe('a symbol without a book', () => {
  it('has its top passed on, and neither a view nor an order', () => {
    const shard = new ShardHarness({ symbols: [] }).beat().heartbeat().advance(4_000).clear()
    shard.send(shard.best(100, 101))
    expect(tops(shard)).toEqual([
      expect.objectContaining({ venue: 'acme', symbol, bidPrice: 100, askPrice: 101, bidQuantity: 1, askQuantity: 1 }),
    ])
    shard.advance(10_000)
    expect(shard.views()).toEqual([])
    expect(shard.bookOrders()).toEqual([])
    // Once, in the turn that brought it.
    expect(tops(shard)).toHaveLength(1)
  })

  it('says nothing of tops while Redis is slow', () => {
    const shard = new ShardHarness({ symbols: [] }).beat().heartbeat().clear()
    shard.congested = true
    shard.send(shard.best(100, 101))
    shard.congested = false
    shard.advance(1_000)
    expect(tops(shard)).toEqual([])
  })

  it('of another shard is left out', () => {
    const shard = new ShardHarness({ symbols: [], shards: 64 }).beat().heartbeat().clear()
    shard.send({
      bestBidAsk: {
        symbol: 'ELSE-WHERE',
        bidPrice: 1,
        bidQuantity: 1,
        askPrice: 2,
        askQuantity: 1,
        exchangeTimeMs: 0,
        receivedTimeUs: 1,
      },
    })
    expect(tops(shard)).toEqual([])
  })
})

describe('a released book', () => {
  it('is shown once more without levels, and never asked for again', () => {
    const shard = released(new ShardHarness({ symbols: [symbol] }).seed().clear())
    expect(shard.views()).toMatchObject([{ status: bookStatus.down, reason: 'released', bidPrices: [], askPrices: [] }])
    shard.clear().advance(60_000)
    expect(shard.views()).toEqual([])
    expect(shard.orders.filter(({ venue }) => venue === 'acme')).toEqual([])
  })

  it('has tops of which none is taken for a witness, and comes back with its instrument and a snapshot', () => {
    const shard = released(new ShardHarness({ symbols: [symbol] }).seed())
    shard.send(shard.best(150, 151))
    expect(tops(shard)).toHaveLength(1)
    shard.send({ instrument: instrument(symbol) }, { snapshot: shard.snapshot({ session: 2, sequence: 50 }) })
    expect(shard.last()).toMatchObject({ status: bookStatus.live, session: 2 })
    shard.send(shard.best(100, 101))
    expect(tops(shard)).toHaveLength(1)
    shard.advance(10_000)
    expect(shard.last()).toMatchObject({ status: bookStatus.live, session: 2 })
  })

  it('that this service alone is configured to follow is given up when its collector says so', () => {
    const shard = new ShardHarness({ symbols: [symbol] }).beat().heartbeat().advance(10_000)
    expect(shard.bookOrders().length).toBeGreaterThan(0)
    released(shard).clear().advance(60_000)
    expect(shard.bookOrders()).toEqual([])
  })

  const written = () => {
    const shard = new ShardHarness({ symbols: [symbol] })
    const redis = new RedisDouble()
    const clock = { nowMs: () => shard.nowMs, epochUs: () => shard.nowMs * 1_000, random: () => 0 }
    const writer = createCheckpointWriter(redis, { everyMs: 250, cluster: false }, clock, quiet)
    writer.follow(shard.sync)
    const pass = async (ms: number): Promise<void> => {
      for (let passed = 0; passed < ms; passed += 50) {
        shard.advance(50)
        writer.tick()
        await turn()
      }
    }
    return { shard, redis, pass }
  }

  it('that came back is not forgotten by a second try', async () => {
    const { shard, redis, pass } = written()
    shard.seed()
    await pass(1_000)
    const write = redis.transaction.bind(redis)
    let isRefused = true
    redis.transaction = (key, commands) =>
      isRefused && commands.some(([name]) => name === 'SREM')
        ? Promise.reject(new Error('MISCONF'))
        : write(key, commands)
    released(shard)
    await pass(500)
    shard.send({ instrument: instrument(symbol) }, { snapshot: shard.snapshot({ session: 2, sequence: 50 }) })
    await pass(500)
    isRefused = false
    redis.transactions.length = 0
    await pass(1_000)
    expect(redis.taken('ob:{0}').map(([name]) => name)).not.toContain('SREM')
  })

  it('leaves nothing in Redis, also when that takes a second try', async () => {
    const { shard, redis, pass } = written()
    shard.seed()
    await pass(1_000)
    const keys = Object.values(bookKeys(0, 'acme', symbol))
    redis.failing = true
    released(shard)
    await pass(500)
    redis.failing = false
    redis.transactions.length = 0
    await pass(500)
    const gone = redis
      .taken('ob:{0}')
      .filter(command => /acme|books/.test(command.join(' ')) && !/zeta/.test(command.join(' ')))
    expect(gone).toEqual([
      ['DEL', ...keys],
      ['SREM', bookIndexKey(0), `acme ${symbol}`],
    ])
    expect(redis.commands).toContainEqual(['DEL', priceKey('acme', symbol)])
    redis.commands.length = 0
    redis.transactions.length = 0
    await pass(10_000)
    const later = [...redis.commands, ...redis.transactions.flatMap(({ commands }) => commands)]
    expect(later.filter(command => /acme.BTC/.test(command.join(' ')))).toEqual([])
  })
})
