/** ccxt.pro as its users run it: watchOrderBook of every symbol on the venues it is given. Its hosts are pointed at the simulator. */
import { ccxtExchange, ccxtPointer } from '../stack/ccxt-exchange.ts'
import { clientSettings, reportCounts } from './client.ts'

const { symbols, venueUrls } = clientSettings()
let updates = 0
for (const [venue, url] of Object.entries(venueUrls)) {
  const pointer = await ccxtPointer(venue)
  if (pointer === undefined) throw new Error(`${venue} has no ccxt.ts`)
  const exchange = ccxtExchange(pointer, Number(new URL(url).port))
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
