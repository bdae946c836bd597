import { canonicalSymbol } from './market-data.ts'
import type { VenueInstrument } from './venue.ts'

export type InstrumentVerdict =
  | { readonly kind: 'usable'; readonly instrument: VenueInstrument }
  | { readonly kind: 'unusable'; readonly reason: string }

/** The venue's instrument list by canonical symbol. Pure. */
export interface InstrumentTable {
  judge(symbol: string): InstrumentVerdict
  readonly size: number
}

export const createInstrumentTable = (instruments: readonly VenueInstrument[]): InstrumentTable => {
  const bySymbol = new Map<string, VenueInstrument>()
  for (const instrument of instruments) {
    const symbol = canonicalSymbol(instrument)
    // A venue may list a pair twice (an old halted listing beside the new one): the one that trades counts.
    if (bySymbol.get(symbol)?.trading !== true) bySymbol.set(symbol, instrument)
  }
  return {
    size: bySymbol.size,
    judge(symbol) {
      const instrument = bySymbol.get(symbol)
      if (instrument === undefined) return { kind: 'unusable', reason: 'not in the instrument list of the venue' }
      if (!instrument.trading) return { kind: 'unusable', reason: 'not trading at the venue' }
      return { kind: 'usable', instrument }
    },
  }
}
