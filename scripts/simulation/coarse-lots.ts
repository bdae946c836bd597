import type { KnownVenue } from './known-venues.ts'

const decimals: Readonly<Record<string, number>> = { BTC: 2, ETH: 1, SOL: 0, USDC: 0 }

/** Decimals of the quantities of a symbol in runs that try every lot. */
export const lotDecimalsOf = (symbol: string): number => decimals[symbol.slice(0, symbol.indexOf('-'))] ?? 1

/** The venue with lots so coarse that every lot can be tried; `finer`: by so many decimals less coarse. */
export const withCoarseLots = ({ venue, twin }: KnownVenue, finer = 0): KnownVenue => ({
  venue,
  twin: {
    ...twin,
    list: (base, quote, usual) => ({
      ...twin.list(base, quote, usual),
      quantityDecimals: lotDecimalsOf(`${base}-${quote}`) + finer,
    }),
  },
})
