import type { Hold } from '@screener/arbitrage'
import type { Lag, Quarantine } from '@screener/instrument-identity'

const times = (ratio: number): string => `${Number(ratio.toPrecision(4))} times`

const iso = (us: number): string => new Date(us / 1_000).toISOString()

/** Why a book is held for its price, in words for whoever decides what it is. `asset`: what it is taken for. */
export const quarantineHold = ({ kind, ratio, sinceUs, others, unit }: Quarantine, asset: string): Hold => {
  const whom = others === 1 ? 'another venue does' : `${others} other venues do`
  const guess =
    unit !== undefined
      ? `one unit of it may be ${unit} ${asset}`
      : kind === 'split'
        ? `there may be two coins called ${asset}, and as many venues say one as the other`
        : `it may be another coin called ${asset}`
  return {
    rule: 'quarantined',
    detail: `asks ${times(ratio)} what ${whom}, held since ${iso(sinceUs)}: ${guess}; the asset registry can tell`,
  }
}

/** Why the books of a venue's shard are held for their times. */
export const lagHold = ({ kind, lagMs, behindBestMs }: Lag, maxLagMs: number): Hold => {
  if (kind === 'ahead') {
    const aheadMs = Math.round(-lagMs)
    const detail = `the venue's times are ${aheadMs} ms ahead of our clock: one of the two is wrong (CLOCK_OFFSET_MS)`
    return { rule: 'lagging', detail, excessMs: aheadMs - maxLagMs }
  }
  const isBehindBest = behindBestMs > lagMs
  const lateMs = Math.round(isBehindBest ? behindBestMs : lagMs)
  const than = isBehindBest ? 'later than the best of the last minutes' : 'after the venue sent them'
  return {
    rule: 'lagging',
    detail: `frames come ${lateMs} ms ${than}`,
    excessMs: Math.max(0, lateMs - maxLagMs),
  }
}
