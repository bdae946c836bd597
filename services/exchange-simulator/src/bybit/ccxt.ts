import type { CcxtPointer } from '../ccxt-pointer.ts'

export const ccxt: CcxtPointer = {
  ccxtId: 'bybit',
  point: ({ urls: { api } }, port) => {
    api['public'] = `http://127.0.0.1:${String(port)}`
    api['ws'] = { ...(api['ws'] as object), public: { spot: `ws://127.0.0.1:${String(port)}/v5/public/spot` } }
  },
  /** ccxt leaves the nonce undefined, so the `u` of the last message of a symbol is noted; the message is passed on untouched. */
  naming: client => {
    const noted = new Map<string, number>()
    const handle = client.handleOrderBook.bind(client)
    client.handleOrderBook = (connection, message) => {
      const result = handle(connection, message)
      const { data } = message as { data?: { s?: string; u?: number } }
      if (data?.s !== undefined && data.u !== undefined) noted.set(data.s, data.u)
      return result
    }
    return ({ symbol }) => ({ sequence: noted.get(symbol.replace('/', '')) })
  },
}
