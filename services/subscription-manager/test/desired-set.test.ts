import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { desiredSet, type DesiredSymbol, type VenueRoom } from '../src/desired-set.ts'
import type { ListedSymbol } from '../src/symbol-list.ts'
import type { Wish } from '../src/wish-book.ts'

const wish = (fields: Partial<Wish> & Pick<Wish, 'symbol'>): Wish => ({
  origin: 'analyzer',
  venue: 'acme',
  depth: 'deep',
  sinceMs: 1_000,
  untilMs: 9_000,
  ...fields,
})
const room: VenueRoom = { deep: 2, top: 2 }
const desired = (
  listed: readonly ListedSymbol[],
  wishes: readonly Wish[],
  of: VenueRoom = room,
): readonly DesiredSymbol[] => [...desiredSet('acme', listed, 500, wishes, of).values()]
const asked = (symbols: readonly DesiredSymbol[]): Record<string, string> =>
  Object.fromEntries(symbols.map(({ symbol, asked: its }) => [symbol, its]))

describe('desiredSet', () => {
  test.each<{ name: string; listed?: ListedSymbol[]; wishes?: Wish[]; expected: Record<string, string> }>([
    {
      name: 'the list alone',
      listed: [
        { symbol: 'A-B', depth: 'deep' },
        { symbol: 'C-D', depth: 'top' },
      ],
      expected: { 'A-B': 'deep', 'C-D': 'top' },
    },
    {
      name: 'a symbol listed for another venue is not wanted here',
      listed: [{ symbol: 'A-B', depth: 'deep', venues: ['zeta'] }],
      expected: {},
    },
    {
      name: 'a wish makes a top a book',
      listed: [{ symbol: 'A-B', depth: 'top' }],
      wishes: [wish({ symbol: 'A-B' })],
      expected: { 'A-B': 'deep' },
    },
    { name: 'a wish for a symbol that is not listed', wishes: [wish({ symbol: 'X-Y' })], expected: { 'X-Y': 'deep' } },
    {
      name: 'a wish for a top takes no book away',
      listed: [{ symbol: 'A-B', depth: 'deep' }],
      wishes: [wish({ symbol: 'A-B', depth: 'top' })],
      expected: { 'A-B': 'deep' },
    },
    {
      name: 'the list goes before people, people before interest',
      listed: [{ symbol: 'A-B', depth: 'deep' }],
      wishes: [wish({ symbol: 'I-J', sinceMs: 9_000 }), wish({ symbol: 'P-Q', origin: 'api' })],
      expected: { 'A-B': 'deep', 'P-Q': 'deep', 'I-J': 'top' },
    },
    {
      name: 'of interest the newest, of people the oldest goes first; what has no room is followed as a top',
      wishes: [
        wish({ symbol: 'I-1', sinceMs: 1 }),
        wish({ symbol: 'I-2', sinceMs: 2 }),
        wish({ symbol: 'P-2', origin: 'api', sinceMs: 2 }),
        wish({ symbol: 'P-1', origin: 'api', sinceMs: 1 }),
        wish({ symbol: 'P-3', origin: 'api', sinceMs: 3 }),
      ],
      expected: { 'P-1': 'deep', 'P-2': 'deep', 'P-3': 'top', 'I-2': 'top', 'I-1': 'none' },
    },
  ])('$name', ({ listed = [], wishes = [], expected }) => {
    expect(asked(desired(listed, wishes))).toEqual(expected)
  })

  it('says why less is followed than is wanted, and who wants it', () => {
    const [, , third] = desired(
      [
        { symbol: 'A-B', depth: 'deep' },
        { symbol: 'C-D', depth: 'deep' },
      ],
      [wish({ symbol: 'E-F' })],
    )
    expect(third).toEqual({
      symbol: 'E-F',
      wanted: 'deep',
      asked: 'top',
      reason: 'no room among 2 books',
      holders: [{ origin: 'analyzer', depth: 'deep', sinceMs: 1_000, untilMs: 9_000 }],
    })
  })

  const symbolOf = fc.integer({ min: 0, max: 30 }).map(n => `S${n}-USDT`)
  const depthOf = fc.constantFrom('top' as const, 'deep' as const)
  const lists = fc.uniqueArray(fc.record({ symbol: symbolOf, depth: depthOf }), {
    selector: ({ symbol }) => symbol,
    maxLength: 20,
  })
  const wishLists = fc.uniqueArray(
    fc
      .record({
        symbol: symbolOf,
        depth: depthOf,
        origin: fc.constantFrom('api', 'analyzer'),
        sinceMs: fc.integer({ min: 0, max: 50 }),
      })
      .map(wish),
    { selector: ({ origin, symbol }) => `${origin} ${symbol}`, maxLength: 40 },
  )
  const rooms = fc.record({ deep: fc.integer({ min: 0, max: 12 }), top: fc.integer({ min: 0, max: 12 }) })

  it('never asks for more than there is room for, keeps what is configured, and leaves no room unused', () => {
    fc.assert(
      fc.property(lists, wishLists, rooms, (listed, wishes, of) => {
        const symbols = desired(listed, wishes, of)
        const count = (what: string): number => symbols.filter(symbol => symbol.asked === what).length
        expect(count('deep')).toBeLessThanOrEqual(of.deep)
        expect(count('top')).toBeLessThanOrEqual(of.top)
        expect(new Set(symbols.map(({ symbol }) => symbol))).toEqual(
          new Set([...listed, ...wishes].map(({ symbol }) => symbol)),
        )
        const pins = listed.filter(({ depth }) => depth === 'deep').map(({ symbol }) => symbol)
        const kept = pins.filter(pin => symbols.find(({ symbol }) => symbol === pin)?.asked === 'deep')
        expect(kept).toHaveLength(Math.min(pins.length, of.deep))
        const wantedDeep = symbols.filter(({ wanted }) => wanted === 'deep').length
        expect(count('deep')).toBe(Math.min(wantedDeep, of.deep))
        expect(count('none') === 0 || count('top') === of.top).toBe(true)
        for (const { asked: its, wanted, reason } of symbols) expect(reason === '').toBe(its === wanted)
      }),
      { numRuns: 300 },
    )
  })
})
