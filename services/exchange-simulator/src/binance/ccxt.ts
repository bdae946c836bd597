import type { CcxtPointer } from '../ccxt-pointer.ts'

export const ccxt: CcxtPointer = {
  ccxtId: 'binance',
  point: ({ urls: { api } }, port) => {
    api['public'] = `http://127.0.0.1:${String(port)}/api/v3`
    api['ws'] = { ...(api['ws'] as object), spot: `ws://127.0.0.1:${String(port)}/ws` }
  },
}
