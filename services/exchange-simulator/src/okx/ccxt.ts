import type { CcxtPointer } from '../ccxt-pointer.ts'

export const ccxt: CcxtPointer = {
  ccxtId: 'okx',
  point: ({ urls: { api } }, port) => {
    api['rest'] = `http://127.0.0.1:${String(port)}`
    api['ws'] = `ws://127.0.0.1:${String(port)}/ws/v5`
  },
}
