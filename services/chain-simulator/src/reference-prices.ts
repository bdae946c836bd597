import { createRandom, type Random } from './random.ts'

/** Prices of whole units in dollars that the pools are led by. */
export interface ReferencePrices {
  /** `ETH`, `WETH`, `WBTC`, `USDC`, `USDT`; a wrapped coin has the price of its coin. */
  usd(asset: string): number
  /** Asks the market, or moves the own prices by one block. A market that does not answer leaves the prices as they are. */
  refresh(): Promise<void>
  /** Why the prices are not the market's, if they are not. */
  problem(): string | undefined
}

const coinOf: Readonly<Record<string, string>> = { WETH: 'ETH', WBTC: 'BTC' }
const startUsd: Readonly<Record<string, number>> = { ETH: 3_100, BTC: 64_000, USDC: 1, USDT: 1 }
/** Of coins, per second; stablecoins move a hundredth of it. */
const deviationPerSecond = 1e-4

const usdIn = (prices: ReadonlyMap<string, number>, asset: string): number => {
  const coin = coinOf[asset] ?? asset
  const price = prices.get(coin) ?? startUsd[coin]
  if (price === undefined) throw new Error(`no price of ${asset}`)
  return price
}

/** A seeded walk that is pulled back to where it began, for a chain without a market beside it. */
export const ownPrices = (seed: string, stepSeconds: number): ReferencePrices => {
  const prices = new Map(Object.entries(startUsd))
  const randoms = new Map<string, Random>(Object.keys(startUsd).map(asset => [asset, createRandom(`${seed}:${asset}`)]))
  return {
    usd: asset => usdIn(prices, asset),
    refresh: async () => {
      for (const [asset, random] of randoms) {
        const start = startUsd[asset] ?? 1
        const deviation = deviationPerSecond * Math.sqrt(stepSeconds) * (start === 1 ? 0.01 : 1)
        const log = Math.log((prices.get(asset) ?? start) / start)
        prices.set(asset, start * Math.exp(log * (1 - stepSeconds / 3600) + deviation * random.gaussian()))
      }
      return Promise.resolve()
    },
    problem: () => undefined,
  }
}

interface MarketBook {
  readonly bids: readonly (readonly [string, string])[]
  readonly asks: readonly (readonly [string, string])[]
}

const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? NaN
}

/** Whose prices, in what order: a coin in dollars that are not the first needs their price before. */
const led: readonly (readonly [asset: string, quotes: readonly string[]])[] = [
  ['USDC', ['USDT']],
  ['ETH', ['USDT', 'USDC']],
  ['BTC', ['USDT', 'USDC']],
]

const answerWithinMs = 1_000

const askJson = async <T>(url: string, body?: object): Promise<T> => {
  const response = await fetch(url, {
    signal: AbortSignal.timeout(answerWithinMs),
    ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
  })
  if (!response.ok) throw new Error(`${url} answered ${response.status}`)
  return (await response.json()) as T
}

/**
 * The middle of the simulated venues' books, as their control listener tells it: the median over the venues, so that one
 * that has drifted away does not lead.
 */
export const marketPrices = (url: string): ReferencePrices => {
  const prices = new Map(Object.entries(startUsd))
  const wanted = new Set(led.flatMap(([asset, quotes]) => quotes.map(quote => `${asset}-${quote}`)))
  let questions: readonly { readonly venue: string; readonly symbol: string }[] | undefined
  let problem: string | undefined = 'the market was not asked yet'

  const ask = async (): Promise<void> => {
    const listed = questions ?? (await askJson<{ venue: string; symbol: string }[]>(`${url}/symbols`))
    questions = listed.filter(({ symbol }) => wanted.has(symbol)).map(({ venue, symbol }) => ({ venue, symbol }))
    const { books } = await askJson<{ books: readonly (MarketBook | null)[] }>(`${url}/truth/batch`, {
      levels: 1,
      questions,
    })
    const middles = new Map<string, number[]>()
    for (const [index, book] of books.entries()) {
      const middle = (Number(book?.bids[0]?.[0]) + Number(book?.asks[0]?.[0])) / 2
      const symbol = questions[index]?.symbol ?? ''
      if (middle > 0) middles.set(symbol, [...(middles.get(symbol) ?? []), middle])
    }
    for (const [asset, quotes] of led) {
      const quote = quotes.find(each => middles.has(`${asset}-${each}`))
      const found = middles.get(`${asset}-${quote ?? ''}`)
      if (found !== undefined && quote !== undefined) prices.set(asset, median(found) * usdIn(prices, quote))
    }
  }
  return {
    usd: asset => usdIn(prices, asset),
    refresh: async () => {
      try {
        await ask()
        problem = undefined
      } catch (error) {
        problem = error instanceof Error ? error.message : String(error)
        // A market that was started anew may have other symbols.
        questions = undefined
      }
    },
    problem: () => problem,
  }
}
