/** What every measured client process has in common: its settings from the parent, and its count reported each second. */
export interface ClientSettings {
  readonly symbols: readonly string[]
  readonly venueUrls: Readonly<Record<string, string>>
}

/** The venues that all the clients here can follow; a comparison over others would not be one. */
export const comparedVenues: readonly string[] = ['binance', 'bybit']

export const clientSettings = (): ClientSettings => JSON.parse(process.argv[2] ?? '{}') as ClientSettings

export const nativeSymbol = (symbol: string): string => symbol.replace('-', '')

export const reportCounts = (counts: () => number): void => {
  setInterval(() => process.send?.({ count: counts() }), 250)
  process.once('disconnect', () => process.exit(0))
}
