import type { Opportunity } from '@screener/contracts'
import { problem, type Problem } from './problem.ts'

export interface OpportunityFilter {
  readonly symbol?: string
  readonly venue?: string
  readonly minNetBps?: number
}

type Reading =
  | { readonly kind: 'filter'; readonly filter: OpportunityFilter }
  | { readonly kind: 'problem'; readonly problem: Problem }

const symbolPattern = /^[^\s/]{1,32}-[^\s/]{1,32}$/u
const numberPattern = /^-?\d+(\.\d+)?$/
const known = ['symbol', 'venue', 'minNetBps']

const refuse = (field: string, detail: string, fix: string): Reading => ({
  kind: 'problem',
  problem: problem(400, { detail, field, fix }),
})

const checkValue = (field: string, value: string, venues: readonly string[]): Reading | undefined => {
  if (field === 'symbol' && (!symbolPattern.test(value) || value !== value.toUpperCase())) {
    return refuse(field, 'symbol must be BASE-QUOTE in upper case.', 'write it like symbol=BTC-USDT')
  }
  if (field === 'venue' && !venues.includes(value)) {
    return refuse(field, 'venue is not one of the configured venues.', `use one of ${venues.join(', ')}`)
  }
  if (field === 'minNetBps' && !numberPattern.test(value)) {
    return refuse(field, 'minNetBps must be a number of basis points.', 'write it like minNetBps=2.5')
  }
  return undefined
}

/** Reads the query of GET /opportunities; the first wrong parameter is named with its fix. */
export const readFilter = (query: Readonly<Record<string, unknown>>, venues: readonly string[]): Reading => {
  const texts: Record<string, string> = {}
  for (const [field, value] of Object.entries(query)) {
    if (!known.includes(field))
      return refuse(field.slice(0, 64), 'There is no such parameter.', `use ${known.join(', ')}`)
    if (typeof value !== 'string') return refuse(field, `${field} is given more than once.`, 'give it once')
    const wrong = checkValue(field, value, venues)
    if (wrong) return wrong
    texts[field] = value
  }
  const { symbol, venue, minNetBps } = texts
  return {
    kind: 'filter',
    filter: {
      ...(symbol === undefined ? {} : { symbol }),
      ...(venue === undefined ? {} : { venue }),
      ...(minNetBps === undefined ? {} : { minNetBps: Number(minNetBps) }),
    },
  }
}

/** Those that fit, best net first. */
export const filterOpportunities = (all: Iterable<Opportunity>, filter: OpportunityFilter): readonly Opportunity[] =>
  [...all]
    .filter(
      opportunity =>
        (filter.symbol === undefined ||
          opportunity.legs.some(leg => leg.symbol === filter.symbol) ||
          opportunity.symbol === filter.symbol) &&
        (filter.venue === undefined || opportunity.legs.some(leg => leg.venue === filter.venue)) &&
        (filter.minNetBps === undefined || opportunity.netBps >= filter.minNetBps),
    )
    .sort((a, b) => b.netBps - a.netBps)
