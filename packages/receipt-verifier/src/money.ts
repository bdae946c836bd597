const accountingOrder = ['USDT', 'USDC', 'USD', 'EUR', 'BTC', 'ETH']
const dollars: ReadonlySet<string> = new Set(['USDT', 'USDC', 'USD', 'DAI', 'FDUSD', 'TUSD', 'PYUSD', 'USDE'])
const otherMoney: ReadonlySet<string> = new Set(['EUR', 'GBP'])

export const isDollarPair = (a: string, b: string): boolean => dollars.has(a) && dollars.has(b)

export const isMoney = (asset: string): boolean => dollars.has(asset) || otherMoney.has(asset)

/** Whether `a` is counted in rather than `b`. */
export const comesFirst = (a: string, b: string): boolean => {
  const place = (asset: string): number => {
    const index = accountingOrder.indexOf(asset)
    return index < 0 ? accountingOrder.length : index
  }
  return place(a) === place(b) ? a < b : place(a) < place(b)
}
