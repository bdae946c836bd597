import type { ControlFrame, Venue, VenueEvent } from '@screener/collector-runtime'

/** What a record said of the frames it was shown and the frames it built. */
export interface HeardOfVenue {
  readonly built: ControlFrame[]
  readonly answers: Extract<VenueEvent, { kind: 'acknowledged' | 'refused' }>[]
  pings: number
  pongs: number
}

/** The same venue, listened to. */
export const listenTo = (venue: Venue): { readonly venue: Venue; readonly heard: HeardOfVenue } => {
  const heard: HeardOfVenue = { built: [], answers: [], pings: 0, pongs: 0 }
  const keep = (frames: readonly ControlFrame[]): readonly ControlFrame[] => {
    heard.built.push(...frames)
    return frames
  }
  const { ping } = venue.liveness
  const countedPing = (requestId: number): string => {
    heard.pings++
    return ping?.frame(requestId) ?? ''
  }
  return {
    heard,
    venue: {
      ...venue,
      liveness: { ...venue.liveness, ...(ping === undefined ? {} : { ping: { ...ping, frame: countedPing } }) },
      subscribe: (symbols, firstId) => keep(venue.subscribe(symbols, firstId)),
      unsubscribe: (symbols, firstId) => keep(venue.unsubscribe(symbols, firstId)),
      decode: text => {
        const events = venue.decode(text)
        for (const event of events) {
          if (event.kind === 'acknowledged' || event.kind === 'refused') heard.answers.push(event)
          else if (event.kind === 'pong') heard.pongs++
        }
        return events
      },
    },
  }
}

/**
 * A frame has one answer, or each of its symbols so many as the record says; a refusal of one symbol ends its wait. Frames of
 * symbols that are followed no more may never have left.
 */
export const isAnswered = ({ built, answers }: HeardOfVenue, isFollowed: (native: string) => boolean): boolean => {
  const wanted = built.filter(({ symbols }) => symbols.some(isFollowed))
  const whole = wanted.filter(frame => frame.answersPerSymbol === undefined)
  const ofFrames = answers.filter(({ symbol }) => symbol === undefined)
  const ids = new Set(ofFrames.map(({ requestId }) => requestId))
  // Where the venue repeats no ids, answers can only be counted.
  const allWhole = ids.has(undefined)
    ? ofFrames.length >= whole.length
    : whole.every(({ requestId }) => ids.has(requestId))
  if (!allWhole) return false
  const refused = new Set(answers.flatMap(({ kind, symbol }) => (kind === 'refused' && symbol ? [symbol] : [])))
  const owed = new Map<string, number>()
  for (const { symbols, answersPerSymbol = 0 } of wanted) {
    for (const symbol of symbols) owed.set(symbol, (owed.get(symbol) ?? 0) + answersPerSymbol)
  }
  for (const { symbol } of answers) if (symbol !== undefined) owed.set(symbol, (owed.get(symbol) ?? 0) - 1)
  return [...owed].every(([symbol, count]) => count <= 0 || refused.has(symbol))
}
