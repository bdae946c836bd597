import { createHash, timingSafeEqual } from 'node:crypto'
import type { KeptSubscription, SubscriptionWish } from '@screener/contracts'
import express, { type Express, type NextFunction, type Request, type RequestHandler, type Response } from 'express'
import type { KnownServices } from './known-services.ts'
import type { KnownSubscriptions } from './known-subscriptions.ts'
import { createMessageBudget } from './message-budget.ts'
import { problem, type Problem } from './problem.ts'
import { sendProblem } from './send-problem.ts'
import {
  readLetGo,
  readSubscriptionFilter,
  readWish,
  type Reading,
  type SubscriptionFilter,
} from './subscription-query.ts'

export interface SubscriptionSources {
  readonly venues: readonly string[]
  readonly services: KnownServices
  readonly subscriptions: KnownSubscriptions
  /** Whoever shows it may ask for subscriptions; empty: nobody may. */
  readonly controlToken: string
  /** For the log: somebody asked, or was turned away. */
  readonly onControl: (event: string, fields: object) => void
  /** Monotonic milliseconds. */
  readonly nowMs: () => number
  /** Epoch milliseconds. */
  readonly wallMs: () => number
}

const path = '/api/v1/subscriptions'
const bodyLimit = '2kb'

const hashOf = (text: string): Buffer => createHash('sha256').update(text).digest()

/** Of all instances only the one that leads holds a shard; those that stand by read no wishes. */
const isManaged = ({ services, nowMs }: SubscriptionSources): boolean =>
  services
    .list(nowMs())
    .some(({ heard, status }) => heard && status.service === 'subscription-manager' && status.shards.length > 0)

const away: Problem = problem(503, { detail: 'Redis is away.', fix: 'try again, or look at /api/v1/status' })

const countsOf = (symbols: ReadonlyMap<string, KeptSubscription>): Record<string, number> => {
  const counts: Record<string, number> = { deep: 0, top: 0, confirmed: 0, waiting: 0, refused: 0, over_limit: 0 }
  for (const { asked, state } of symbols.values()) {
    if (asked !== 'none') counts[asked] = (counts[asked] ?? 0) + 1
    counts[state] = (counts[state] ?? 0) + 1
  }
  return counts
}

const matching = (
  known: ReadonlyMap<string, ReadonlyMap<string, KeptSubscription>>,
  filter: SubscriptionFilter,
): readonly object[] => {
  const found: object[] = []
  for (const [venue, symbols] of known) {
    if (filter.venue !== undefined && filter.venue !== venue) continue
    for (const [symbol, kept] of symbols) {
      if ((filter.symbol ?? symbol) === symbol && (filter.state ?? kept.state) === kept.state)
        found.push({ venue, symbol, ...kept })
    }
  }
  return found
}

const show = async (sources: SubscriptionSources, filter: SubscriptionFilter, response: Response): Promise<void> => {
  try {
    const known = await sources.subscriptions.read(sources.venues)
    const found = matching(known, filter)
    response.json({
      // Not live: nobody keeps this up now, and collectors follow what they were told last.
      live: isManaged(sources),
      atMs: sources.wallMs(),
      venues: Object.fromEntries([...known].map(([venue, symbols]) => [venue, countsOf(symbols)])),
      matching: found.length,
      subscriptions: found.slice(0, filter.limit),
    })
  } catch {
    sendProblem(response, away)
  }
}

/** Turns away whoever may not ask. */
const guard = (sources: SubscriptionSources): RequestHandler => {
  const { controlToken, onControl, nowMs } = sources
  const expected = hashOf(controlToken)
  const isToken = (text: string): boolean => controlToken !== '' && timingSafeEqual(hashOf(text), expected)
  // Apart, or whoever has no token could lock out who has it. It is too long to be found by guessing, however fast.
  const asking = createMessageBudget()
  const guessing = createMessageBudget()
  const refuse = (response: Response, reason: string, body: Problem): void => {
    onControl('control_refused', { reason })
    sendProblem(response, body)
  }
  return (request: Request, response: Response, next: NextFunction): void => {
    const knows = isToken(/^Bearer (.+)$/.exec(request.get('authorization') ?? '')?.[1] ?? '')
    if (!(knows ? asking : guessing).spend(nowMs())) {
      sendProblem(response, problem(429, { detail: 'More than 10 requests a second.', fix: 'wait a second' }))
    } else if (controlToken === '') {
      const fix = 'set API_CONTROL_TOKEN_FILE at the gateway'
      refuse(response, 'off', problem(403, { detail: 'Nothing can be asked for here: it is switched off.', fix }))
    } else if (!knows) {
      const fix = 'send the header "Authorization: Bearer <token>"'
      refuse(response, 'token', problem(401, { detail: 'The token is missing or wrong.', fix }))
    } else if (request.method === 'POST' && request.is('application/json') === false) {
      const fix = 'send the header "Content-Type: application/json"'
      refuse(response, 'content type', problem(415, { detail: 'The body is not JSON.', fix }))
    } else next()
  }
}

const ask = async (
  sources: SubscriptionSources,
  reading: Reading<SubscriptionWish>,
  response: Response,
): Promise<void> => {
  if (reading.kind === 'problem') {
    sendProblem(response, reading.problem)
    return
  }
  if (!isManaged(sources)) {
    const detail = 'The leading subscription-manager is not heard, so nobody would read this.'
    sendProblem(response, problem(503, { detail, fix: 'try again, or look at /api/v1/status' }))
    return
  }
  try {
    await sources.subscriptions.wish(reading.value)
    sources.onControl('subscription_asked', reading.value)
    response.status(202).json({ asked: reading.value, atMs: sources.wallMs() })
  } catch {
    sendProblem(response, away)
  }
}

/** GET, POST and DELETE /api/v1/subscriptions: what is wanted of the venues, what of it is confirmed, and a wish for a while. */
export const serveSubscriptions = (app: Express, sources: SubscriptionSources): void => {
  app.get(path, (request, response) => {
    const reading = readSubscriptionFilter(request.query, sources.venues)
    if (reading.kind === 'problem') sendProblem(response, reading.problem)
    else void show(sources, reading.value, response)
  })
  const guarded = guard(sources)
  app.post(path, guarded, express.json({ limit: bodyLimit, type: 'application/json' }), (request, response) => {
    void ask(sources, readWish(request.body, sources.venues), response)
  })
  app.delete(path, guarded, (request, response) => {
    void ask(sources, readLetGo(request.query, sources.venues), response)
  })
}
