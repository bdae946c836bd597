/** A delta by its numbers: it continues the book whose sequence is `previous`. */
export interface Sequenced {
  readonly previous: number
  readonly sequence: number
  /** The venue set its numbers back with this one, and says so. */
  readonly resets?: boolean
}

/**
 * What an event means for the join.
 *
 * - `buffered`: a snapshot is needed (ask for one when none is under way).
 * - `joined`: the book is `snapshot`, then `deltas` in order, then whatever the stream brings; the join is over.
 * - `older`: the snapshot does not reach the stream's first delta. Fetch again after a pause; the buffer is kept.
 * - `unproven`: no delta was seen yet, so the snapshot may be older than the stream; it is held until the next one.
 * - `restarted`: the venue set its numbers back. Nothing buffered, held or asked for counts any more: see `add`.
 */
export type JoinOutcome<Delta extends Sequenced, Snapshot> =
  | { readonly kind: 'buffered' | 'older' | 'unproven' | 'restarted' }
  | { readonly kind: 'joined'; readonly snapshot: Snapshot; readonly deltas: readonly Delta[] }

const buffered = { kind: 'buffered' } as const
const older = { kind: 'older' } as const
const unproven = { kind: 'unproven' } as const
const restarted = { kind: 'restarted' } as const

/**
 * Joins a REST snapshot with the delta stream of one symbol. The steps, for deltas that cover the ids from
 * `previous` + 1 to `sequence`:
 *
 * 1. Buffer every delta from the first on; ask for the snapshot only after it.
 * 2. A snapshot with `sequence < first.previous` is older than the buffer: ask again, keep the buffer.
 * 3. Drop deltas with `sequence <= snapshot.sequence`.
 * 4. The first one left must have `previous <= snapshot.sequence`; the others continue it.
 * 5. None left: the snapshot is the newest known, and the next live delta is held to 4 by the book that applies it.
 *
 * A hole within the buffer makes everything before it useless (only a snapshot behind the hole can join), so the buffer
 * starts over with the delta that revealed it. So does an overlap, which the book takes only straight after a snapshot. Pure; order of ids decides, never time of arrival.
 */
export class SnapshotJoin<Delta extends Sequenced, Snapshot extends { readonly sequence: number }> {
  /** Deltas that will never be applied: covered by the snapshot, repeated, before a hole, or over the bound. */
  dropped = 0
  readonly #maxBuffered: number
  #buffer: Delta[] = []
  #held: Snapshot | undefined

  /** `maxBuffered`: deltas kept at most; beyond it the older half goes, and a newer snapshot is needed. */
  constructor(maxBuffered: number) {
    this.#maxBuffered = maxBuffered
  }

  get buffered(): number {
    return this.#buffer.length
  }

  /**
   * A delta of the stream, in order of arrival. A named reset empties the join and is not buffered itself: numbers from
   * before and after it cannot be compared, so an older snapshot would pass for a newer one, and the only book the reset
   * continues is one nobody has. What follows it is buffered as after a new subscription.
   */
  add(delta: Delta): JoinOutcome<Delta, Snapshot> {
    if (delta.resets === true) {
      this.dropped++
      this.reset()
      return restarted
    }
    this.#push(delta)
    const held = this.#held
    if (held === undefined) return buffered
    this.#held = undefined
    return this.offer(held)
  }

  /** A snapshot as it arrived. */
  offer(snapshot: Snapshot): JoinOutcome<Delta, Snapshot> {
    const first = this.#buffer[0]
    if (first === undefined) {
      this.#held = snapshot
      return unproven
    }
    if (snapshot.sequence < first.previous) return older
    const deltas = this.#buffer.filter(delta => delta.sequence > snapshot.sequence)
    this.dropped += this.#buffer.length - deltas.length
    this.#buffer = []
    return { kind: 'joined', snapshot, deltas }
  }

  /** The connection or the subscription is a new one: nothing seen so far counts. */
  reset(): void {
    this.dropped += this.#buffer.length
    this.#buffer = []
    this.#held = undefined
  }

  #push(delta: Delta): void {
    const last = this.#buffer.at(-1)
    if (last !== undefined && delta.sequence <= last.sequence) {
      this.dropped++
      return
    }
    if (last !== undefined && delta.previous !== last.sequence) {
      this.dropped += this.#buffer.length
      this.#buffer = []
    }
    if (this.#buffer.length >= this.#maxBuffered) {
      this.dropped += this.#buffer.splice(0, Math.ceil(this.#maxBuffered / 2)).length
    }
    this.#buffer.push(delta)
  }
}
