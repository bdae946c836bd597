import type { OracleBook, OracleOptions } from './market.ts'

export interface OracleLeg {
  readonly book: OracleBook
  readonly side: 'buy' | 'sell'
}

export interface OracleCycle {
  readonly id: string
  readonly legs: readonly OracleLeg[]
  readonly isPair: boolean
}

const spends = ({ book, side }: OracleLeg): string => (side === 'buy' ? book.quote : book.base)
const gets = ({ book, side }: OracleLeg): string => (side === 'buy' ? book.base : book.quote)

const order = ['USDT', 'USDC', 'USD', 'EUR', 'BTC', 'ETH']
const place = (asset: string): string => {
  const index = order.indexOf(asset)
  return index < 0 ? `~${asset}` : String(index)
}

const isAllowed = (legs: readonly OracleLeg[], hubs: readonly string[] | undefined): boolean => {
  const oneVenue = legs.every(leg => leg.book.venue === legs[0]!.book.venue)
  if (legs.length === 2 || hubs === undefined || (legs.length === 3 && oneVenue)) return true
  return legs.filter(leg => !hubs.includes(spends(leg))).length <= 1
}

const nameOf = (legs: readonly OracleLeg[]): OracleCycle => {
  const [first, second] = legs
  const isPair = legs.length === 2 && first!.book.base === second!.book.base && first!.book.quote === second!.book.quote
  const oneVenue = legs.every(leg => leg.book.venue === first!.book.venue)
  const kind = isPair ? 'two-leg' : legs.length === 3 && oneVenue ? 'triangular' : 'cycle'
  return { id: [kind, ...legs.map(({ book, side }) => `${book.venue}.${book.symbol}.${side}`)].join(':'), legs, isPair }
}

/** Every simple cycle of the books, by trying every leg after every leg; each in its canonical turn only. */
export const allCycles = (books: readonly OracleBook[], options: OracleOptions): readonly OracleCycle[] => {
  const found: OracleCycle[] = []
  const legs = books.flatMap((book): OracleLeg[] => [
    { book, side: 'buy' },
    { book, side: 'sell' },
  ])
  const extend = (path: readonly OracleLeg[]): void => {
    const last = path.at(-1)!
    const start = spends(path[0]!)
    if (gets(last) === start) {
      const cycle = nameOf(path)
      const isCanonical = cycle.isPair ? path[0]!.side === 'buy' : path.every(leg => place(start) <= place(spends(leg)))
      if (path.length >= 2 && isCanonical && isAllowed(path, options.hubs)) found.push(cycle)
      return
    }
    if (path.length === options.maxLegs) return
    for (const leg of legs) {
      const seen = path.some(other => other.book === leg.book || spends(other) === spends(leg))
      if (spends(leg) === gets(last) && !seen) extend([...path, leg])
    }
  }
  for (const leg of legs) extend([leg])
  return found
}
