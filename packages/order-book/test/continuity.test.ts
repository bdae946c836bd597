import { describe, expect, it } from 'vitest'
import { continuityOf, type Continuity } from '../src/index.ts'

interface Case {
  readonly name: string
  readonly straddled?: boolean
  readonly session?: number
  readonly previous: number
  readonly sequence: number
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
]

describe('continuityOf', () => {
  it.each(cases)('$name: $expected', ({ straddled = false, session = 7, previous, sequence, expected }) => {
    const book = { session: 7, sequence: 100, straddled }
    expect(continuityOf(book, { session, previous, sequence })).toBe(expected)
  })
})
