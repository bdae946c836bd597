import type { Checksum, Delta, Snapshot } from '@screener/contracts'
import type { BookSide } from './book-side.ts'
import { checksumText, type ChecksumRecipe, type Crc32 } from './checksum.ts'

/** Digits of levels that left the book may be kept so far before they are looked for. */
const slack = 64

/**
 * The digits of one book's levels as its venue wrote them, kept only where the venue sends checksums. Every level of the
 * book has some, because a message without them never reaches such a book (see `refuseChecksum`).
 */
export class BookDigits {
  readonly recipe: ChecksumRecipe
  private readonly bids = new Map<number, string>()
  private readonly asks = new Map<number, string>()
  private provenValue = 0

  constructor(recipe: ChecksumRecipe) {
    this.recipe = recipe
  }

  /** Takes in the digits of a message that `refuseChecksum` has let pass. */
  remember(message: Snapshot | Delta, { bidDigits, askDigits }: Checksum): void {
    keep(this.bids, message.bidPrices, message.bidQuantities, bidDigits)
    keep(this.asks, message.askPrices, message.askQuantities, askDigits)
  }

  /** Whether the sum of the book as it stands now is `value`. */
  prove(value: number, bids: BookSide, asks: BookSide, crc32: Crc32): boolean {
    forgetGone(this.bids, bids)
    forgetGone(this.asks, asks)
    const text = checksumText(this.recipe, { side: bids, digits: this.bids }, { side: asks, digits: this.asks })
    if (crc32(text) !== value) return false
    this.provenValue = value
    return true
  }

  /** What was proven last, with the digits of all levels of the book, best first. */
  proven(bids: BookSide, asks: BookSide): Checksum {
    return {
      recipe: this.recipe,
      value: this.provenValue,
      bidDigits: digitsOf(this.bids, bids),
      askDigits: digitsOf(this.asks, asks),
    }
  }
}

const keep = (
  digits: Map<number, string>,
  prices: readonly number[],
  quantities: readonly number[],
  texts: readonly string[],
): void => {
  for (let index = 0; index < prices.length; index++) {
    const price = prices[index] ?? 0
    if (quantities[index] === 0) digits.delete(price)
    else digits.set(price, texts[index] ?? '')
  }
}

/** Cutting a side tells nobody which levels went. What comes back into the book brings its digits along. */
const forgetGone = (digits: Map<number, string>, side: BookSide): void => {
  if (digits.size <= side.length + slack) return
  for (const price of digits.keys()) if (side.quantityOf(price) === 0) digits.delete(price)
}

const digitsOf = (digits: ReadonlyMap<number, string>, side: BookSide): string[] =>
  Array.from({ length: side.length }, (_, index) => digits.get(side.priceAt(index)) ?? '')
