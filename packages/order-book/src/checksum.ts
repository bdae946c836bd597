/**
 * How a venue sums up a book, by name.
 *
 * - `crc32-asks-bids-10`: digits of the best ten asks, then of the best ten bids, joined by nothing.
 * - `crc32-alternating-25`: digits of best bid, best ask, second bid, second ask, … of the best 25, joined by `:`; the
 *   longer side goes on alone.
 */
export type ChecksumRecipe = 'crc32-asks-bids-10' | 'crc32-alternating-25'
