import { createHash } from 'node:crypto'
import type { FaultRunResult } from './simulate-faults.ts'

/** Plain sums of many seeds, so that they can travel between processes. */
export interface Summary {
  readonly seeds: number
  readonly failed: number
  readonly failedSeeds: readonly string[]
  readonly faults: Readonly<Record<string, number>>
  readonly simulatedHours: number
  readonly views: number
  readonly levels: number
  readonly rows: number
  /** Milliseconds, one a seed. */
  readonly converged: readonly number[]
  /** Of the hashes of all seeds, in order. */
  readonly hash: string
}

export const summarize = (results: readonly FaultRunResult[]): Summary => {
  const faults: Record<string, number> = {}
  for (const result of results) for (const { kind } of result.faults) faults[kind] = (faults[kind] ?? 0) + 1
  const failed = results.filter(({ violations }) => violations.length > 0)
  const sum = (of: (result: FaultRunResult) => number): number => results.reduce((total, each) => total + of(each), 0)
  const hash = createHash('sha256')
  for (const result of results) hash.update(result.hash)
  return {
    seeds: results.length,
    failed: failed.length,
    failedSeeds: failed.map(({ seed }) => seed),
    faults,
    simulatedHours: sum(({ simulatedMs }) => simulatedMs) / 3_600_000,
    views: sum(({ views }) => views),
    levels: sum(({ levels }) => levels),
    rows: sum(({ rows }) => rows),
    converged: results.map(({ convergedMs }) => convergedMs),
    hash: hash.digest('hex'),
  }
}

export const addSummaries = (parts: readonly Summary[]): Summary => {
  const faults: Record<string, number> = {}
  for (const part of parts)
    for (const [kind, count] of Object.entries(part.faults)) faults[kind] = (faults[kind] ?? 0) + count
  const sum = (of: (part: Summary) => number): number => parts.reduce((total, each) => total + of(each), 0)
  return {
    seeds: sum(({ seeds }) => seeds),
    failed: sum(({ failed }) => failed),
    failedSeeds: parts.flatMap(({ failedSeeds }) => failedSeeds),
    faults,
    simulatedHours: sum(({ simulatedHours }) => simulatedHours),
    views: sum(({ views }) => views),
    levels: sum(({ levels }) => levels),
    rows: sum(({ rows }) => rows),
    converged: parts.flatMap(({ converged }) => converged),
    hash: createHash('sha256')
      .update(parts.map(({ hash }) => hash).join())
      .digest('hex'),
  }
}

const quantile = (sorted: readonly number[], q: number): number =>
  Math.round(sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? 0)

export const describeSummary = (summary: Summary): string => {
  const sorted = [...summary.converged].sort((a, b) => a - b)
  const faults = Object.entries(summary.faults)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([kind, count]) => `${kind} ${count}`)
  const failed = summary.failed === 0 ? '' : `: ${summary.failedSeeds.slice(0, 20).join(', ')}`
  return [
    `${summary.seeds} seeds, ${summary.failed} failed${failed}`,
    `${summary.simulatedHours.toFixed(2)} simulated hours; ${summary.views} views with ${summary.levels} levels and ${summary.rows} rows compared`,
    `right again after the last fault: p50 ${quantile(sorted, 0.5)} ms, p99 ${quantile(sorted, 0.99)} ms, most ${quantile(sorted, 1)} ms`,
    `faults: ${faults.join(', ')}`,
    `hash ${summary.hash}`,
  ].join('\n')
}
