import { crc32 } from 'node:zlib'
import { expect, test } from 'vitest'
import { createReplay, replay, type ReplayedSymbol, type Venue } from '../src/index.ts'
import { acme, restBooks } from './acme/venue.ts'

type Levels = readonly (readonly [price: string, quantity: string])[]

const received = (frame: object): string => JSON.stringify({ ts: 1, dir: 'in', kind: 'ws', raw: JSON.stringify(frame) })
const body = (q: number, b: Levels, a: Levels): string =>
  JSON.stringify({ ts: 1, dir: 'in', kind: 'rest', url: '/depth?symbol=S&levels=9', raw: JSON.stringify({ q, b, a }) })
/** The checksum of a book given best first; as acme sums up. */
const sum = (bids: Levels, asks: Levels): number => {
  const pairs = bids.map((bid, index) => [bid, asks[index]].flatMap(level => (level ? [level.join(':')] : [])))
  return crc32(pairs.flat().join(':'))
}
const snap = (b: Levels, a: Levels, fields: object = {}): string => received({ t: 'snap', s: 'S', b, a, ...fields })
const change = (b: Levels, a: Levels, fields: object = {}): string => received({ t: 'delta', s: 'S', b, a, ...fields })

const bids: Levels = [['99', '1'], ['98', '2']] // prettier-ignore
const asks: Levels = [['101', '1'], ['102', '2']] // prettier-ignore
const run = (lines: readonly string[], venue: Venue = acme('channel')): ReplayedSymbol | undefined =>
  replay(venue, lines).symbols['S']

test('a venue that numbers nothing is counted, snapshot by snapshot, and its checksums are told', () => {
  const next: Levels = [['99', '5'], ['98', '2']] // prettier-ignore
  const lines = [
    snap(bids, asks, { c: sum(bids, asks) }),
    change([['99', '5']], [], { c: sum(next, asks) }),
    snap(bids, asks, { c: sum(bids, asks) }),
    change([['99', '5']], [], { c: 1 }),
    change([['99', '6']], [], { c: 2 }),
    snap(bids, asks, { c: sum(bids, asks) }),
    change([['99', '5']], [], { c: sum(next, asks) }),
  ]
  expect(run(lines)).toMatchObject({
    snapshots: 3,
    deltas: 4,
    applied: 2,
    gaps: 0,
    checksumOk: 5,
    checksumBad: 1,
    sequence: 2,
    life: 'live',
    bids: next,
  })
})

test('without the cut to the depth of the channel checksums fail', () => {
  // Ten levels over the depth of 50 were told of; the venue itself has forgotten them.
  const ladder = (count: number): Levels => Array.from({ length: count }, (_, index) => [String(1000 - index), '1'])
  const kept: Levels = [['1001', '1'], ...ladder(49)]
  const venue = acme('channel')
  const lines = [
    snap(ladder(50), [], { c: sum(ladder(25), []) }),
    change([['1001', '1']], [], { c: sum(kept.slice(0, 25), []) }),
    change(
      kept.slice(0, 30).map(([price]) => [price, '0'] as const),
      [],
      { c: sum(kept.slice(30), []) },
    ),
  ]
  const told = (truncate: boolean): unknown => {
    const running = createReplay(venue, { truncate })
    for (const line of lines) running.line(line)
    const { checksumOk, checksumBad } = running.report().symbols['S'] ?? {}
    return { checksumOk, checksumBad }
  }
  expect(told(true)).toEqual({ checksumOk: 3, checksumBad: 0 })
  expect(told(false)).toEqual({ checksumOk: 2, checksumBad: 1 })
})

test('a channel subscribed twice: each message once, the repeated snapshot counted', () => {
  const messages = [
    snap(bids, asks, { q: 10 }),
    change([['99', '5']], [], { p: 10, q: 11 }),
    change([['99', '6']], [], { p: 11, q: 12 }),
  ]
  const [first = '', ...deltas] = messages
  const lines = [first, first, ...deltas.flatMap(line => [line, line])]
  expect(run(lines)).toMatchObject({ snapshots: 2, repeated: 1, applied: 2, dropped: 2, gaps: 0, sequence: 12 })
})

test('several snapshots in the stream: each is where the book goes on', () => {
  const lines = [
    snap(bids, asks, { q: 10 }),
    change([['99', '5']], [], { p: 10, q: 11 }),
    snap(bids, asks, { q: 3 }),
    change([['99', '6']], [], { p: 3, q: 4 }),
    change([['99', '7']], [], { p: 5, q: 6 }),
    snap(bids, asks, { q: 20 }),
    change([['99', '8']], [], { p: 20, q: 21 }),
  ]
  expect(run(lines)).toMatchObject({ snapshots: 3, applied: 3, gaps: 1, dropped: 1, sequence: 21, life: 'live' })
})

test('a named reset is followed', () => {
  const lines = [
    snap(bids, asks, { q: 10 }),
    change([['99', '5']], [], { p: 10, q: 2, r: true }),
    change([['99', '6']], [], { p: 2, q: 3 }),
  ]
  expect(run(lines)).toMatchObject({ applied: 2, gaps: 0, sequence: 3 })
})

test('a named reset while a REST snapshot is awaited: only one of the new numbers joins', () => {
  const lines = [
    change([['99', '5']], [], { p: 9, q: 10 }),
    change([['99', '5']], [], { p: 10, q: 2, r: true }),
    change([['99', '6']], [], { p: 2, q: 3 }),
    body(2, bids, asks),
  ]
  expect(run(lines, acme('rest'))).toMatchObject({ snapshots: 1, applied: 1, dropped: 2, sequence: 3, life: 'live' })
})

test.each([
  { name: 'pushed', lines: [snap(bids, asks, { q: 10 }), change([['99', '5']], [], { p: 10, q: 11 })], unused: 1 },
  { name: 'not pushed', lines: [change([['99', '5']], [], { p: 10, q: 11 })], unused: 0 },
])('a snapshot that may come in the channel, $name', ({ lines, unused }) => {
  const venue = { ...acme('channel'), snapshot: { ...restBooks, when: 'not_pushed' as const } }
  expect(run([...lines, body(10, bids, asks)], venue)).toMatchObject({
    snapshots: 1,
    unusedSnapshots: unused,
    applied: 1,
    sequence: 11,
    life: 'live',
  })
})

test('a book from REST that is crossed for one message goes on', () => {
  const lines = [
    change([], [], { p: 9, q: 10 }),
    body(10, bids, asks),
    change([['101', '1']], [], { p: 10, q: 11 }),
    change([['101', '0']], [], { p: 11, q: 12 }),
  ]
  expect(run(lines, acme('rest'))).toMatchObject({ applied: 2, crossed: 1, buffered: 0, life: 'live' })
})
