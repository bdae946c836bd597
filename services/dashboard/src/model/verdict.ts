/** One route's last verdict, as the gateway tells it at /api/v1/verdicts. */
export interface Verdict {
  readonly routeId: string
  readonly rule: string
  /** From the rule's limit, in `marginUnit` (`bps`, `ms`; empty: the rule has no measure). Below 0: refused. */
  readonly margin: number
  readonly marginUnit: string
  readonly detail: string
  readonly ageMs: number
}

/** The counts of all routes by rule, and the list that was asked for. */
export interface Verdicts {
  readonly live: boolean
  readonly countedAtMs: number | null
  readonly routes: number
  readonly counts: Readonly<Record<string, number>>
  readonly matching?: number
  readonly verdicts?: readonly Verdict[]
}

/** More than a person reads. */
const LISTED = 40

/** What to ask the gateway for. Without a text and a rule only the counts are wanted. */
export const verdictsPath = (text: string, rule: string): string => {
  const parameters = new URLSearchParams()
  // People write BTC/USDT, routes BTC-USDT.
  const find = text.trim().replaceAll('/', '-')
  if (find !== '') parameters.set('find', find)
  if (rule !== '') parameters.set('rule', rule)
  if (parameters.size > 0) parameters.set('limit', String(LISTED))
  return `/api/v1/verdicts${parameters.size > 0 ? `?${parameters}` : ''}`
}

interface RouteWords {
  readonly asset: string
  readonly way: string
}

/**
 * A route's id in words. `two-leg:alpha.BTC-USDT.buy:beta.BTC-USDT.sell` → BTC-USDT, Alpha → Beta; of other routes
 * each trade is named. What has another form is shown as it is.
 */
export const routeWords = (routeId: string, venueName: (venue: string) => string): RouteWords => {
  const [kind = '', ...parts] = routeId.split(':')
  const legs = parts.map(part => {
    const first = part.indexOf('.')
    const last = part.lastIndexOf('.')
    return { venue: part.slice(0, first), symbol: part.slice(first + 1, last), side: part.slice(last + 1) }
  })
  if (legs.length < 2 || legs.some(({ venue, symbol, side }) => venue === '' || symbol === '' || side === ''))
    return { asset: routeId, way: '' }
  const venues = legs.map(leg => venueName(leg.venue))
  if (kind === 'two-leg') {
    const symbols = [...new Set(legs.map(leg => leg.symbol))]
    return { asset: symbols.join(', '), way: venues.join(' → ') }
  }
  const isOneVenue = new Set(venues).size === 1
  const trades = legs.map(
    ({ side, symbol }, index) => `${side} ${symbol}${isOneVenue ? '' : ` ${venues[index] ?? ''}`}`,
  )
  return { asset: isOneVenue ? (venues[0] ?? '') : `${legs.length} legs`, way: trades.join(' → ') }
}
