export interface OracleLeg {
  /** "venue SYMBOL". */
  readonly book: string
  readonly venue: string
  readonly symbol: string
  readonly side: 'buy' | 'sell'
}

export interface OracleRoute {
  /** As the engine names it. */
  readonly id: string
  readonly legs: readonly OracleLeg[]
  readonly sameSymbol: boolean
}

const assetsOf = (symbol: string): readonly [string, string] => {
  const [base = '', quote = ''] = symbol.split('-')
  return [base, quote]
}
const spends = ({ symbol, side }: OracleLeg): string => assetsOf(symbol)[side === 'buy' ? 1 : 0]
const gets = ({ symbol, side }: OracleLeg): string => assetsOf(symbol)[side === 'buy' ? 0 : 1]

/** In which asset a route counts: the first of these that it touches, else the first by name. */
const order = ['USDT', 'USDC', 'USD', 'EUR', 'BTC', 'ETH']
const place = (asset: string): string => {
  const index = order.indexOf(asset)
  return index < 0 ? `~${asset}` : String(index)
}

const nameOf = (legs: readonly OracleLeg[], sameSymbol: boolean): string => {
  const oneVenue = legs.every(({ venue }) => venue === legs[0]?.venue)
  const kind = sameSymbol ? 'two-leg' : legs.length === 3 && oneVenue ? 'triangular' : 'cycle'
  return [kind, ...legs.map(({ venue, symbol, side }) => `${venue}.${symbol}.${side}`)].join(':')
}

/** Every simple cycle of at most so many legs over the books, by trying every leg after every leg; each once. */
export const listRoutes = (books: readonly string[], maxLegs: number): readonly OracleRoute[] => {
  const found: OracleRoute[] = []
  const legs = books.flatMap((book): OracleLeg[] => {
    const [venue = '', symbol = ''] = book.split(' ')
    return [
      { book, venue, symbol, side: 'buy' },
      { book, venue, symbol, side: 'sell' },
    ]
  })
  const close = (path: readonly OracleLeg[], first: OracleLeg): void => {
    const sameSymbol = path.length === 2 && path[0]?.symbol === path[1]?.symbol
    const start = spends(first)
    const isCanonical = sameSymbol ? first.side === 'buy' : path.every(leg => place(start) <= place(spends(leg)))
    if (path.length >= 2 && isCanonical) found.push({ id: nameOf(path, sameSymbol), legs: path, sameSymbol })
  }
  const extend = (path: readonly OracleLeg[], first: OracleLeg, last: OracleLeg): void => {
    if (gets(last) === spends(first)) {
      close(path, first)
      return
    }
    if (path.length === maxLegs) return
    for (const leg of legs) {
      const seen = path.some(other => other.book === leg.book || spends(other) === spends(leg))
      if (spends(leg) === gets(last) && !seen) extend([...path, leg], first, leg)
    }
  }
  for (const leg of legs) extend([leg], leg, leg)
  return found
}
