import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { SnapshotJoin } from '../src/snapshot-join.ts'

interface Delta {
  readonly previous: number
  readonly sequence: number
  readonly resets?: boolean
}
interface Snapshot {
  readonly sequence: number
}

/** A delta by Binance's numbers: it covers the ids U to u. */
const delta = (first: number, last: number): Delta => ({ previous: first - 1, sequence: last })
const join = (maxBuffered = 1000): SnapshotJoin<Delta, Snapshot> => new SnapshotJoin(maxBuffered)
const filled = (...deltas: Delta[]): SnapshotJoin<Delta, Snapshot> => {
  const filledJoin = join()
  for (const one of deltas) expect(filledJoin.add(one)).toEqual({ kind: 'buffered' })
  return filledJoin
}

describe('SnapshotJoin', () => {
  const stream = [delta(157, 160), delta(161, 161), delta(162, 170)]

  test.each([
    { name: 'just before the first delta', sequence: 156, left: stream },
    { name: 'within the first delta', sequence: 158, left: stream },
    { name: 'at the end of the first delta (trap A)', sequence: 160, left: stream.slice(1) },
    { name: 'within the last delta', sequence: 165, left: stream.slice(2) },
    { name: 'at the end of the last delta', sequence: 170, left: [] },
    { name: 'ahead of the stream', sequence: 180, left: [] },
  ])('snapshot $name', ({ sequence, left }) => {
    const joined = filled(...stream)
    expect(joined.offer({ sequence })).toEqual({ kind: 'joined', snapshot: { sequence }, deltas: left })
    expect(joined.dropped).toBe(stream.length - left.length)
  })

  test('snapshot older than the buffer', () => {
    const joined = filled(...stream)
    expect(joined.offer({ sequence: 155 })).toEqual({ kind: 'older' })
    expect(joined).toMatchObject({ buffered: 3, dropped: 0 })
  })

  test('an older snapshot keeps the buffer for the next one', () => {
    const joined = filled(...stream)
    expect(joined.offer({ sequence: 10 }).kind).toBe('older')
    expect(joined.offer({ sequence: 20 }).kind).toBe('older')
    expect(joined.offer({ sequence: 161 })).toMatchObject({ kind: 'joined', deltas: stream.slice(2) })
  })

  test('a snapshot before any delta is held until one proves or disproves it', () => {
    const covered = join()
    expect(covered.offer({ sequence: 160 })).toEqual({ kind: 'unproven' })
    expect(covered.add(delta(157, 160))).toEqual({ kind: 'joined', snapshot: { sequence: 160 }, deltas: [] })

    const continued = join()
    continued.offer({ sequence: 160 })
    expect(continued.add(delta(161, 165))).toMatchObject({ kind: 'joined', deltas: [delta(161, 165)] })

    const stale = join()
    stale.offer({ sequence: 160 })
    expect(stale.add(delta(162, 165))).toEqual({ kind: 'older' })
    expect(stale.offer({ sequence: 163 })).toMatchObject({ kind: 'joined', deltas: [delta(162, 165)] })
  })

  test('the newest of two snapshots in a quiet stream is held', () => {
    const quiet = join()
    quiet.offer({ sequence: 10 })
    quiet.offer({ sequence: 12 })
    expect(quiet.add(delta(13, 13))).toMatchObject({ kind: 'joined', snapshot: { sequence: 12 } })
  })

  test('a hole in the buffer: only a snapshot behind it joins', () => {
    const holed = filled(delta(1, 5), delta(8, 10))
    expect(holed.offer({ sequence: 3 }).kind).toBe('older')
    expect(holed.offer({ sequence: 7 })).toMatchObject({ kind: 'joined', deltas: [delta(8, 10)] })
    expect(holed.dropped).toBe(1)
  })

  test('repeated and late deltas are dropped', () => {
    const repeated = filled(delta(1, 5), delta(1, 5), delta(6, 9), delta(6, 7))
    expect(repeated.offer({ sequence: 4 })).toMatchObject({ deltas: [delta(1, 5), delta(6, 9)] })
    expect(repeated.dropped).toBe(2)
  })

  test('the buffer is bounded; what remains still joins with a newer snapshot', () => {
    const bounded = join(8)
    for (let id = 1; id <= 100; id++) {
      bounded.add(delta(id, id))
      expect(bounded.buffered).toBeLessThanOrEqual(8)
    }
    expect(bounded.offer({ sequence: 50 }).kind).toBe('older')
    const outcome = bounded.offer({ sequence: 98 })
    expect(outcome).toMatchObject({ kind: 'joined', deltas: [delta(99, 99), delta(100, 100)] })
    expect(bounded.dropped).toBe(98)
  })

  test('reset forgets deltas and a held snapshot', () => {
    const gone = filled(...stream)
    gone.reset()
    expect(gone.offer({ sequence: 161 }).kind).toBe('unproven')
    gone.reset()
    expect(gone.add(delta(162, 163))).toEqual({ kind: 'buffered' })
  })

  test('a named reset: nothing from before it counts, buffered or held, and the join goes on behind it', () => {
    const buffered = filled(...stream)
    expect(buffered.add({ previous: 170, sequence: 3, resets: true })).toEqual({ kind: 'restarted' })
    expect(buffered).toMatchObject({ buffered: 0, dropped: 4 })
    expect(buffered.add(delta(4, 5)).kind).toBe('buffered')
    expect(buffered.offer({ sequence: 3 })).toMatchObject({ kind: 'joined', deltas: [delta(4, 5)] })

    const held = join()
    held.offer({ sequence: 170 })
    expect(held.add({ previous: 170, sequence: 3, resets: true }).kind).toBe('restarted')
    expect(held.add(delta(4, 5)).kind).toBe('buffered')
  })

  /** A venue's truth: one quantity that is the id itself; each delta covers some ids, some are lost, doubled or late. */
  const troubled = fc.record({
    sizes: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 40 }),
    faults: fc.array(fc.constantFrom('pass', 'pass', 'pass', 'lose', 'double'), { minLength: 40, maxLength: 40 }),
    snapshots: fc.array(fc.record({ after: fc.nat(40), lag: fc.integer({ min: -3, max: 30 }) }), {
      minLength: 1,
      maxLength: 10,
    }),
  })

  test('whatever is lost, doubled or late: what comes out is one unbroken run', () => {
    fc.assert(
      fc.property(troubled, ({ sizes, faults, snapshots }) => {
        const subject = join(16)
        let id = 100
        const outcomes = sizes.flatMap((size, index) => {
          const next = delta(id + 1, id + size)
          id += size
          const fault = faults[index]
          const arrivals = fault === 'lose' ? [] : fault === 'double' ? [next, next] : [next]
          const offers = snapshots.filter(({ after }) => after === index).map(({ lag }) => ({ sequence: id - lag }))
          return [...arrivals.map(one => subject.add(one)), ...offers.map(one => subject.offer(one))]
        })
        for (const outcome of outcomes) {
          if (outcome.kind !== 'joined') continue
          let at = outcome.snapshot.sequence
          const [first, ...rest] = outcome.deltas
          if (first !== undefined) {
            expect(first.previous).toBeLessThanOrEqual(at)
            expect(first.sequence).toBeGreaterThan(at)
            at = first.sequence
          }
          for (const next of rest) {
            expect(next.previous).toBe(at)
            at = next.sequence
          }
        }
      }),
      { numRuns: 1_000 },
    )
  })

  test('without faults every snapshot at or after the first delta joins, and no delta behind it is missing', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 30 }),
        fc.nat(200),
        (sizes, at) => {
          let id = 0
          const deltas = sizes.map(size => delta(id + 1, (id += size)))
          const outcome = filled(...deltas).offer({ sequence: at })
          expect(outcome).toEqual({
            kind: 'joined',
            snapshot: { sequence: at },
            deltas: deltas.filter(one => one.sequence > at),
          })
        },
      ),
    )
  })
})
