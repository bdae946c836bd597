import { FrameError, type VenueDelta, type VenueSnapshot } from './venue.ts'

export type NumberedDelta = VenueDelta & { readonly previous: number; readonly sequence: number }
export type NumberedSnapshot = VenueSnapshot & { readonly sequence: number }

/**
 * Numbers for one session of a book whose venue gives none: the snapshot is 1, the deltas are 2, 3, …. They prove that nothing
 * was lost behind the collector; what the venue lost before it, only a checksum can tell.
 */
export interface SessionCount {
  /** Of the newest message; 0 before the snapshot. */
  last: number
}

/** The snapshot that begins the session. */
export const numberSnapshot = (event: VenueSnapshot, count: SessionCount): NumberedSnapshot => {
  if (isNumberedSnapshot(event)) return event
  count.last = 1
  return { ...event, sequence: count.last }
}

/** Throws FrameError when the venue gives one of the two numbers only. */
export const numberDelta = (event: VenueDelta, count: SessionCount): NumberedDelta => {
  if (isNumbered(event)) return event
  if (event.previous !== undefined || event.sequence !== undefined) return requireNumbers(event)
  const previous = count.last
  count.last++
  return { ...event, previous, sequence: count.last }
}

/** For books joined with a REST snapshot: what was counted here says nothing of a body fetched elsewhere. */
export const requireNumbers = (event: VenueDelta): NumberedDelta => {
  if (isNumbered(event)) return event
  throw new FrameError('previous and sequence expected, both of the venue', { symbol: event.symbol })
}

const isNumbered = (event: VenueDelta): event is NumberedDelta =>
  event.previous !== undefined && event.sequence !== undefined

const isNumberedSnapshot = (event: VenueSnapshot): event is NumberedSnapshot => event.sequence !== undefined
