export const bookDepths = [1, 50, 200, 1000] as const
export type BookDepth = (typeof bookDepths)[number]

/** Push interval in ticks of 10 ms. */
export const ticksOfDepth: Readonly<Record<BookDepth, number>> = { 1: 1, 50: 2, 200: 10, 1000: 20 }

/** A topic this venue has a handler for; the symbol may still be unknown. */
export type Topic =
  | { readonly kind: 'orderbook'; readonly depth: BookDepth; readonly symbol: string }
  | { readonly kind: 'publicTrade' | 'tickers'; readonly symbol: string }

/** Undefined: no handler. */
export const parseTopic = (topic: string): Topic | undefined => {
  const [kind, ...rest] = topic.split('.')
  if (kind === 'orderbook' && rest.length === 2) {
    const depth = bookDepths.find(known => String(known) === rest[0])
    return depth === undefined ? undefined : { kind, depth, symbol: rest[1] ?? '' }
  }
  if ((kind === 'publicTrade' || kind === 'tickers') && rest.length === 1) return { kind, symbol: rest[0] ?? '' }
  return undefined
}
