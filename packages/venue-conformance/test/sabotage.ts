import {
  FrameError,
  type CollectorOptions,
  type ControlFrame,
  type Venue,
  type VenueDelta,
  type VenueEvent,
  type VenueSnapshot,
} from '@screener/collector-runtime'
import WebSocket from 'ws'

/** A venue broken on purpose, and the one case that must go red over it. */
export interface Sabotage {
  readonly number: number
  readonly what: string
  /** What the case must complain of. */
  readonly because: RegExp
  readonly venue?: (venue: Venue) => Venue
  readonly collector?: Partial<CollectorOptions>
  /** Breaks what no record can; returns what mends it. */
  readonly around?: () => () => void
}

const hourMs = 3_600_000

const withEvents =
  (change: (event: VenueEvent) => readonly VenueEvent[]) =>
  (venue: Venue): Venue => ({ ...venue, decode: text => venue.decode(text).flatMap(change) })

const without = (kind: VenueEvent['kind']): ((venue: Venue) => Venue) =>
  withEvents(event => (event.kind === kind ? [] : [event]))

const unreadableAcknowledgements = withEvents(event => {
  if (event.kind === 'acknowledged') throw new FrameError('unknown frame')
  return [event]
})

const unsummed = <Event extends VenueDelta | VenueSnapshot>(event: Event): Event => {
  const { checksum, ...rest } = event
  return checksum === undefined ? event : (rest as Event)
}

const withoutChecksums = withEvents(event => {
  if (event.kind !== 'delta' && event.kind !== 'snapshot') return [event]
  return [unsummed(event)]
})

/** Without the checksums, which would notice. */
const withoutDeletions = (venue: Venue): Venue => {
  const kept = (levels: VenueDelta['bids']): VenueDelta['bids'] => levels.filter(([, quantity]) => Number(quantity) > 0)
  const forget = withEvents(event =>
    event.kind === 'delta' ? [{ ...event, bids: kept(event.bids), asks: kept(event.asks) }] : [event],
  )
  return withoutChecksums(forget(venue))
}

/** Every delta claims to continue the one before, whatever the venue said; and no checksum contradicts. */
const renumbered = (venue: Venue): Venue => {
  const last = new Map<string, number>()
  const renumber = withEvents(event => {
    if ((event.kind !== 'delta' && event.kind !== 'snapshot') || event.sequence === undefined) return [event]
    const before = last.get(event.symbol)
    last.set(event.symbol, Math.max(before ?? 0, event.sequence))
    return event.kind === 'delta' && before !== undefined ? [{ ...event, previous: before }] : [event]
  })
  return withoutChecksums(renumber(venue))
}

/** What was sent twice must be damaged, it thinks. */
const shocksAtRepetition = (venue: Venue): Venue => {
  const last = new Map<string, string>()
  return {
    ...venue,
    decode: text => {
      const events = venue.decode(text)
      for (const event of events) {
        if (event.kind !== 'delta') continue
        if (last.get(event.symbol) === text) throw new FrameError('repeated frame', { symbol: event.symbol })
        last.set(event.symbol, text)
      }
      return events
    },
  }
}

/** What was subscribed once needs no second time, it thinks. */
const subscribesOnce = (venue: Venue): Venue => {
  const known = new Set<string>()
  return {
    ...venue,
    subscribe: (symbols, firstId) => {
      const fresh = symbols.filter(symbol => !known.has(symbol))
      for (const symbol of fresh) known.add(symbol)
      return fresh.length === 0 ? [] : venue.subscribe(fresh, firstId)
    },
  }
}

/** Numbers only grow, it thinks, and drops what is not above the highest it saw. */
const numbersNeverGoBack = (venue: Venue): Venue => {
  const highest = new Map<string, number>()
  return withEvents(event => {
    if ((event.kind !== 'delta' && event.kind !== 'snapshot') || event.sequence === undefined) return [event]
    if (event.sequence <= (highest.get(event.symbol) ?? 0)) return []
    highest.set(event.symbol, event.sequence)
    return [event]
  })(venue)
}

const waitsForEver = (venue: Venue): Venue => ({
  ...venue,
  liveness: { ...venue.liveness, transportTimeoutMs: hourMs, dataTimeoutMs: hourMs },
})

/** A half-open connection is known by the ping that stays unanswered: whoever waits for ever listens to no answer either. */
const hearsNoPongs = (): (() => void) => {
  const { ping } = WebSocket.prototype
  WebSocket.prototype.ping = () => undefined
  return () => {
    WebSocket.prototype.ping = ping
  }
}

const neverPings = (venue: Venue): Venue => {
  const liveness = { ...venue.liveness }
  delete liveness.ping
  return { ...venue, liveness }
}

/** The library answers the venue's pings by itself; here it does not. */
const swallowsPongs = (): (() => void) => {
  const { pong } = WebSocket.prototype
  WebSocket.prototype.pong = () => undefined
  return () => {
    WebSocket.prototype.pong = pong
  }
}

const timers: NodeJS.Timeout[] = []

/** A venue with a clock of its own that nobody stops. */
const keepsTimers = (venue: Venue): Venue => ({
  ...venue,
  subscribe: (symbols, firstId) => {
    timers.push(setInterval(() => undefined, hourMs))
    return venue.subscribe(symbols, firstId)
  },
})

const stopTimers = (): (() => void) => () => {
  for (const timer of timers.splice(0)) clearInterval(timer)
}

const copies = 500

/** Asks for everything many times over at first, under limits a thousand times as high. */
const storms = (venue: Venue): Venue => {
  let calm = false
  const repeated = (
    frames: readonly ControlFrame[],
    firstId: number,
    build: (id: number) => readonly ControlFrame[],
  ) => {
    const all = [...frames]
    while (!calm && all.length < copies) all.push(...build(firstId + all.length))
    calm = true
    return all
  }
  // Of the hour there is no rule any more at all.
  const limits = { ...venue.limits }
  delete limits.controlFramesPerHour
  const { framesPerSecond, restWeightPerWindow, connectsPerWindow } = limits
  return {
    ...venue,
    limits: {
      ...limits,
      framesPerSecond: framesPerSecond * 1000,
      restWeightPerWindow: restWeightPerWindow * 1000,
      connectsPerWindow: connectsPerWindow * 1000,
    },
    subscribe: (symbols, firstId) =>
      repeated(venue.subscribe(symbols, firstId), firstId, id => venue.subscribe(symbols, id)),
  }
}

/** Spoils the whole frame when it holds the bad symbol, and does not hear the refusal. */
const deafToRefusals =
  (bad: RegExp) =>
  (venue: Venue): Venue => ({
    ...without('refused')(venue),
    subscribe: (symbols, firstId) =>
      venue
        .subscribe(symbols, firstId)
        .map(frame => (bad.test(frame.text) ? { ...frame, text: frame.text.slice(0, -1) } : frame)),
  })

/** Blames a book that is well for a frame it cannot read. */
const blamesAnother = (venue: Venue): Venue => {
  const known = new Set<string>()
  return {
    ...venue,
    decode: text => {
      try {
        const events = venue.decode(text)
        for (const event of events) if (event.kind === 'delta') known.add(event.symbol)
        return events
      } catch (cause) {
        const guilty = cause instanceof FrameError ? cause.symbol : undefined
        throw new FrameError('unreadable', { symbol: [...known].find(symbol => symbol !== guilty), cause })
      }
    },
  }
}

/** One for each case; a second where one venue in particular could fall for it. */
export const sabotagesOf = (venue: Venue): readonly Sabotage[] => [
  {
    number: 1,
    what: 'acknowledgements cannot be read',
    because: /does not decode/,
    venue: unreadableAcknowledgements,
  },
  {
    number: 2,
    what: 'acknowledges nothing',
    because: /acknowledged or rejected|control frame answered/,
    venue: without('acknowledged'),
  },
  { number: 3, what: 'forgets deletions', because: /shown wrong/, venue: withoutDeletions },
  {
    number: 4,
    what: 'renumbers deltas, drops checksums',
    because: /shown wrong|not LIVE after drop/,
    venue: renumbered,
  },
  { number: 5, what: 'takes a repetition for damage', because: /repeated frame cost/, venue: shocksAtRepetition },
  { number: 6, what: 'renumbers deltas, drops checksums', because: /shown wrong/, venue: renumbered },
  { number: 7, what: 'drops checksums', because: /not LIVE after corrupt/, venue: withoutChecksums },
  { number: 8, what: 'subscribes a symbol once in its life', because: /LIVE again/, venue: subscribesOnce },
  {
    number: 9,
    what: 'waits an hour for a sign of life',
    because: /silent books not LIVE/,
    venue: venue => without('pong')(waitsForEver(venue)),
    around: hearsNoPongs,
  },
  {
    number: 10,
    what: 'a draw that makes every wait zero',
    because: /attempt \d+ came/,
    collector: { random: () => -1 / 9 },
  },
  venue.liveness.ping === undefined
    ? { number: 11, what: "does not answer the venue's pings", because: /connection ended/, around: swallowsPongs }
    : { number: 11, what: 'never pings', because: /pings answered|connection ended/, venue: neverPings },
  { number: 12, what: 'a timer of its own', because: /handles as before/, venue: keepsTimers, around: stopTimers },
  { number: 13, what: 'asks 500 times, limits raised a thousandfold', because: /limits broken/, venue: storms },
  {
    number: 14,
    what: 'spoils the frame with the bad symbol, swallows refusals',
    because: /LIVE again|rejected, or every frame acknowledged/,
    venue: deafToRefusals(/SOL/i),
  },
  { number: 15, what: 'blames another book for what it cannot read', because: /cost others/, venue: blamesAnother },
]

/** A second way to fail case 8, for venues whose numbers begin anew at a restart. */
export const neverBack: Sabotage = {
  number: 8,
  what: 'believes that numbers never go back',
  because: /going on after the restart|LIVE again|going on/,
  venue: numbersNeverGoBack,
}
