import { crc32 } from 'node:zlib'
import { toSide, type VenueEvent, type WireLevel } from '@screener/collector-runtime'
import { OrderBook } from '@screener/order-book'

interface Kept {
  readonly level: WireLevel
  readonly digits: string
}

/**
 * How many book messages have the checksum of the book after them, when books are kept as `depth` says and a miss stops
 * nothing: each state is shown to an OrderBook as if it were a snapshot. Tells what a client sees that keeps books wrongly.
 */
export const countChecksums = (events: Iterable<VenueEvent>, depth: number): { matches: number; of: number } => {
  const bids = new Map<number, Kept>()
  const asks = new Map<number, Kept>()
  const count = { matches: 0, of: 0 }
  for (const event of events) {
    if (event.kind !== 'snapshot' && event.kind !== 'delta') continue
    const { symbol, checksum } = event
    if (checksum === undefined) throw new Error('a message without a checksum')
    for (const side of event.kind === 'snapshot' ? [bids, asks] : []) side.clear()
    apply(bids, event.bids, checksum.bidDigits)
    apply(asks, event.asks, checksum.askDigits)
    const [keptBids, keptAsks] = [cut(bids, depth, -1), cut(asks, depth, 1)]
    const bidSide = toSide(keptBids.map(({ level }) => level), { symbol }) // prettier-ignore
    const askSide = toSide(keptAsks.map(({ level }) => level), { symbol }) // prettier-ignore
    const verdict = new OrderBook(crc32).applySnapshot({
      symbol,
      session: 1,
      sequence: 1,
      bidPrices: bidSide.prices,
      bidQuantities: bidSide.quantities,
      askPrices: askSide.prices,
      askQuantities: askSide.quantities,
      exchangeTimeMs: 0,
      receivedTimeUs: 0,
      straddled: false,
      bidsTruncated: false,
      asksTruncated: false,
      depth: 0,
      checksum: {
        recipe: checksum.recipe,
        value: checksum.value,
        bidDigits: keptBids.map(({ digits }) => digits),
        askDigits: keptAsks.map(({ digits }) => digits),
      },
    })
    count.of++
    if (verdict === 'applied') count.matches++
    else if (verdict !== 'checksum') throw new Error(`neither right nor wrong: ${verdict}`)
  }
  return count
}

const apply = (side: Map<number, Kept>, levels: readonly WireLevel[], digits: readonly string[]): void => {
  for (const [index, level] of levels.entries()) {
    if (Number(level[1]) === 0) side.delete(Number(level[0]))
    else side.set(Number(level[0]), { level, digits: digits[index] ?? '' })
  }
}

/** Best first; what is beyond the depth is forgotten. */
const cut = (side: Map<number, Kept>, depth: number, order: 1 | -1): readonly Kept[] => {
  const sorted = [...side].sort(([left], [right]) => (left - right) * order)
  for (const [price] of sorted.slice(depth)) side.delete(price)
  return sorted.slice(0, depth).map(([, kept]) => kept)
}
