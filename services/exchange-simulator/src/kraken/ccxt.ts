import type { CcxtPointer } from '../ccxt-pointer.ts'

/** What ccxt subscribes when no limit is given. */
const depth = 10

export const ccxt: CcxtPointer = {
  ccxtId: 'kraken',
  point: ({ urls: { api } }, port) => {
    api['public'] = `http://127.0.0.1:${String(port)}`
    api['ws'] = { ...(api['ws'] as object), publicV2: `ws://127.0.0.1:${String(port)}/v2` }
  },
  /** ccxt does not take over the time of a snapshot, so the time of the last message of a symbol is noted. */
  naming: client => {
    const noted = new Map<string, number>()
    const handle = client.handleOrderBook.bind(client)
    client.handleOrderBook = (connection, message) => {
      const result = handle(connection, message)
      const { data } = message as { data?: readonly { symbol?: string; timestamp?: string }[] }
      const { symbol, timestamp } = data?.[0] ?? {}
      if (symbol !== undefined && timestamp !== undefined) noted.set(symbol, Date.parse(timestamp))
      return result
    }
    return ({ symbol }) => ({ exchangeTimeMs: noted.get(symbol), depth })
  },
}
