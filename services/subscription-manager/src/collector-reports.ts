import { shardOf, type ServiceStatus, type SubscriptionProgress } from '@screener/contracts'
import type { VenueRoom } from './desired-set.ts'

/** What the collectors of all venues say of themselves. Pure; times are monotonic ms. */
export interface CollectorReports {
  take(status: ServiceStatus, nowMs: number): void
  /** Instances that are silent are forgotten. */
  forgetSilent(nowMs: number): void
  /** True: a collector lives there that takes what is desired. */
  isManaged(venue: string): boolean
  /** Revisions that its instances follow, each once. */
  revisions(venue: string): ReadonlySet<number>
  /** What the limits of the venue allow; undefined: nobody says. */
  roomOf(venue: string): VenueRoom | undefined
  /** What came of a symbol, by word of the instance that holds its shard; undefined: none follows this revision there. */
  progressOf(
    venue: string,
    symbol: string,
    revision: number,
  ): { readonly waiting: boolean; readonly refused?: string } | undefined
}

interface Report {
  readonly progress: SubscriptionProgress
  readonly shards: ReadonlySet<number>
  readonly unconfirmed: ReadonlySet<string>
  readonly refused: ReadonlyMap<string, string>
  readonly heardAtMs: number
}

const silentAfterMs = 5_000

export const createCollectorReports = (shards: number): CollectorReports => {
  const byVenue = new Map<string, Map<string, Report>>()
  const reportsOf = (venue: string): readonly Report[] => [...(byVenue.get(venue)?.values() ?? [])]

  return {
    take({ venue, instance, progress, shards: held }, nowMs) {
      if (venue === '' || !progress) return
      const reports = byVenue.get(venue) ?? new Map<string, Report>()
      byVenue.set(venue, reports)
      reports.set(instance, {
        progress,
        shards: new Set(held),
        unconfirmed: new Set(progress.unconfirmed),
        refused: new Map(progress.refused.map(({ symbol, reason }) => [symbol, reason])),
        heardAtMs: nowMs,
      })
    },
    forgetSilent(nowMs) {
      for (const reports of byVenue.values())
        for (const [instance, { heardAtMs }] of reports) if (nowMs - heardAtMs > silentAfterMs) reports.delete(instance)
    },
    isManaged: venue => reportsOf(venue).length > 0,
    revisions: venue => new Set(reportsOf(venue).map(({ progress }) => progress.revision)),
    roomOf(venue) {
      const reports = reportsOf(venue)
      if (reports.length === 0) return undefined
      return {
        deep: Math.min(...reports.map(({ progress }) => progress.mostDeep)),
        top: Math.min(...reports.map(({ progress }) => progress.mostTop)),
      }
    },
    progressOf(venue, symbol, revision) {
      const shard = shardOf(symbol, shards)
      const holder = reportsOf(venue).find(
        ({ shards: held, progress }) => held.has(shard) && progress.revision === revision,
      )
      if (holder === undefined) return undefined
      const refused = holder.refused.get(symbol)
      return { waiting: holder.unconfirmed.has(symbol), ...(refused === undefined ? {} : { refused }) }
    },
  }
}
