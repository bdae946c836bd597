import type { RelayedRequest } from '@screener/testing'
import type { BenchVenue } from './venue-bench.ts'

/** The greatest number of these moments (ms, rising) within any window of so many ms. */
export const peakIn = (moments: readonly number[], windowMs: number): number => {
  let peak = 0
  let from = 0
  for (const [index, atMs] of moments.entries()) {
    while ((moments[from] ?? 0) <= atMs - windowMs) from += 1
    peak = Math.max(peak, index - from + 1)
  }
  return peak
}

/** What each of the simulator's limits counts, and in which window, in ms; those of REST weight it counts itself. */
const windowsOfConnects: Readonly<Record<string, number>> = { connectsPerSecond: 1_000, connectsPerWindow: 300_000 }
const weightLimits = ['weightPerMinute', 'requestsPerWindow', 'booksPerWindow', 'restCalls']

export interface LimitUse {
  readonly limit: string
  readonly peak: number
  readonly allowed: number
}

/** How near the venue's limits we came since this moment (performance.now), as the proxy in front of it counted. */
export const limitUse = ({ proxy, limits }: BenchVenue, weightPeak: number, sinceMs: number): readonly LimitUse[] => {
  const upgrades = proxy.requests.filter(({ isUpgrade, atMs }) => isUpgrade && atMs >= sinceMs).map(({ atMs }) => atMs)
  const framesPeak = Math.max(
    0,
    ...[...proxy.clientFrames.values()].map(times =>
      peakIn(
        times.filter(atMs => atMs >= sinceMs),
        1_000,
      ),
    ),
  )
  return Object.entries(limits).flatMap(([limit, allowed]): readonly LimitUse[] => {
    const windowMs = windowsOfConnects[limit]
    if (windowMs !== undefined) return [{ limit, allowed, peak: peakIn(upgrades, windowMs) }]
    if (limit === 'framesPerSecond') return [{ limit, allowed, peak: framesPeak }]
    return weightLimits.includes(limit) ? [{ limit, allowed, peak: weightPeak }] : []
  })
}

/** Requests that came while an earlier answer said to stay away; upgrades and REST each by themselves. */
export const insideRetryAfter = (requests: readonly RelayedRequest[]): readonly RelayedRequest[] =>
  requests.filter(({ atMs, isUpgrade }) =>
    requests.some(
      earlier =>
        earlier.isUpgrade === isUpgrade &&
        earlier.atMs < atMs &&
        // What was under way before that answer came is not inside.
        atMs > earlier.answeredAtMs &&
        atMs < earlier.answeredAtMs + Number(earlier.headers['retry-after'] ?? 0) * 1_000,
    ),
  )
