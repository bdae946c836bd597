import type { RouteVerdict, VerdictBatch } from '@screener/contracts'

/** The analyzer tells something each second. */
const silentAfterMs = 3_000
/** A route that is told no more, because there is no such route any more, is forgotten after this. */
const forgetAfterMs = 15 * 60_000
/** Most routes remembered, some 50 MB: the stream has many writers, and none may fill our memory. */
const maxRoutes = 100_000

export interface KnownVerdict {
  readonly verdict: RouteVerdict
  /** Monotonic milliseconds. */
  readonly heardAtMs: number
}

export interface VerdictSummary {
  /** All routes the analyzer has, told here or not. */
  readonly routes: number
  readonly counts: Readonly<Record<string, number>>
  readonly atUs: number
}

export interface VerdictFilter {
  readonly rule?: string
  /** Each must be a part of the route's id; lower case. */
  readonly words: readonly string[]
  readonly limit: number
}

export interface FoundVerdicts {
  /** How many fit, listed or not. */
  readonly matching: number
  /** The greatest margin first: what missed by least, or is open by most. */
  readonly verdicts: readonly KnownVerdict[]
}

/** Why routes are not open, as the analyzer told last. Times are monotonic milliseconds. */
export interface KnownVerdicts {
  apply(batch: VerdictBatch, nowMs: number): void
  live(nowMs: number): boolean
  /** Of the newest batch; undefined before the first. */
  readonly summary: VerdictSummary | undefined
  readonly size: number
  of(routeId: string): KnownVerdict | undefined
  find(filter: VerdictFilter): FoundVerdicts
}

const fits = ({ verdict }: KnownVerdict, { rule, words }: VerdictFilter): boolean => {
  if (rule !== undefined && verdict.rule !== rule) return false
  if (words.length === 0) return true
  const text = verdict.routeId.toLowerCase()
  return words.every(word => text.includes(word))
}

/** Equal margins stand in the order of their ids, so that a list does not move while nothing happens. */
const comesBefore = (one: RouteVerdict, other: RouteVerdict): boolean =>
  one.margin > other.margin || (one.margin === other.margin && one.routeId < other.routeId)

/** Puts it in its place among the best and drops what is then too much: sorting all of them would hold up the browsers. */
const insert = (best: KnownVerdict[], known: KnownVerdict, limit: number): void => {
  const last = best[limit - 1]
  if (last !== undefined && !comesBefore(known.verdict, last.verdict)) return
  let low = 0
  let high = best.length
  while (low < high) {
    const middle = (low + high) >> 1
    const there = best[middle]
    if (there !== undefined && comesBefore(there.verdict, known.verdict)) low = middle + 1
    else high = middle
  }
  best.splice(low, 0, known)
  if (best.length > limit) best.pop()
}

export const createKnownVerdicts = (): KnownVerdicts => {
  // In the order in which they were told last, so that the oldest are the first.
  const verdicts = new Map<string, KnownVerdict>()
  let summary: VerdictSummary | undefined
  let heardAtMs = -Infinity

  const forget = (nowMs: number): void => {
    for (const [routeId, known] of verdicts) {
      if (verdicts.size <= maxRoutes && nowMs - known.heardAtMs <= forgetAfterMs) return
      verdicts.delete(routeId)
    }
  }

  return {
    apply: (batch, nowMs) => {
      heardAtMs = nowMs
      const { routes, counts, atUs } = batch
      summary = { routes, counts, atUs }
      for (const verdict of batch.verdicts) {
        verdicts.delete(verdict.routeId)
        verdicts.set(verdict.routeId, { verdict, heardAtMs: nowMs })
      }
      forget(nowMs)
    },
    live: nowMs => nowMs - heardAtMs <= silentAfterMs,
    get summary() {
      return summary
    },
    get size() {
      return verdicts.size
    },
    of: routeId => verdicts.get(routeId),
    find: filter => {
      let matching = 0
      const best: KnownVerdict[] = []
      for (const known of verdicts.values()) {
        if (!fits(known, filter)) continue
        matching += 1
        insert(best, known, filter.limit)
      }
      return { matching, verdicts: best }
    },
  }
}
