import fc from 'fast-check'
import { bookStatus, type MarketDataEvent } from '@screener/contracts'
import type { RedisCommand } from '@screener/streams'
import { describe, expect, it } from 'vitest'
import { keptBookOf, type Fields, type KeptBook } from '../src/book-checkpoint.ts'
import { SavedBook } from '../src/saved-book.ts'
import { ShardHarness, symbol } from './shard-harness.ts'

/** The hashes of one book, as the commands leave them. */
class Hashes {
  private readonly hashes = new Map<string, Record<string, string>>()

  apply(commands: readonly RedisCommand[]): void {
    for (const [name, key, ...args] of commands) {
      const hash = this.of(String(key))
      if (name === 'DEL') for (const each of [key, ...args]) this.hashes.delete(String(each))
      else if (name === 'HDEL') for (const field of args) Reflect.deleteProperty(hash, String(field))
      else if (name === 'HSET')
        for (let at = 0; at < args.length; at += 2) hash[String(args[at])] = String(args[at + 1])
    }
  }

  of(key: string): Record<string, string> {
    const hash = this.hashes.get(key) ?? {}
    this.hashes.set(key, hash)
    return hash
  }
}

const keptOf = (shard: ShardHarness): KeptBook | undefined => {
  const feed = shard.sync.feeds.get('acme')!
  const saved = new SavedBook(0, 'acme', symbol)
  const hashes = new Hashes()
  hashes.apply(saved.checkpoint(feed.books.get(symbol)!, feed.lastId, shard.nowMs * 1_000))
  const read = (key: string): Fields => hashes.of(key)
  return keptBookOf(symbol, read(saved.keys.meta), read(saved.keys.bidQuantities), read(saved.keys.askQuantities))
}

/** A second life: what the first has kept, then the entries behind it. */
const restored = (first: ShardHarness, kept: KeptBook, until: string): ShardHarness => {
  const shard = new ShardHarness()
  shard.nowMs = first.nowMs
  shard.sync.restore('acme', { books: [kept], from: kept.mdId, until })
  shard.sync.endTurn()
  return shard
}

const levels = (shard: ShardHarness): unknown => {
  const { bids, asks, sequence, session } = shard.sync.feeds.get('acme')!.books.get(symbol)!.book
  const [bidPrices, bidQuantities, askPrices, askQuantities]: number[][] = [[], [], [], []]
  bids.copyTop(500, bidPrices!, bidQuantities!)
  asks.copyTop(500, askPrices!, askQuantities!)
  return { bidPrices, bidQuantities, askPrices, askQuantities, sequence, session }
}

const nAfter = (id: string): number => Number(id.split('-')[1]) + 1

describe('a shard that goes on from its checkpoints', () => {
  it('orders nothing, is suspect while it reads what came meanwhile, and live at the first newer heartbeat', () => {
    const first = new ShardHarness().seed()
    first.send(first.delta(10, 11, { bidPrices: [100], bidQuantities: [5] }))
    const kept = keptOf(first)!
    const n = nAfter(kept.mdId)
    const missed = first.delta(11, 12, { askPrices: [101], askQuantities: [7] })
    const shard = restored(first, kept, `1-${n + 1}`)
    expect(shard.views().at(-1)).toMatchObject({ status: bookStatus.suspect, reason: 'restoring', bidPrices: [] })
    shard.sendAt(`1-${n}`, missed)
    shard.sendAt(`1-${n + 1}`, shard.beatEvent())
    shard.advance(200)
    expect(shard.views().at(-1)).toMatchObject({ status: bookStatus.suspect, reason: 'restoring' })
    shard.sendAt(`1-${n + 2}`, shard.beatEvent())
    shard.advance(50)
    expect(shard.views().at(-1)).toMatchObject({
      status: bookStatus.live,
      sequence: 12,
      bidPrices: [100, 99, 98],
      bidQuantities: [5, 2, 3],
      askQuantities: [7, 2, 3],
      priceTick: 0.01,
    })
    // The other venue's books are not kept: only they are asked for.
    expect(shard.orders.map(({ venue }) => venue)).not.toContain('acme')
  })

  it('takes no proof of life from heartbeats of the time it was away', () => {
    const first = new ShardHarness().seed()
    const kept = keptOf(first)!
    const shard = restored(first, kept, '1-99')
    shard.nowMs += 60_000
    for (let n = nAfter(kept.mdId); n < 99; n++) shard.sendAt(`1-${n}`, first.beatEvent())
    shard.sync.tick()
    expect(shard.views().at(-1)?.status).toBe(bookStatus.suspect)
  })

  it('skips what the checkpoint has already, snapshots and losses among it', () => {
    const first = new ShardHarness().seed()
    first.send(first.delta(10, 11, { bidPrices: [100], bidQuantities: [5] }))
    const kept = keptOf(first)!
    const n = nAfter(kept.mdId) - 1
    const shard = restored(first, { ...kept, mdId: `1-${n}` }, `1-${n}`)
    shard.sendAt(`1-${n - 1}`, { bookLost: { symbols: [], reason: 'resync', atUs: 1 } }, { snapshot: first.snapshot() })
    shard.sendAt(`1-${n + 1}`, shard.beatEvent()).advance(50)
    expect(shard.views().at(-1)).toMatchObject({ status: bookStatus.live, sequence: 11, bidQuantities: [5, 2, 3] })
  })

  it('a loss while it was away counts, and the snapshot after it too', () => {
    const first = new ShardHarness().seed()
    const kept = keptOf(first)!
    const n = nAfter(kept.mdId)
    const shard = restored(first, kept, `1-${n}`)
    shard.sendAt(`1-${n}`, { bookLost: { symbols: [symbol], reason: 'resync', atUs: 1 } })
    shard.sendAt(`1-${n + 1}`, shard.beatEvent())
    expect(shard.views().at(-1)).toMatchObject({ status: bookStatus.syncing, reason: 'resync' })
    shard.sendAt(`1-${n + 2}`, { snapshot: shard.snapshot({ session: 2, sequence: 50 }) })
    expect(shard.views().at(-1)).toMatchObject({ status: bookStatus.live, sequence: 50 })
  })

  it.each(['hole', 'writer'] as const)('a %s ends it: every book is asked for', kind => {
    const first = new ShardHarness().seed()
    const shard = restored(first, keptOf(first)!, '1-999')
    if (kind === 'hole') shard.sync.onHole('acme')
    else shard.sync.onWriterChange('acme')
    shard.beat().advance(10_000)
    expect(shard.orders.some(({ venue }) => venue === 'acme')).toBe(true)
    expect(shard.views().at(-1)?.status).not.toBe(bookStatus.live)
  })

  it('keeps no book that waits for its snapshot', () => {
    const shard = new ShardHarness().seed()
    shard.send({ bookLost: { symbols: [symbol], reason: 'resync', atUs: 1 } })
    expect(keptOf(shard)).toBeUndefined()
  })

  it('knows how deep a restored side is: price that walks out of it is not believed', () => {
    const first = new ShardHarness()
    const many = Array.from({ length: 200 }, (_, index) => index + 1)
    first.seed({ bidPrices: many.map(tick => 1_000 - tick), bidQuantities: many.map(() => 1) })
    const kept = keptOf(first)!
    expect(kept.snapshot).toMatchObject({ bidsTruncated: true, asksTruncated: false })
    expect(kept.snapshot.bidPrices).toHaveLength(128)
  })

  it('ends with the same book as the shard that was never away, wherever the cut is (200 runs)', () => {
    const change = fc.record({
      buys: fc.boolean(),
      tick: fc.integer({ min: 1, max: 150 }),
      quantity: fc.integer({ min: 0, max: 5 }),
    })
    fc.assert(
      fc.property(
        fc.array(change, { minLength: 2, maxLength: 60 }),
        fc.nat(),
        fc.nat(),
        (changes, cutSeed, lagSeed) => {
          const first = new ShardHarness().seed()
          const events: MarketDataEvent[] = changes.map(({ buys, tick, quantity }, index) =>
            first.delta(10 + index, 11 + index, {
              [buys ? 'bidPrices' : 'askPrices']: [buys ? 101 - tick * 0.5 : 100.5 + tick * 0.5],
              [buys ? 'bidQuantities' : 'askQuantities']: [quantity],
            }),
          )
          const cut = cutSeed % events.length
          let kept: KeptBook | undefined
          const ids: string[] = []
          for (const [index, event] of events.entries()) {
            if (index === cut) kept = keptOf(first)
            first.send(event)
            ids.push(first.sync.feeds.get('acme')!.lastId)
          }
          if (kept === undefined) return
          // Reading begins before the checkpoint's id where another book of the stream was kept earlier.
          const from = Math.max(0, cut - (lagSeed % 5))
          const shard = restored(first, kept, ids.at(-1)!)
          for (let index = from; index < events.length; index++) shard.sendAt(ids[index]!, events[index]!)
          shard.sendAt(`1-${nAfter(ids.at(-1)!)}`, shard.beatEvent())
          expect(levels(shard)).toEqual(levels(first))
        },
      ),
      { numRuns: 200 },
    )
  })
})
