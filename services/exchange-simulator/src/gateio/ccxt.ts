import type { CcxtPointer } from '../ccxt-pointer.ts'

/** Of its kinds of markets ccxt asks margin pairs together with spot pairs. */
export const ccxt: CcxtPointer = {
  ccxtId: 'gate',
  point: ({ urls: { api } }, port) => {
    const rest = `http://127.0.0.1:${String(port)}/api/v4`
    api['public'] = { ...(api['public'] as object), spot: rest, margin: rest, wallet: rest }
    api['spot'] = `ws://127.0.0.1:${String(port)}/ws/v4/`
  },
}
