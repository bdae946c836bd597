import { epochMsOf } from './epoch-ms.ts'

export interface ClockOptions {
  /** ms a venue's frames may be late, against our clock and against their own best. */
  readonly maxLagMs: number
  /** By venue, how far its clock is known to be behind ours, in ms; negative: ahead. */
  readonly offsetsMs: ReadonlyMap<string, number>
}

/** `late`: its frames arrive too late to be believed. `ahead`: its times are not yet, so one of the two clocks is wrong. */
export interface Lag {
  readonly kind: 'late' | 'ahead'
  /** Against our clock, known offset taken out. */
  readonly lagMs: number
  /** Against the venue's own best of the last minutes. */
  readonly behindBestMs: number
}

/** One shard of a venue: what one collector reads. */
export interface LagChange {
  readonly venue: string
  readonly group: number
  /** Undefined: in time again. */
  readonly lag: Lag | undefined
}

/**
 * How late the frames of each venue are: our time of reading minus the venue's time of sending. A venue's clock may be off
 * by a constant, so lateness is measured twice: against our clock, and against the least that was seen of this venue in
 * some minutes. A shard of a venue is late when all its frames of the last moment are; a book's own last change may be old.
 */
export interface VenueClocks {
  /** The stamps of a book's newest frame; a frame that was seen before, or without a time of the venue, changes nothing. */
  see(group: number, venue: string, symbol: string, exchangeTime: number, receivedTimeUs: number): void
  takeChanges(): readonly LagChange[]
  lagOf(group: number, venue: string): Lag | undefined
  /** The least of the last minutes by venue, in ms: its clock's offset and the way of its frames. */
  readonly offsetsMs: ReadonlyMap<string, number>
  /** The newest by venue, in ms: the worst of its shards. */
  readonly lagsMs: ReadonlyMap<string, number>
}

// Frames of the last quarter to half second of a shard speak for it.
const momentUs = 250_000
// The least of a venue is kept for 5 minutes.
const spanUs = 15_000_000
const spans = 20
// One odd stamp must not count for minutes; with fewer spans there is nothing to compare it with.
const spansForSecond = 4
// A shard that is late is in time again when it is clearly so.
const releasePart = 3 / 4

interface Baseline {
  beginUs: number
  /** Least of each span, newest last. */
  readonly leastMs: number[]
}

interface Feed {
  readonly group: number
  readonly venue: string
  readonly seenUs: Map<string, number>
  beginUs: number
  /** Of this moment and the one before, without times that are not yet; Infinity: there was none. */
  leastMs: number
  leastBeforeMs: number
  /** The newest lag of a time that is not yet. */
  aheadMs: number
  lag: Lag | undefined
  touched: boolean
}

const baselineOf = ({ leastMs }: Baseline): number => {
  if (leastMs.length < spansForSecond) return Math.min(...leastMs)
  let [first, second] = [Infinity, Infinity]
  for (const least of leastMs) {
    if (least < first) [first, second] = [least, first]
    else if (least < second) second = least
  }
  return second
}

/** Throws RangeError on a limit that is not above 0. */
export const createVenueClocks = ({ maxLagMs, offsetsMs }: ClockOptions): VenueClocks => {
  if (!(maxLagMs > 0 && maxLagMs < Infinity)) throw new RangeError(`maxLagMs is ${maxLagMs}; it must be more than 0`)
  const feeds = new Map<string, Map<number, Feed>>()
  const baselines = new Map<string, Baseline>()
  let touched: Feed[] = []

  const feedOf = (group: number, venue: string): Feed => {
    let ofVenue = feeds.get(venue)
    if (ofVenue === undefined) feeds.set(venue, (ofVenue = new Map<number, Feed>()))
    let feed = ofVenue.get(group)
    if (feed === undefined) {
      // prettier-ignore
      ofVenue.set(group, (feed = {
        group, venue, seenUs: new Map(), beginUs: -Infinity, leastMs: Infinity, leastBeforeMs: Infinity,
        aheadMs: 0, lag: undefined, touched: false,
      }))
    }
    return feed
  }

  const noteBaseline = (venue: string, lagMs: number, atUs: number): void => {
    let baseline = baselines.get(venue)
    if (baseline === undefined) baselines.set(venue, (baseline = { beginUs: atUs, leastMs: [lagMs] }))
    const { leastMs } = baseline
    if (atUs - baseline.beginUs >= spanUs) {
      baseline.beginUs = atUs
      leastMs.push(lagMs)
      if (leastMs.length > spans) leastMs.shift()
    } else leastMs[leastMs.length - 1] = Math.min(leastMs.at(-1) ?? Infinity, lagMs)
  }

  const noteMoment = (feed: Feed, lagMs: number, atUs: number): void => {
    const sinceUs = atUs - feed.beginUs
    if (sinceUs < momentUs) {
      feed.leastMs = Math.min(feed.leastMs, lagMs)
      return
    }
    feed.leastBeforeMs = sinceUs < 2 * momentUs ? feed.leastMs : Infinity
    feed.leastMs = lagMs
    feed.beginUs = atUs
  }

  const momentOf = (feed: Feed): number => Math.min(feed.leastMs, feed.leastBeforeMs)

  const newestOf = (feed: Feed): number => (momentOf(feed) === Infinity ? feed.aheadMs : momentOf(feed))

  const judge = (feed: Feed): Lag | undefined => {
    const lagMs = newestOf(feed)
    const baseline = baselines.get(feed.venue)
    const behindBestMs = baseline === undefined ? 0 : Math.max(0, lagMs - baselineOf(baseline))
    const limitMs = feed.lag === undefined ? maxLagMs : maxLagMs * releasePart
    if (lagMs < -maxLagMs) return { kind: 'ahead', lagMs, behindBestMs }
    return lagMs > limitMs || behindBestMs > limitMs ? { kind: 'late', lagMs, behindBestMs } : undefined
  }

  const eachVenue = (read: (ofVenue: ReadonlyMap<number, Feed>, venue: string) => number): Map<string, number> => {
    const figures = new Map<string, number>()
    for (const [venue, ofVenue] of feeds) {
      const figure = read(ofVenue, venue)
      if (Number.isFinite(figure)) figures.set(venue, figure)
    }
    return figures
  }

  return {
    see: (group, venue, symbol, exchangeTime, receivedTimeUs) => {
      const feed = feedOf(group, venue)
      if (receivedTimeUs <= (feed.seenUs.get(symbol) ?? 0)) return
      feed.seenUs.set(symbol, receivedTimeUs)
      const sentMs = epochMsOf(exchangeTime)
      if (sentMs === undefined) return
      const lagMs = receivedTimeUs / 1_000 - sentMs - (offsetsMs.get(venue) ?? 0)
      // A time that is not yet is no best to measure others by.
      if (lagMs < -maxLagMs) feed.aheadMs = lagMs
      else noteBaseline(venue, lagMs, receivedTimeUs)
      noteMoment(feed, lagMs < -maxLagMs ? Infinity : lagMs, receivedTimeUs)
      if (feed.touched) return
      feed.touched = true
      touched.push(feed)
    },
    takeChanges: () => {
      if (touched.length === 0) return []
      const changes: LagChange[] = []
      for (const feed of touched) {
        feed.touched = false
        const lag = judge(feed)
        if (lag?.kind !== feed.lag?.kind) changes.push({ venue: feed.venue, group: feed.group, lag })
        feed.lag = lag
      }
      touched = []
      return changes
    },
    lagOf: (group, venue) => feeds.get(venue)?.get(group)?.lag,
    get offsetsMs() {
      return eachVenue((_, venue) => {
        const baseline = baselines.get(venue)
        return baseline === undefined ? NaN : baselineOf(baseline)
      })
    },
    get lagsMs() {
      return eachVenue(ofVenue => Math.max(...[...ofVenue.values()].map(newestOf)))
    },
  }
}
