import { existsSync } from 'node:fs'
import ccxt, { type Exchange } from 'ccxt'
import type { CcxtClient, CcxtPointer } from '../../services/exchange-simulator/src/ccxt-pointer.ts'
import { root } from './root.ts'

/**
 * How ccxt is pointed at a venue's twin: `services/exchange-simulator/src/<venue>/ccxt.ts` exports it as `ccxt`. What it
 * must hold is told in `ccxt-pointer.ts` beside those folders. Undefined where a twin has none.
 */
export const ccxtPointer = async (venue: string): Promise<CcxtPointer | undefined> => {
  const file = `${root}services/exchange-simulator/src/${venue}/ccxt.ts`
  return existsSync(file) ? ((await import(file)) as { ccxt: CcxtPointer }).ccxt : undefined
}

/** ccxt's own client with nothing changed but the addresses; plain ws:// needs its proxy agent switched off. */
export const ccxtExchange = ({ ccxtId, point }: CcxtPointer, port: number): Exchange => {
  const classes = ccxt.pro as unknown as Readonly<Record<string, new (options: object) => Exchange>>
  const Client = classes[ccxtId]
  if (Client === undefined) throw new Error(`ccxt.pro has no "${ccxtId}"`)
  const exchange = new Client({
    options: { fetchMarkets: { types: ['spot'] }, defaultType: 'spot', fetchCurrencies: false },
  })
  point(exchange as unknown as CcxtClient, port)
  exchange.getHttpAgentIfNeeded = () => undefined
  return exchange
}
