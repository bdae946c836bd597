import type { TransferCosts } from '@screener/arbitrage'
import { Refusal, type Setting } from '@screener/service-kit'

const fix = 'write costs like alpha:BTC=0.0002,beta:USDT=1, in the asset itself'
const namePattern = /^([a-z][a-z0-9-]{0,31}):([^\s,=:{}/-]{1,32})$/u

/** `venue:ASSET` and its cost, from a list of `venue:ASSET=cost` or from an object of them. */
const pairsOf = (raw: unknown): readonly (readonly [name: string, cost: unknown])[] => {
  if (typeof raw === 'object' && raw !== null && !Array.isArray(raw)) return Object.entries(raw)
  if (typeof raw !== 'string') throw new Refusal('must be a list', fix)
  if (raw.trim() === '') return []
  return raw.split(',').map(item => {
    const at = item.lastIndexOf('=')
    return at < 0 ? [item.trim(), ''] : [item.slice(0, at).trim(), item.slice(at + 1).trim()]
  })
}

const costOf = (raw: unknown): number =>
  typeof raw === 'string' && /^(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(raw)
    ? Number(raw)
    : typeof raw === 'number'
      ? raw
      : NaN

const read = (raw: unknown): TransferCosts => {
  const costs = new Map<string, Map<string, number>>()
  for (const [index, [name, told]] of pairsOf(raw).entries()) {
    const [, venue = '', asset = ''] = namePattern.exec(name) ?? []
    if (venue === '') throw new Refusal(`pair ${index + 1} is not venue:ASSET=cost`, fix)
    if (asset !== asset.toUpperCase()) throw new Refusal(`the asset of pair ${index + 1} is not in upper case`, fix)
    const cost = costOf(told)
    if (!(cost >= 0 && cost < Infinity))
      throw new Refusal(`the cost of ${asset} at ${venue} must be a number of 0 or more`, fix)
    let ofVenue = costs.get(venue)
    if (ofVenue === undefined) costs.set(venue, (ofVenue = new Map<string, number>()))
    if (ofVenue.has(asset)) throw new Refusal(`pair ${index + 1} names ${asset} at ${venue} twice`, 'name each once')
    ofVenue.set(asset, cost)
  }
  return Object.fromEntries([...costs].map(([venue, ofVenue]) => [venue, Object.fromEntries(ofVenue)]))
}

/**
 * What leaving a venue with an asset costs, in that asset. No schedule has it: no venue's is public without an account, and it depends
 * on the network that is chosen. What is said of venues that are not followed does not count.
 */
export const transferSettings: { readonly transferCosts: Setting<TransferCosts> } = {
  transferCosts: {
    env: 'TRANSFER_COSTS',
    default: {},
    sensitive: false,
    doc: 'What a withdrawal of an asset from a venue costs you, in that asset, such as alpha:BTC=0.0002; nothing where none is given',
    parse: read,
  },
}
