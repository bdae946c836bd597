import { bookStatus, type BookView, type SubscriptionWish, type TopView } from '@screener/contracts'
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { createInterest, type Interest, type InterestOptions } from '../src/interest.ts'

const open = (options: Partial<InterestOptions> = {}): Interest =>
  createInterest({
    takerBpsOf: venue => (venue === 'unknown' ? undefined : 10),
    withinBps: 15,
    releaseBps: 30,
    releaseAfterMs: 60_000,
    maxGapBps: 500,
    wishSeconds: 30,
    renewAfterMs: 10_000,
    most: 100,
    ...options,
  })
const top = (venue: string, bidPrice: number, askPrice: number, symbol = 'A-B'): TopView => ({
  venue,
  symbol,
  bidPrice,
  bidQuantity: 1,
  askPrice,
  askQuantity: 1,
  receivedTimeUs: 0,
})
const book = (venue: string, bid: number, ask: number, fields: Partial<BookView> = {}): BookView =>
  ({
    venue,
    symbol: 'A-B',
    status: bookStatus.live,
    reason: '',
    bidPrices: [bid],
    askPrices: [ask],
    ...fields,
  }) as BookView
const told = (wishes: readonly SubscriptionWish[]): string[] =>
  wishes.map(({ venue, symbol, depth, seconds }) => `${venue} ${symbol} ${depth} ${seconds}`).sort()
const both = ['alpha A-B deep 30', 'beta A-B deep 30']

describe('what is asked for', () => {
  // Buying at 100 with 10 bps and selling at 100 with 10 bps loses 20 bps.
  test.each([
    ['near enough, one way', top('alpha', 99, 100), top('beta', 100.06, 101), both],
    ['near enough, the other way', top('alpha', 100.06, 101), top('beta', 99, 100), both],
    ['too far', top('alpha', 99, 100), top('beta', 100.04, 101), []],
    ['more than can be believed', top('alpha', 99, 100), top('beta', 110, 111), []],
    ['an empty side', top('alpha', 99, 0), top('beta', 100.06, 101), []],
    ['a venue without a known fee', top('alpha', 99, 100), top('unknown', 100.06, 101), []],
  ])('%s', (_name, first, second, expected) => {
    const interest = open()
    interest.top(first, 0)
    interest.top(second, 0)
    expect(told(interest.takeWishes(0))).toEqual(expected)
    expect(told(interest.takeWishes(250))).toEqual([])
  })

  it('not for a book that is there; the other venue of the pair has none', () => {
    const interest = open()
    interest.top(top('alpha', 99, 100), 0)
    interest.book(book('beta', 100.06, 101), 0)
    expect(told(interest.takeWishes(0))).toEqual(['alpha A-B deep 30'])
  })

  it('not for prices of long ago, nor for those of a book that is not live', () => {
    const interest = open()
    interest.top(top('alpha', 99, 100), 0)
    interest.top(top('beta', 100.06, 101), 31_000)
    interest.book(book('gamma', 100.06, 101, { status: bookStatus.suspect }), 31_000)
    expect(interest.takeWishes(31_000)).toEqual([])
  })

  it('not for more than the most', () => {
    const interest = open({ most: 3 })
    for (const symbol of ['A-B', 'C-D']) {
      interest.top(top('alpha', 99, 100, symbol), 0)
      interest.top(top('beta', 100.06, 101, symbol), 0)
    }
    expect([interest.takeWishes(0).length, interest.count]).toEqual([3, 3])
  })
})

describe('how it ends', () => {
  /** Asked for at 0; both books are there from then on. */
  const asked = (): Interest => {
    const interest = open()
    interest.top(top('alpha', 99, 100), 0)
    interest.top(top('beta', 100.06, 101), 0)
    expect(told(interest.takeWishes(0))).toEqual(both)
    return interest
  }
  const follow = (interest: Interest, fromMs: number, untilMs: number, bid: number): string[] => {
    const wishes: SubscriptionWish[] = []
    for (let nowMs = fromMs; nowMs < untilMs; nowMs += 1_000) {
      interest.book(book('alpha', 99, 100), nowMs)
      interest.book(book('beta', bid, 101), nowMs)
      wishes.push(...interest.takeWishes(nowMs))
    }
    return told(wishes)
  }

  it('is renewed while they are near, and while they are neither near nor far', () => {
    const interest = asked()
    expect(follow(interest, 1_000, 21_000, 100.06)).toEqual([...both, ...both].sort())
    // 25 bps from paying: it would not be asked for, and is not let go.
    expect(follow(interest, 21_000, 200_000, 99.95).filter(wish => wish.endsWith(' 0'))).toEqual([])
    expect(interest.count).toBe(2)
  })

  it('is let go after it was far for so long, not sooner', () => {
    const interest = asked()
    expect(follow(interest, 1_000, 60_000, 99).filter(wish => wish.endsWith(' 0'))).toEqual([])
    expect(follow(interest, 60_000, 62_000, 99)).toContain('alpha A-B deep 0')
    expect(interest.count).toBe(0)
    expect(follow(interest, 62_000, 90_000, 99)).toEqual([])
  })

  it('begins anew when it comes near as a top again', () => {
    const interest = asked()
    follow(interest, 1_000, 70_000, 99)
    for (const venue of ['alpha', 'beta'])
      interest.book(book(venue, 0, 0, { status: bookStatus.down, reason: 'released' }), 70_000)
    interest.top(top('alpha', 99, 100), 70_000)
    interest.top(top('beta', 100.06, 101), 70_000)
    expect(told(interest.takeWishes(70_000))).toEqual(both)
  })

  it('whatever the prices do, nothing is let go before its time, and all of it is let go in the end', () => {
    const steps = fc.array(
      fc.record({ afterMs: fc.integer({ min: 100, max: 20_000 }), bid: fc.integer({ min: 9_900, max: 10_100 }) }),
    )
    fc.assert(
      fc.property(steps, list => {
        const interest = open()
        let nowMs = 0
        const nearAtMs = new Map<string, number>()
        const check = (wishes: readonly SubscriptionWish[]): void => {
          for (const { venue, seconds } of wishes) {
            if (seconds === 0) expect(nowMs - (nearAtMs.get(venue) ?? -Infinity)).toBeGreaterThan(60_000)
          }
        }
        for (const { afterMs, bid } of list) {
          nowMs += afterMs
          interest.top(top('alpha', 98, 100), nowMs)
          interest.top(top('beta', bid / 100, 102), nowMs)
          // Within 30 bps after 20 bps of fees.
          if (bid / 100 >= 99.91) for (const venue of ['alpha', 'beta']) nearAtMs.set(venue, nowMs)
          check(interest.takeWishes(nowMs))
        }
        nowMs += 60_001
        interest.takeWishes(nowMs)
        expect(interest.count).toBe(0)
      }),
    )
  })
})
