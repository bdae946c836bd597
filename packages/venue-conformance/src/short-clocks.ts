import type { Venue } from '@screener/collector-runtime'

/** Long enough for a machine that is busy, short enough to wait for. */
const shortest = { transportTimeoutMs: 4_000, dataTimeoutMs: 2_500, acknowledgeTimeoutMs: 2_500 }

/** The same venue, sooner sure that it is dead: real clocks are made for quiet nights and take a minute. */
export const shortClocks = (venue: Venue): Venue => ({
  ...venue,
  liveness: {
    ...venue.liveness,
    transportTimeoutMs: Math.min(venue.liveness.transportTimeoutMs, shortest.transportTimeoutMs),
    dataTimeoutMs: Math.min(venue.liveness.dataTimeoutMs, shortest.dataTimeoutMs),
    acknowledgeTimeoutMs: Math.min(venue.liveness.acknowledgeTimeoutMs, shortest.acknowledgeTimeoutMs),
  },
})
