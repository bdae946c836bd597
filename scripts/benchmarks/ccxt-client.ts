/** ccxt.pro as its users run it: watchOrderBook of every symbol on both venues. Its hosts are pointed at the simulator. */
import { ccxtExchange } from '../stack/ccxt-exchange.ts'
import { clientSettings, reportCounts } from './client.ts'

const { symbols, venueUrls } = clientSettings()
let updates = 0
for (const venue of ['binance', 'bybit'] as const) {
  const exchange = ccxtExchange(venue, Number(new URL(venueUrls[venue] ?? '').port))
  const follow = async (symbol: string): Promise<void> => {
    for (;;) {
      await exchange.watchOrderBook(symbol.replace('-', '/'))
      updates += 1
    }
  }
  exchange
    .loadMarkets()
    .then(() => Promise.all(symbols.map(follow)))
    .catch((error: unknown) => {
      console.error(error)
      process.exit(1)
    })
}
reportCounts(() => updates)
