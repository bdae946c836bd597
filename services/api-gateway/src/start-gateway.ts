import type { VenueHealth } from '@screener/contracts/gateway'
import { acceptBrowsers } from './accept-browsers.ts'
import type { Express } from 'express'
import type { GatewayContext } from './config.ts'
import { createFanOut, type FanOut } from './fan-out.ts'
import { followStreams } from './follow-streams.ts'
import { createGatewayMetrics } from './gateway-metrics.ts'
import { keepTime } from './keep-time.ts'
import { createKnownBooks, type KnownBooks } from './known-books.ts'
import { createKnownReceipts, type KnownReceipts } from './known-receipts.ts'
import { createKnownServices, type KnownServices } from './known-services.ts'
import { createKnownSubscriptions } from './known-subscriptions.ts'
import { createKnownVerdicts, type KnownVerdicts } from './known-verdicts.ts'
import { closeServer, createPublicServer, listen } from './listen-public.ts'
import { createOpenOpportunities, type OpenOpportunities } from './open-opportunities.ts'
import { openRedis, type GatewayRedis } from './open-redis.ts'
import { createPublicApi } from './public-api.ts'
import { createVenueHealth } from './venue-health.ts'

const nowMs = (): number => performance.now()
const wallMs = (): number => Date.now()
const wallUs = (): number => Date.now() * 1000

interface GatewayState {
  readonly books: KnownBooks
  readonly receipts: KnownReceipts
  readonly services: KnownServices
  readonly verdicts: KnownVerdicts
  readonly opportunities: OpenOpportunities
  readonly venueHealth: () => readonly VenueHealth[]
  readonly fanOut: FanOut
}

/** What is known now, wired so that every change reaches the browsers. */
const createState = ({ config }: GatewayContext, redis: GatewayRedis): GatewayState => {
  const books = createKnownBooks(config)
  const receipts = createKnownReceipts()
  const services = createKnownServices()
  const verdicts = createKnownVerdicts()
  const readVenues = createVenueHealth(config, books, services, () => redis.away() !== undefined)
  const venueHealth = (): readonly VenueHealth[] => readVenues({ monotonicMs: nowMs(), wallMs: wallMs() })
  const opportunities = createOpenOpportunities({
    changed: opportunity => fanOut.changed(opportunity),
    closed: (id, reason) => {
      receipts.close(id, reason)
      fanOut.closed(id, reason)
    },
  })
  const fanOut: FanOut = createFanOut(
    {
      opportunities: () => opportunities.all.values(),
      venues: venueHealth,
      live: () => opportunities.live(nowMs()),
      simulated: config.simulated,
      version: config.version,
    },
    config.paceMs,
    { nowMs, wallUs },
  )
  return { books, receipts, services, verdicts, opportunities, venueHealth, fanOut }
}

const createApi = ({ config, instance, log }: GatewayContext, redis: GatewayRedis, state: GatewayState): Express =>
  createPublicApi({
    venues: config.venues,
    symbols: config.symbols,
    simulated: config.simulated,
    version: config.version,
    ...state,
    redis: () => {
      const { lastReplyAtMs } = redis.reader
      return {
        connected: redis.away() === undefined,
        lastReplyMsAgo: lastReplyAtMs === 0 ? null : Math.round(nowMs() - lastReplyAtMs),
      }
    },
    browsers: state.fanOut.size,
    subscriptions: createKnownSubscriptions(redis.client, instance, nowMs),
    controlToken: config.controlToken,
    onControl: (event, fields) => log.info({ event, ...fields }, 'control of subscriptions'),
    nowMs,
    wallMs,
  })

/** Follows the pipeline's results and tells them to browsers and over HTTP. */
export const startGateway = async (context: GatewayContext): Promise<void> => {
  const { config, log, signal, onStop } = context
  const redis = openRedis(context)
  const state = createState(context, redis)
  onStop('fan-out', state.fanOut.stop)
  const seen = createGatewayMetrics(context, state.fanOut, state.opportunities, state.verdicts)

  const server = createPublicServer(createApi(context, redis, state))
  onStop('public listener', () => closeServer(server))
  const browsers = acceptBrowsers(server, state.fanOut, config, log)
  onStop('browsers', browsers.close)
  keepTime(context, { ...state, redis: redis.client, browsers })

  const following = followStreams(
    redis.reader,
    config.shards,
    {
      ...state,
      onBatch: batch => seen.batchAge.observe(Math.max(0, (wallUs() - batch.atUs) / 1000)),
      onUndecodable: (stream, error) => {
        seen.undecodable.inc({ stream })
        log.warn({ event: 'undecodable_entry', stream, err: error }, 'a stream entry did not decode')
      },
      nowMs,
      wallMs,
    },
    signal,
  )
  onStop('following', () => following)
  const port = await listen(server, config.publicHost, config.publicPort)
  log.info({ event: 'public_listening', host: config.publicHost, port }, '/api and /ws are served')
}
