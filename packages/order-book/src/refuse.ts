import type { Delta, Snapshot } from '@screener/contracts'
import { isChecksumRecipe } from './checksum.ts'

/**
 * Why a snapshot may not become a book, or undefined. The collector has validated it; this is the last line, because one
 * NaN in a sorted array breaks every later search.
 */
export const refuseSnapshot = (snapshot: Snapshot): string | undefined =>
  refuseSide(snapshot.bidPrices, snapshot.bidQuantities, 'bids') ??
  refuseSide(snapshot.askPrices, snapshot.askQuantities, 'asks')

/** Why a delta may not be applied, or undefined. */
export const refuseDelta = (delta: Delta): string | undefined => {
  if (!areLevels(delta.bidPrices, delta.bidQuantities)) return 'bad_bids'
  if (!areLevels(delta.askPrices, delta.askQuantities)) return 'bad_asks'
  return undefined
}

/**
 * Why the checksum of a message cannot be checked, or undefined. `kept`: the recipe by which the book it is meant for is
 * checked; undefined when it is not checked, 'any' when the message itself (a snapshot) decides.
 *
 * A book is checked after every message or after none. A delta without a checksum would leave levels whose digits nobody
 * knows, and one with a checksum cannot be checked where the digits of the older levels were never told: both are refused
 * at once, so that no book is believed to be checked that is not.
 */
export const refuseChecksum = (message: Snapshot | Delta, kept: string | undefined): string | undefined => {
  const { checksum } = message
  if (!checksum) return kept === undefined || kept === 'any' ? undefined : 'checksum_missing'
  if (!isChecksumRecipe(checksum.recipe)) return 'unknown_checksum_recipe'
  if (kept === undefined) return 'unexpected_checksum'
  if (kept !== 'any' && kept !== checksum.recipe) return 'checksum_recipe_changed'
  const { bidPrices, askPrices } = message
  if (checksum.bidDigits.length !== bidPrices.length || checksum.askDigits.length !== askPrices.length)
    return 'bad_checksum_digits'
  return undefined
}

const refuseSide = (
  prices: readonly number[],
  quantities: readonly number[],
  side: 'bids' | 'asks',
): string | undefined => {
  if (!areLevels(prices, quantities)) return `bad_${side}`
  for (let index = 0; index < prices.length; index++) {
    if (quantities[index] === 0) return `empty_level_in_${side}`
    if (index === 0) continue
    const better = prices[index - 1] ?? 0
    const worse = prices[index] ?? 0
    if (side === 'bids' ? better <= worse : better >= worse) return `unsorted_${side}`
  }
  return undefined
}

const areLevels = (prices: readonly number[], quantities: readonly number[]): boolean => {
  if (prices.length !== quantities.length) return false
  for (let index = 0; index < prices.length; index++) {
    const price = prices[index] ?? Number.NaN
    const quantity = quantities[index] ?? Number.NaN
    // Written so that NaN fails.
    if (!(price > 0 && price < Infinity && quantity >= 0 && quantity < Infinity)) return false
  }
  return true
}
