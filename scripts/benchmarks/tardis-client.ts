/** tardis-dev as its users run it: normalised book changes of both venues. Its hosts are pointed at the simulator. */
import { createRequire } from 'node:module'
import { clientSettings, nativeSymbol, reportCounts } from './client.ts'

const { symbols, venueUrls } = clientSettings()
const webSocketUrl = (venue: string): string => (venueUrls[venue] ?? '').replace('http', 'ws')
process.env['WSS_URL_BINANCE'] = `${webSocketUrl('binance')}/stream`
process.env['WSS_URL_BYBIT_SPOT'] = `${webSocketUrl('bybit')}/v5/public/spot`

interface TardisModule {
  readonly streamNormalized: (
    options: object,
    ...normalizers: readonly unknown[]
  ) => AsyncIterable<{ readonly type: string }>
  readonly normalizeBookChanges: unknown
}
const require = createRequire(import.meta.url)
// Its REST host is fixed in the code; the snapshots come from the simulator, from the path that replaced /api/v1.
const handy = require('tardis-dev/dist/handy.js') as { httpClient: { get: (url: string, options?: object) => unknown } }
const get = handy.httpClient.get
handy.httpClient.get = (url, options) =>
  get(url.replace('https://api.binance.com/api/v1', `${venueUrls['binance']}/api/v3`), options)
const { streamNormalized, normalizeBookChanges } = require('tardis-dev') as TardisModule

let changes = 0
const follow = async (exchange: string): Promise<void> => {
  const options = {
    exchange,
    symbols: symbols.map(nativeSymbol),
    withDisconnectMessages: true,
    onError: (error: Error) => console.error(error),
  }
  for await (const message of streamNormalized(options, normalizeBookChanges))
    if (message.type === 'book_change') changes += 1
}
for (const exchange of ['binance', 'bybit-spot']) {
  follow(exchange).catch((error: unknown) => {
    console.error(error)
    process.exit(1)
  })
}
reportCounts(() => changes)
