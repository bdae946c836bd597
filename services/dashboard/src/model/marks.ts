import type { Row } from './row.ts'

const MARK_MS = 600
const MOST_MARKS = 5

export type Mark = 'up' | 'down'

/**
 * Which net cells are lit because they moved: only by max(1 bps, 10 %) since the row was last marked, for 600 ms, and at
 * most five at a time. Marking each tick lit nearly every row of the screen in trials, which says nothing.
 */
export class ChangeMarks {
  private readonly base = new Map<string, number>()
  private readonly lit = new Map<string, { mark: Mark; untilMs: number }>()

  /** Looks at the rows on screen; returns when the next mark goes out (monotonic ms), or Infinity. */
  observe(visible: readonly Row[], nowMs: number): void {
    this.expire(nowMs)
    const seen = new Set<string>()
    for (const row of visible) {
      seen.add(row.id)
      const net = row.opportunity.netBps
      const base = this.base.get(row.id)
      if (base === undefined) {
        this.base.set(row.id, net)
        continue
      }
      if (Math.abs(net - base) < Math.max(1, Math.abs(base) * 0.1) || row.closed !== undefined) continue
      if (this.lit.size >= MOST_MARKS && !this.lit.has(row.id)) continue
      this.lit.set(row.id, { mark: net > base ? 'up' : 'down', untilMs: nowMs + MARK_MS })
      this.base.set(row.id, net)
    }
    for (const id of this.base.keys()) if (!seen.has(id)) this.base.delete(id)
  }

  /** Puts out the marks whose time is over; tells whether any went. */
  expire(nowMs: number): boolean {
    let any = false
    for (const [id, { untilMs }] of this.lit) {
      if (untilMs > nowMs) continue
      this.lit.delete(id)
      any = true
    }
    return any
  }

  markOf(id: string): Mark | undefined {
    return this.lit.get(id)?.mark
  }
}
