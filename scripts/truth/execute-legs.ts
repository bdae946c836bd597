import { decodeOpportunityBatch, opportunityPhase, opportunityStream, type Leg } from '@screener/contracts'
import { createStreamReader, type RedisOptions } from '@screener/streams'

/** One leg on a chain as an opportunity promised it, and what the router did with it in the state that it names. */
export interface ExecutedLeg {
  readonly opportunity: string
  readonly symbol: string
  readonly side: string
  readonly origin: string
  readonly quantity: number
  /** Quote, before gas: paid for a purchase, received for a sale. */
  readonly promisedQuote: number
  readonly executedQuote: number
  /** How much better for the taker than promised, basis points; below 0: a broken promise. */
  readonly betterBps: number
  readonly gasUsed: number
  /** Gas of the leg as shown, in the coin of the chain. */
  readonly promisedGas: number
  readonly problem: string
}

export interface ExecutionReport {
  readonly opportunities: number
  /** Of these, with a leg on an exchange as well. */
  readonly withExchange: number
  readonly legs: readonly ExecutedLeg[]
}

interface Options {
  readonly redis: Pick<RedisOptions, 'url' | 'cluster'>
  /** Control of the chain simulator. */
  readonly controlUrl: string
  /** Opportunities with a leg on a chain to look at; each of their sizes once. */
  readonly atMost: number
  /** Only opportunities that have a leg on an exchange as well. */
  readonly onlyWithExchange?: boolean
  readonly signal: AbortSignal
}

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined }
/** Of the registry's tokens all but ether have fewer. */
const fewestDecimals = 6

const execute = async (controlUrl: string, id: string, leg: Leg): Promise<ExecutedLeg> => {
  const { symbol, side, origin, quantity, notional, fixedCost } = leg
  const base = { opportunity: id, symbol, side, origin, quantity, promisedQuote: notional, promisedGas: fixedCost }
  const decimals = leg.base === 'ETH' ? 18 : leg.base.endsWith('BTC') ? 8 : fewestDecimals
  const response = await fetch(`${controlUrl}/execute`, {
    method: 'POST',
    body: JSON.stringify({
      pool: symbol,
      side,
      quantity: quantity.toFixed(decimals),
      blockHash: origin.slice(origin.indexOf(':') + 1),
    }),
  })
  const body = (await response.json()) as { quoteQuantity?: string; gasUsed?: number; error?: string }
  if (!response.ok)
    return { ...base, executedQuote: 0, betterBps: Number.NaN, gasUsed: 0, problem: body.error ?? 'no answer' }
  const executedQuote = Number(body.quoteQuantity)
  const better = side === 'buy' ? notional - executedQuote : executedQuote - notional
  return {
    ...base,
    executedQuote,
    betterBps: (better / notional) * 1e4,
    gasUsed: body.gasUsed ?? 0,
    problem: '',
  }
}

/** Listens to what is shown and does each leg on a chain for real, through the router, in the very state it names. */
export const executeLegs = async (options: Options): Promise<ExecutionReport> => {
  const reader = createStreamReader({ ...options.redis, name: 'executor' }, quiet)
  reader.follow(opportunityStream(0), 'now')
  const seen = new Set<string>()
  const legs: ExecutedLeg[] = []
  const episodes = new Set<string>()
  const mixed = new Set<string>()
  const report = (): ExecutionReport => ({ opportunities: episodes.size, withExchange: mixed.size, legs })
  try {
    for await (const batch of reader.batches(options.signal)) {
      for (const event of batch) {
        if (event.kind !== 'entry') continue
        for (const { phase, opportunity } of decodeOpportunityBatch(event.payload).events) {
          if (phase === opportunityPhase.closed) continue
          const onChain = opportunity.legs.filter(({ origin }) => origin !== '')
          const isMixed = onChain.length < opportunity.legs.length
          if (onChain.length === 0 || (options.onlyWithExchange === true && !isMixed)) continue
          episodes.add(opportunity.id)
          if (isMixed) mixed.add(opportunity.id)
          for (const leg of onChain) {
            const key = `${opportunity.id} ${leg.symbol} ${leg.origin} ${leg.quantity}`
            if (seen.has(key)) continue
            seen.add(key)
            legs.push(await execute(options.controlUrl, opportunity.id, leg))
            if (legs.length >= options.atMost) return report()
          }
        }
      }
    }
  } finally {
    await reader.close()
  }
  return report()
}
