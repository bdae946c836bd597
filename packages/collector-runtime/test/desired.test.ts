import { eventually } from '@screener/testing'
import { afterEach, describe, expect, test } from 'vitest'
import type { MarketDataEvent } from '@screener/contracts'
import { capacityOf } from '../src/venue-capacity.ts'
import type { Venue } from '../src/venue.ts'
import { runAcme, type AcmeRun } from './acme/harness.ts'
import { acme, acmeLimits } from './acme/venue.ts'

let run: AcmeRun
afterEach(() => run.end())

const book = acme('rest')
/** Acme tells best bids and asks to everybody who is connected. */
const tops: NonNullable<Venue['tops']> = {
  subscribe: book.subscribe,
  unsubscribe: book.unsubscribe,
  maxSymbolsPerConnection: 2,
  dataTimeoutMs: 5_000,
}
const waiting = { timeoutMs: 40_000 }
const desire = (revision: number, deep: readonly string[], top: readonly string[] = []): void =>
  run.collector.obey({ desired: { revision, deep, top }, issuedBy: 'test', atUs: 0 })
const topsOf = (symbol: string): readonly MarketDataEvent[] =>
  run.events.filter(({ bestBidAsk }) => bestBidAsk?.symbol === symbol)
const progress = () => run.collector.subscriptions.progress()

describe.each(['rest', 'channel'] as const)('what is desired, books from %s snapshots', flavour => {
  test('books come and go, tops have connections of their own, and what is not confirmed is told', async () => {
    run = await runAcme(flavour, { wanted: ['C0USDT'], venue: { tops } })
    await eventually(() => run.live().length === 1, waiting)
    expect(progress()).toMatchObject({ revision: 0, unconfirmed: [] })
    desire(5, ['C0-USDT', 'C1-USDT'], ['C2-USDT', 'C3-USDT', 'C4-USDT', 'NOPE-USDT'])
    expect(progress().unconfirmed).toEqual(expect.arrayContaining(['C1-USDT', 'C2-USDT']))
    await eventually(() => run.live().length === 2 && topsOf('C4-USDT').length > 0, waiting)
    await eventually(() => progress().unconfirmed.length === 0, waiting)
    expect(progress()).toMatchObject({ revision: 5, refused: [{ symbol: 'NOPE-USDT' }] })
    // One of books, and two symbols at most on each of the others.
    expect(run.server.clients.filter(({ open }) => open)).toHaveLength(3)
    expect(run.books.has('C2-USDT')).toBe(false)

    desire(6, ['C2-USDT'], ['C0-USDT'])
    await eventually(() => run.live().join() === 'C2-USDT', waiting)
    expect(
      run.losses
        .filter(({ reason }) => reason === 'released')
        .flatMap(({ symbols }) => symbols)
        .sort(),
    ).toEqual(['C0-USDT', 'C1-USDT'])
    await eventually(() => topsOf('C0-USDT').length > 0, waiting)
    expect(run.breaks).toEqual([])
  })

  test('a list that is older, broken or absurd changes nothing', async () => {
    run = await runAcme(flavour, { wanted: ['C0USDT'], venue: { tops } })
    await eventually(() => run.live().length === 1, waiting)
    desire(5, ['C0-USDT', 'C1-USDT'])
    desire(4, [])
    desire(5, [])
    desire(6, ['no symbol'])
    desire(Number.NaN, [])
    desire(
      7,
      Array.from({ length: 20_001 }, (_, index) => `S${index}-USDT`),
    )
    await eventually(() => run.live().length === 2, waiting)
    expect(progress().revision).toBe(5)
    expect(run.losses).toEqual([])
  })

  test('a symbol in lower case is refused by name, and the others are followed', async () => {
    run = await runAcme(flavour, { wanted: ['C0USDT'], venue: { tops } })
    await eventually(() => run.live().length === 1, waiting)
    desire(1, ['C1-USDT'], ['c2-usdt'])
    await eventually(() => run.live().join() === 'C1-USDT', waiting)
    expect(progress()).toMatchObject({ revision: 1, refused: [{ symbol: 'c2-usdt' }] })
  })

  test('a reader who asks for a book that is not wanted is told so', async () => {
    run = await runAcme(flavour, { wanted: ['C0USDT', 'C1USDT'], venue: { tops } })
    await eventually(() => run.live().length === 2, waiting)
    desire(1, ['C0-USDT'])
    run.losses.length = 0
    run.resync('C1-USDT')
    expect(run.losses).toMatchObject([{ symbols: ['C1-USDT'], reason: 'released' }])
  })

  test('a cut connection: tops are asked for again', async () => {
    run = await runAcme(flavour, { wanted: ['C0USDT'], venue: { tops } })
    desire(1, [], ['C1-USDT'])
    await eventually(() => topsOf('C1-USDT').length > 0 && progress().unconfirmed.length === 0, waiting)
    run.server.cut()
    await eventually(() => progress().unconfirmed.length === 1, waiting)
    await eventually(() => progress().unconfirmed.length === 0, waiting)
    const before = topsOf('C1-USDT').length
    await eventually(() => topsOf('C1-USDT').length > before, waiting)
  })

  test('what the limits of the venue do not allow is refused by name; without such a channel tops are', async () => {
    const limits = { ...acmeLimits, maxSymbolsPerConnection: 1, maxConnections: 5 }
    run = await runAcme(flavour, { wanted: ['C0USDT'], venue: { limits } })
    await eventually(() => run.live().length === 1, waiting)
    desire(1, ['C1-USDT', 'C2-USDT', 'C3-USDT'], ['C4-USDT'])
    await eventually(() => run.live().length === 2, waiting)
    expect(progress()).toMatchObject({ mostDeep: 2, mostTop: 0 })
    expect(
      progress()
        .refused.map(({ symbol, reason }) => `${symbol} ${reason}`)
        .sort(),
    ).toEqual([
      'C3-USDT over the limits of the venue, which allow 2 books',
      'C4-USDT over the limits of the venue, which allow 0 symbols with best bid and ask alone',
    ])
  })
})

test('the capacity of a venue: its connections, and what it costs to fetch all books anew', async () => {
  run = await runAcme('rest')
  expect(capacityOf(acme('channel', { tops }))).toEqual({ deep: 1_000, top: 40 })
  expect(capacityOf(acme('rest', { limits: { ...acmeLimits, maxConnections: 1_000 } }))).toEqual({ deep: 640, top: 0 })
})
