import ccxt, { type Exchange } from 'ccxt'

export type CcxtVenue = 'binance' | 'bybit'

/** ccxt's own client with nothing changed but the addresses; plain ws:// needs its proxy agent switched off. */
export const ccxtExchange = (venue: CcxtVenue, port: number): Exchange => {
  const options = { options: { fetchMarkets: { types: ['spot'] }, defaultType: 'spot', fetchCurrencies: false } }
  const exchange: Exchange = venue === 'binance' ? new ccxt.pro.binance(options) : new ccxt.pro.bybit(options)
  const urls = exchange.urls as unknown as { api: Record<string, unknown> & { ws: Record<string, unknown> } }
  if (venue === 'binance') {
    urls.api['public'] = `http://127.0.0.1:${port}/api/v3`
    urls.api.ws['spot'] = `ws://127.0.0.1:${port}/ws`
  } else {
    urls.api['public'] = `http://127.0.0.1:${port}`
    urls.api.ws['public'] = { spot: `ws://127.0.0.1:${port}/v5/public/spot` }
  }
  exchange.getHttpAgentIfNeeded = () => undefined
  return exchange
}
