import { subscriptionDepths, subscriptionStates, symbolPattern, type SubscriptionWish } from '@screener/contracts'
import { problem, type Problem } from './problem.ts'

export interface SubscriptionFilter {
  readonly venue?: string
  readonly symbol?: string
  readonly state?: string
  readonly limit: number
}

export type Reading<T> =
  { readonly kind: 'read'; readonly value: T } | { readonly kind: 'problem'; readonly problem: Problem }

const defaultLimit = 1_000
const mostAtOnce = 20_000
const longestSeconds = 86_400

const refuse = (
  field: string,
  detail: string,
  fix: string,
): { readonly kind: 'problem'; readonly problem: Problem } => ({
  kind: 'problem',
  problem: problem(400, { detail, field, fix }),
})

const isSymbol = (value: unknown): value is string =>
  typeof value === 'string' && symbolPattern.test(value) && value === value.toUpperCase()

/** What is wrong with a field that both forms have; undefined: nothing, or it is not there. */
const wrongCommon = (
  { venue, symbol }: { readonly venue?: unknown; readonly symbol?: unknown },
  venues: readonly string[],
): ReturnType<typeof refuse> | undefined => {
  if (venue !== undefined && !(typeof venue === 'string' && venues.includes(venue)))
    return refuse('venue', 'There is no such venue here.', `use one of ${venues.join(', ')}`)
  if (symbol !== undefined && !isSymbol(symbol))
    return refuse('symbol', 'symbol is not of the form BASE-QUOTE in upper case.', 'write it like BTC-USDT')
  return undefined
}

const unknownField = (fields: object, known: readonly string[]): ReturnType<typeof refuse> | undefined => {
  const name = Object.keys(fields).find(field => !known.includes(field))
  return name === undefined
    ? undefined
    : refuse(name.slice(0, 64), 'There is no such field.', `use ${known.join(', ')}`)
}

/** Reads the query of GET /subscriptions; the first wrong parameter is named with its fix. */
export const readSubscriptionFilter = (
  query: Readonly<Record<string, unknown>>,
  venues: readonly string[],
): Reading<SubscriptionFilter> => {
  const { venue, symbol, state, limit } = query
  const wrong = unknownField(query, ['venue', 'symbol', 'state', 'limit']) ?? wrongCommon(query, venues)
  if (wrong !== undefined) return wrong
  if (state !== undefined && !subscriptionStates.some(name => name === state))
    return refuse('state', 'There is no such state.', `use one of ${subscriptionStates.join(', ')}`)
  const most =
    limit === undefined ? defaultLimit : typeof limit === 'string' && /^\d{1,5}$/.test(limit) ? Number(limit) : 0
  if (most < 1 || most > mostAtOnce)
    return refuse('limit', `limit must be a whole number from 1 to ${mostAtOnce}.`, 'write it like limit=100')
  const texts = Object.entries({ venue, symbol, state }).filter(([, value]) => value !== undefined)
  return { kind: 'read', value: { ...(Object.fromEntries(texts) as Omit<SubscriptionFilter, 'limit'>), limit: most } }
}

/** Reads the body of POST /subscriptions. */
export const readWish = (body: unknown, venues: readonly string[]): Reading<SubscriptionWish> => {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    return refuse('body', 'The body is no JSON object.', 'send {"symbol":"BTC-USDT","depth":"deep","seconds":600}')
  const { venue, symbol, depth, seconds } = body as Readonly<Record<string, unknown>>
  const wrong = unknownField(body, ['venue', 'symbol', 'depth', 'seconds']) ?? wrongCommon({ venue, symbol }, venues)
  if (wrong !== undefined) return wrong
  if (!isSymbol(symbol)) return refuse('symbol', 'symbol is missing.', 'write it like "symbol":"BTC-USDT"')
  const known = subscriptionDepths.find(name => name === depth)
  if (known === undefined)
    return refuse('depth', 'depth must be top or deep.', 'write "depth":"deep" for the whole book')
  if (typeof seconds !== 'number' || !Number.isInteger(seconds) || seconds < 1 || seconds > longestSeconds)
    return refuse('seconds', `seconds must be a whole number from 1 to ${longestSeconds}.`, 'write "seconds":600')
  return { kind: 'read', value: { venue: typeof venue === 'string' ? venue : '', symbol, depth: known, seconds } }
}

/** Reads the query of DELETE /subscriptions: what is let go. */
export const readLetGo = (
  query: Readonly<Record<string, unknown>>,
  venues: readonly string[],
): Reading<SubscriptionWish> => {
  const { venue, symbol } = query
  const wrong = unknownField(query, ['venue', 'symbol']) ?? wrongCommon(query, venues)
  if (wrong !== undefined) return wrong
  if (!isSymbol(symbol)) return refuse('symbol', 'symbol is missing.', 'write it like ?symbol=BTC-USDT')
  return { kind: 'read', value: { venue: typeof venue === 'string' ? venue : '', symbol, depth: 'deep', seconds: 0 } }
}
