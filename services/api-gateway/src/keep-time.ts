import type { VenueHealth } from '@screener/contracts/gateway'
import type { RedisClient } from '@screener/streams'
import type { Browsers } from './accept-browsers.ts'
import type { GatewayContext } from './config.ts'
import type { FanOut } from './fan-out.ts'
import type { OpenOpportunities } from './open-opportunities.ts'
import { publishStatus } from './publish-status.ts'
import { sameHealth } from './venue-health.ts'

const tickMs = 100
const ticksPerVenueCheck = 2
const ticksPerSecond = 10

interface Ticking {
  readonly redis: RedisClient
  readonly fanOut: FanOut
  readonly browsers: Browsers
  readonly opportunities: OpenOpportunities
  readonly venueHealth: () => readonly VenueHealth[]
}

/** What happens by the clock: liveness, venue states, heartbeats, own status. */
export const keepTime = (
  context: GatewayContext,
  { redis, fanOut, browsers, opportunities, venueHealth }: Ticking,
): void => {
  let ticks = 0
  let live = false
  let venues: readonly VenueHealth[] = []

  const noticeNews = (): void => {
    opportunities.expire(performance.now())
    const liveNow = opportunities.live(performance.now())
    const venuesNow = ticks % ticksPerVenueCheck === 0 ? venueHealth() : venues
    if (liveNow !== live || !sameHealth(venuesNow, venues)) fanOut.news()
    live = liveNow
    venues = venuesNow
  }

  const timer = setInterval(() => {
    ticks += 1
    context.health.loopTurned('ticker')
    noticeNews()
    fanOut.tick()
    if (ticks % ticksPerSecond !== 0) return
    browsers.tick()
    publishStatus(context, redis, fanOut, browsers)
  }, tickMs)
  context.onStop('ticker', () => clearInterval(timer))
}
