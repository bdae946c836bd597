/** ms; how far the venue's clock is ahead of ours, by its newest answer. */
let aheadMs = 0

/** For all connections of the process: takes the Date header of an answer of the venue (RFC 9110, whole seconds); one that cannot be read changes nothing. */
export const hearVenueTime = (date: string | null): void => {
  const venueMs = Date.parse(date ?? '')
  if (Number.isFinite(venueMs)) aheadMs = venueMs - Date.now()
}

/** Requests carry the time and are refused when it is 60 s from the venue's: ours may be an hour off, so theirs is told. */
export const venueSeconds = (): number => Math.floor((Date.now() + aheadMs) / 1000)
