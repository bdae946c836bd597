import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { continuityOf, type Continuity } from '../src/index.ts'

interface Case {
  readonly name: string
  readonly straddled?: boolean
  readonly session?: number
  readonly previous: number
  readonly sequence: number
  readonly resets?: boolean
  readonly expected: Continuity
}

// The book stands at session 7, sequence 100.
const cases: readonly Case[] = [
  { name: 'next one', previous: 100, sequence: 103, expected: 'continues' },
  { name: 'the same again', previous: 97, sequence: 100, expected: 'stale' },
  { name: 'older', previous: 90, sequence: 95, expected: 'stale' },
  { name: 'one missing', previous: 101, sequence: 102, expected: 'gap' },
  { name: 'overlap without a REST snapshot', previous: 98, sequence: 102, expected: 'gap' },
  {
    name: 'overlap straight after a REST snapshot',
    straddled: true,
    previous: 98,
    sequence: 102,
    expected: 'continues',
  },
  { name: 'exact join after a REST snapshot', straddled: true, previous: 100, sequence: 102, expected: 'continues' },
  { name: 'older than the REST snapshot', straddled: true, previous: 95, sequence: 100, expected: 'stale' },
  { name: 'hole after the REST snapshot', straddled: true, previous: 101, sequence: 102, expected: 'gap' },
  { name: 'older session, next number', session: 6, previous: 100, sequence: 101, expected: 'stale' },
  { name: 'newer session, next number', session: 8, previous: 100, sequence: 101, expected: 'other_session' },
  { name: 'newer session, old number', session: 8, previous: 0, sequence: 1, expected: 'other_session' },
  { name: 'keep-alive (previous = sequence)', previous: 100, sequence: 100, expected: 'stale' },
  { name: 'numbers that go back within one delta', previous: 100, sequence: 4, expected: 'stale' },
  { name: 'named reset', resets: true, previous: 100, sequence: 4, expected: 'continues' },
  { name: 'named reset to the same number', resets: true, previous: 100, sequence: 100, expected: 'continues' },
  { name: 'named reset of another book', resets: true, previous: 99, sequence: 4, expected: 'gap' },
  { name: 'named reset that came twice', resets: true, previous: 230, sequence: 100, expected: 'gap' },
  { name: 'named reset, older session', resets: true, session: 6, previous: 100, sequence: 4, expected: 'stale' },
  {
    name: 'named reset, newer session',
    resets: true,
    session: 8,
    previous: 100,
    sequence: 4,
    expected: 'other_session',
  },
  {
    name: 'named reset that overlaps a REST snapshot',
    straddled: true,
    resets: true,
    previous: 98,
    sequence: 4,
    expected: 'gap',
  },
  { name: 'reset denied', resets: false, previous: 100, sequence: 4, expected: 'stale' },
]

describe('continuityOf', () => {
  it.each(cases)('$name: $expected', ({ straddled = false, session = 7, expected, ...numbers }) => {
    const book = { session: 7, sequence: 100, straddled }
    expect(continuityOf(book, { session, ...numbers })).toBe(expected)
  })
})

describe('named resets', () => {
  const sequence = fc.nat(20)
  it('a reset continues exactly the book it names, whatever its own number; anything else is a gap, never stale', () => {
    fc.assert(
      fc.property(sequence, sequence, sequence, fc.boolean(), (held, previous, next, straddled) => {
        const delta = { session: 1, previous, sequence: next, resets: true }
        expect(continuityOf({ session: 1, sequence: held, straddled }, delta)).toBe(
          previous === held ? 'continues' : 'gap',
        )
      }),
    )
  })
})
