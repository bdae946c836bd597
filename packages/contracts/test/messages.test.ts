import { describe, expect, it } from 'vitest'
import {
  decodeBookViewBatch,
  decodeMarketDataBatch,
  encodeBookViewBatch,
  encodeMarketDataBatch,
  shardOf,
  withFields,
  type BookView,
} from '../src/index.ts'

describe('messages', () => {
  it('keeps 64-bit fields as exact numbers up to 2^53-1', () => {
    const sequence = Number.MAX_SAFE_INTEGER
    const bytes = encodeMarketDataBatch({
      venue: 'acme',
      events: [
        {
          delta: {
            symbol: 'BTC-USDT',
            session: 1_790_000_000_000_123,
            previous: sequence - 1,
            sequence,
            bidPrices: [61685.99],
            bidQuantities: [0.10972],
            askPrices: [],
            askQuantities: [],
            exchangeTimeMs: 0,
            receivedTimeUs: 1_790_000_000_000_456,
          },
        },
      ],
    })
    const delta = decodeMarketDataBatch(bytes).events[0]?.delta
    expect(delta?.sequence).toBe(sequence)
    expect((delta?.previous ?? 0) + 1).toBe(sequence)
    expect(delta?.receivedTimeUs).toBe(1_790_000_000_000_456)
    expect(delta?.bidPrices).toEqual([61685.99])
  })

  it('changes fields of a decoded message without losing the defaults of others', () => {
    const bytes = encodeBookViewBatch({ views: [{ symbol: 'BTC-USDT' } as BookView], proofs: [] })
    const [view] = decodeBookViewBatch(bytes).views
    const changed = withFields(view!, { venue: 'acme' })
    expect([changed.venue, changed.symbol, changed.minNotional, changed.reason]).toEqual(['acme', 'BTC-USDT', 0, ''])
    expect(view!.venue).toBe('')
    expect({ ...view! }.minNotional).toBeUndefined()
  })

  it('gives absent fields their default, so decoded messages have no holes', () => {
    const [view] = decodeBookViewBatch(
      encodeBookViewBatch({ views: [{ venue: 'acme' } as BookView], proofs: [] }),
    ).views
    expect(view?.status).toBe(0)
    expect(view?.bidPrices).toEqual([])
    expect(view?.reason).toBe('')
  })

  it('throws on malformed bytes', () => {
    expect(() => decodeMarketDataBatch(Uint8Array.of(0x0a, 0xff))).toThrow()
  })
})

describe('shardOf', () => {
  it.each([
    { name: 'ascii', symbol: 'BTC-USDT', shards: 4 },
    { name: 'non-ascii listing', symbol: '币安人生-USDT', shards: 4 },
  ])('is stable and in range: $name', ({ symbol, shards }) => {
    const shard = shardOf(symbol, shards)
    expect(shard).toBe(shardOf(symbol, shards))
    expect(shard).toBeGreaterThanOrEqual(0)
    expect(shard).toBeLessThan(shards)
  })

  it('is FNV-1a, so other languages can compute it', () => {
    expect(shardOf('a', 2 ** 31)).toBe(0xe40c292c % 2 ** 31)
  })

  it('puts all books of a pair into one shard', () => {
    for (const shards of [4, 64, 1_000]) {
      expect(shardOf('ETH-USDC~v3-500', shards)).toBe(shardOf('ETH-USDC', shards))
    }
  })
})
