import type { Instrument } from '../market/instruments.ts'

/** Assets of the first years have a prefix, X for coins and Z for money. Only these: never to be stripped blindly. */
const coins: ReadonlySet<string> = new Set([
  'XBT',
  'XDG',
  'ETH',
  'ETC',
  'LTC',
  'XRP',
  'XLM',
  'XMR',
  'ZEC',
  'REP',
  'MLN',
])
const money: ReadonlySet<string> = new Set(['USD', 'EUR', 'GBP', 'CAD', 'JPY', 'AUD'])

/** BTC → XBT, DOGE → XDG: how REST calls an asset. */
export const altName = (asset: string): string => (asset === 'BTC' ? 'XBT' : asset === 'DOGE' ? 'XDG' : asset)

/** XXBT, ZUSD, SOL. */
export const assetId = (asset: string): string => {
  const name = altName(asset)
  return coins.has(name) ? `X${name}` : money.has(name) ? `Z${name}` : name
}

export interface PairNames {
  /** The key of REST answers: XXBTZUSD, XBTUSDT, SOLUSD. */
  readonly id: string
  /** XBTUSD */
  readonly altname: string
  /** XBT/USD */
  readonly wsname: string
}

/** Both sides with a prefix: the ids joined; otherwise the short name. XDGUSD is the exception. */
export const pairNames = ({ base, quote }: Instrument): PairNames => {
  const altname = altName(base) + altName(quote)
  const ids = assetId(base) + assetId(quote)
  const bothOld = assetId(base) !== altName(base) && assetId(quote) !== altName(quote)
  return { id: bothOld && base !== 'DOGE' ? ids : altname, altname, wsname: `${altName(base)}/${altName(quote)}` }
}
