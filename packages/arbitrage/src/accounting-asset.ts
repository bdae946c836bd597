// What a route is counted in, and which assets are money.

const preferred = ['USDT', 'USDC', 'USD', 'EUR', 'BTC', 'ETH']

/** Each is meant to be worth one dollar. */
const dollars: ReadonlySet<string> = new Set(['USDT', 'USDC', 'USD', 'DAI', 'FDUSD', 'TUSD', 'PYUSD', 'USDE'])
const otherMoney: ReadonlySet<string> = new Set(['EUR', 'GBP'])

const rank = (asset: string): number => {
  const index = preferred.indexOf(asset)
  return index < 0 ? preferred.length : index
}

/** Below 0 when `a` comes first in the order of accounting assets: USDT, USDC, USD, EUR, BTC, ETH, then by name. */
export const compareAccounting = (a: string, b: string): number => rank(a) - rank(b) || (a < b ? -1 : a > b ? 1 : 0)

export const isMoney = (asset: string): boolean => dollars.has(asset) || otherMoney.has(asset)

/** Both are meant to be worth one dollar: one of them should buy one of the other. */
export const isDollarPair = (base: string, quote: string): boolean => dollars.has(base) && dollars.has(quote)
