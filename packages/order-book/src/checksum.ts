import type { DepthSide } from './depth.ts'

/**
 * How a venue sums up a book, by name.
 *
 * - `crc32-asks-bids-10`: digits of the best ten asks, then of the best ten bids, joined by nothing.
 * - `crc32-alternating-25`: digits of best bid, best ask, second bid, second ask, … of the best 25, joined by `:`; the
 *   longer side goes on alone.
 *
 * A side with fewer levels gives what it has.
 */
export type ChecksumRecipe = 'crc32-asks-bids-10' | 'crc32-alternating-25'

/** CRC-32 as in zlib, of the text's bytes in UTF-8; unsigned. Handed in, because this package knows no node module. */
export type Crc32 = (text: string) => number

/** One side with the digits of its levels. */
export interface DigitSide {
  readonly side: DepthSide
  readonly digits: ReadonlyMap<number, string>
}

export const isChecksumRecipe = (name: string): name is ChecksumRecipe => Object.hasOwn(recipes, name)

/** The text whose CRC-32 the venue gives. */
export const checksumText = (recipe: ChecksumRecipe, bids: DigitSide, asks: DigitSide): string =>
  recipes[recipe](bids, asks)

const digitsAt = ({ side, digits }: DigitSide, index: number): string => digits.get(side.priceAt(index)) ?? ''

const joinBest = (from: DigitSide, levels: number): string => {
  const count = Math.min(levels, from.side.length)
  let text = ''
  for (let index = 0; index < count; index++) text += digitsAt(from, index)
  return text
}

const alternate = (bids: DigitSide, asks: DigitSide, levels: number): string => {
  const parts: string[] = []
  for (let index = 0; index < levels; index++) {
    if (index < bids.side.length) parts.push(digitsAt(bids, index))
    if (index < asks.side.length) parts.push(digitsAt(asks, index))
  }
  return parts.join(':')
}

const recipes: Readonly<Record<ChecksumRecipe, (bids: DigitSide, asks: DigitSide) => string>> = {
  'crc32-asks-bids-10': (bids, asks) => joinBest(asks, 10) + joinBest(bids, 10),
  'crc32-alternating-25': (bids, asks) => alternate(bids, asks, 25),
}
