import { crc32 } from 'node:zlib'
import type { Checksum, MarketDataEvent } from '@screener/contracts'
import { describe, expect, it } from 'vitest'
import { instrument, ShardHarness, symbol } from './shard-harness.ts'

const recipe = 'crc32-alternating-25'
const seal = (value: number, bidDigits: readonly string[], askDigits: readonly string[]): Checksum => ({
  recipe,
  value,
  bidDigits,
  askDigits,
})
const levels = { bidPrices: [100], bidQuantities: [1], askPrices: [101], askQuantities: [1] }
const checkedSnapshot = (shard: ShardHarness, value: number, session = 1): MarketDataEvent => ({
  snapshot: shard.snapshot({ ...levels, session, checksum: seal(value, ['100:1'], ['101:1']) }),
})
const right = crc32('100:1:101:1')
const seeded = (): ShardHarness => {
  const shard = new ShardHarness().beat().heartbeat()
  return shard.send({ instrument: instrument(symbol) }, checkedSnapshot(shard, right))
}
const change = (shard: ShardHarness, value: number): MarketDataEvent =>
  shard.delta(10, 11, {
    bidPrices: [100],
    bidQuantities: [2],
    askPrices: [],
    askQuantities: [],
    checksum: seal(value, ['100:2'], []),
  })

describe('checksums of the venue', () => {
  it('a book that agrees stays live', () => {
    const shard = seeded()
    shard.send(change(shard, crc32('100:2:101:1')))
    expect([shard.shown(), shard.counters.checksums, shard.last().bidQuantities]).toEqual(['live', 0, [2]])
    expect(shard.bookOrders()).toEqual([])
  })

  it('a book that does not is lost at once, counted, and ordered anew like after a gap', () => {
    const shard = seeded()
    shard.send(change(shard, right))
    expect([shard.shown(), shard.counters.checksums, shard.counters.gaps]).toEqual(['syncing: checksum', 1, 0])
    expect(shard.bookOrders()).toMatchObject([{ symbol, session: 1, reason: 'checksum' }])
    shard.send(checkedSnapshot(shard, right, 2))
    expect(shard.shown()).toBe('live')
  })

  it('a snapshot with a wrong one is none', () => {
    const shard = seeded()
    shard.send(checkedSnapshot(shard, right ^ 1, 2))
    expect([shard.shown(), shard.counters.checksums]).toEqual(['syncing: checksum', 1])
    expect(shard.bookOrders()).toMatchObject([{ symbol, session: 2, reason: 'checksum' }])
  })
})

describe('named reset', () => {
  it('the book goes on from the smaller number; another than the named book is lost', () => {
    const shard = new ShardHarness().seed()
    shard.send(shard.delta(10, 3, { resets: true }), shard.delta(3, 4, { bidPrices: [100], bidQuantities: [9] }))
    expect([shard.shown(), shard.last().sequence, shard.counters.applied]).toEqual(['live', 4, 2])
    shard.send(shard.delta(9, 1, { resets: true }))
    expect([shard.shown(), shard.counters.gaps]).toEqual(['syncing: gap', 1])
  })
})
