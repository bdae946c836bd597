/** What the demo and `--live` follow unless told otherwise: liquid on most venues. */
export const demoSymbols: readonly string[] = [
  'BTC-USDT',
  'ETH-USDT',
  'SOL-USDT',
  'XRP-USDT',
  'BNB-USDT',
  'DOGE-USDT',
  'ADA-USDT',
  'TRX-USDT',
  'AVAX-USDT',
  'LINK-USDT',
  'TON-USDT',
  'DOT-USDT',
  'LTC-USDT',
  'BCH-USDT',
  'UNI-USDT',
  'ATOM-USDT',
  'NEAR-USDT',
  'APT-USDT',
  'ARB-USDT',
  'OP-USDT',
]

/** So many symbols: the demo's, then invented ones, which only simulated venues list. */
export const symbolsOf = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => demoSymbols[index] ?? `SIM${index}-USDT`)
