import { bookStatus, type BookView, type Opportunity } from '@screener/contracts'
import type { VenueHealth } from '@screener/contracts/gateway'
import express, { type Express, type NextFunction, type Request, type Response } from 'express'
import type { KnownBooks } from './known-books.ts'
import type { KnownReceipts } from './known-receipts.ts'
import type { KnownServices } from './known-services.ts'
import type { KnownVerdicts } from './known-verdicts.ts'
import type { OpenOpportunities } from './open-opportunities.ts'
import { filterOpportunities, readFilter } from './opportunity-query.ts'
import { problem, type Problem } from './problem.ts'
import { sendProblem } from './send-problem.ts'
import { serveReceipt } from './serve-receipt.ts'
import { serveSubscriptions, type SubscriptionSources } from './serve-subscriptions.ts'
import { serveVerdicts } from './serve-verdicts.ts'

export interface ApiSources extends Pick<SubscriptionSources, 'subscriptions' | 'controlToken' | 'onControl'> {
  readonly venues: readonly string[]
  readonly symbols: readonly string[]
  readonly simulated: boolean
  readonly version: string
  readonly opportunities: OpenOpportunities
  readonly books: KnownBooks
  readonly receipts: KnownReceipts
  readonly services: KnownServices
  readonly verdicts: KnownVerdicts
  readonly venueHealth: () => readonly VenueHealth[]
  readonly redis: () => { readonly connected: boolean; readonly lastReplyMsAgo: number | null }
  readonly browsers: () => number
  /** Monotonic milliseconds. */
  readonly nowMs: () => number
  /** Epoch milliseconds. */
  readonly wallMs: () => number
}

const statusNames = Object.fromEntries(Object.entries(bookStatus).map(([name, status]) => [status, name]))

const pairs = (prices: readonly number[], quantities: readonly number[]): readonly (readonly [number, number])[] =>
  prices.map((price, index) => [price, quantities[index] ?? 0])

const describeBook = (view: BookView, sources: ApiSources): Record<string, unknown> => {
  const { status, reason, proofTimeUs } = sources.books.stateOf(view.venue, view.symbol, sources.nowMs())
  const { bidPrices, bidQuantities, askPrices, askQuantities, ...facts } = view
  // A book we may not vouch for any more is shown without prices, as orderbook-sync itself does it.
  const live = status === bookStatus.live
  return {
    ...facts,
    status: statusNames[status],
    reason,
    proofTimeUs,
    bids: live ? pairs(bidPrices, bidQuantities) : [],
    asks: live ? pairs(askPrices, askQuantities) : [],
    atMs: sources.wallMs(),
  }
}

const openNow = (sources: ApiSources): { live: boolean; all: Iterable<Opportunity> } => {
  const live = sources.opportunities.live(sources.nowMs())
  // Not live: nothing can be vouched for, and a client that ignores `live` must not act on it.
  return { live, all: live ? sources.opportunities.all.values() : [] }
}

const serveOpportunities = (app: Express, sources: ApiSources): void => {
  app.get('/api/v1/opportunities', (request, response) => {
    const reading = readFilter(request.query, sources.venues)
    if (reading.kind === 'problem') {
      sendProblem(response, reading.problem)
      return
    }
    const { live, all } = openNow(sources)
    response.json({ opportunities: filterOpportunities(all, reading.filter), live, atMs: sources.wallMs() })
  })
}

const missingBook = (sources: ApiSources, venue: string, symbol: string): Problem => {
  if (!sources.venues.includes(venue)) {
    return problem(404, {
      detail: 'There is no such venue here.',
      field: 'venue',
      fix: `use one of ${sources.venues.join(', ')}`,
    })
  }
  if (!sources.symbols.includes(symbol)) {
    const example = sources.symbols[0] ?? 'BTC-USDT'
    return problem(404, {
      detail: 'This symbol is not followed.',
      field: 'symbol',
      fix: `use a configured symbol, like ${example}, or add it to SYMBOLS`,
    })
  }
  const { reason } = sources.books.stateOf(venue, symbol, sources.nowMs())
  return problem(404, {
    detail: `The book is not known yet: ${reason}.`,
    field: 'symbol',
    fix: 'try again, or look at /api/v1/status',
  })
}

const serveBooks = (app: Express, sources: ApiSources): void => {
  app.get('/api/v1/books/:venue/:symbol', (request, response) => {
    const { venue, symbol } = request.params
    const view = sources.books.view(venue, symbol)
    if (view) response.json(describeBook(view, sources))
    else sendProblem(response, missingBook(sources, venue, symbol))
  })
}

const describeServices = (sources: ApiSources): { services: object[]; missingServices: string[] } => {
  const known = sources.services.list(sources.nowMs())
  const expected = [...sources.venues.map(venue => `collector-${venue}`), 'orderbook-sync', 'arbitrage-analyzer']
  const heard = new Set(known.filter(service => service.heard).map(service => service.status.service))
  return {
    services: known.map(({ status, heard: isHeard, silentMs, lagMs }) => ({
      service: status.service,
      instance: status.instance,
      ...(status.venue === '' ? {} : { venue: status.venue }),
      healthy: status.healthy && isHeard,
      detail: isHeard ? status.detail : `not heard for ${silentMs} ms`,
      shards: status.shards,
      startedAtMs: status.startedAtMs,
      silentMs,
      lagMs,
    })),
    missingServices: expected.filter(service => !heard.has(service)),
  }
}

const serveStatus = (app: Express, sources: ApiSources): void => {
  app.get('/api/v1/status', (_request, response) => {
    response.json({
      live: sources.opportunities.live(sources.nowMs()),
      simulated: sources.simulated,
      version: sources.version,
      atMs: sources.wallMs(),
      redis: sources.redis(),
      venues: sources.venueHealth(),
      ...describeServices(sources),
      openOpportunities: sources.opportunities.all.size,
      browsers: sources.browsers(),
    })
  })
}

/** What express.json says of a body that is too large, cut off or no JSON. */
const isBodyError = (error: unknown): error is Error & { readonly status: number } =>
  error instanceof Error &&
  'status' in error &&
  typeof error.status === 'number' &&
  error.status >= 400 &&
  error.status < 500

const answerTheRest = (app: Express): void => {
  app.use((request: Request, response: Response) => {
    const known = request.method === 'GET' || request.method === 'HEAD'
    const body = known
      ? problem(404, {
          detail: 'There is nothing at this path.',
          fix: 'use /api/v1/opportunities, /api/v1/books/:venue/:symbol, /api/v1/verdicts, /api/v1/subscriptions or /api/v1/status',
        })
      : problem(405, { detail: 'Only GET and HEAD are served.', fix: 'send GET' })
    sendProblem(response, body)
  })
  // Express knows an error handler by its four parameters.
  app.use((error: unknown, _request: Request, response: Response, next: NextFunction) => {
    if (response.headersSent) next(error)
    else if (error instanceof URIError)
      sendProblem(
        response,
        problem(400, { detail: 'The path is not valid percent-encoding.', fix: 'encode it as UTF-8' }),
      )
    else if (isBodyError(error))
      sendProblem(
        response,
        problem(error.status, { detail: 'The body could not be read.', fix: 'send a small JSON object' }),
      )
    else
      sendProblem(
        response,
        problem(500, { detail: 'The request could not be answered.', fix: 'see the log of the gateway' }),
      )
  })
}

/** GET /api/v1/…: plain JSON of what is known now; every refusal is problem+json that names the field and the fix. */
export const createPublicApi = (sources: ApiSources): Express => {
  const app = express()
  app.disable('x-powered-by').disable('etag').set('query parser', 'simple')
  app.use((_request, response, next) => {
    response.set({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' })
    next()
  })
  serveOpportunities(app, sources)
  serveReceipt(app, sources)
  serveBooks(app, sources)
  serveStatus(app, sources)
  serveVerdicts(app, sources)
  serveSubscriptions(app, sources)
  answerTheRest(app)
  return app
}
