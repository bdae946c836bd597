import { crc32 } from 'node:zlib'
import { wireDigits, type VenueChecksum, type VenueEvent, type WireLevel } from '@screener/collector-runtime'

/** [price, volume, time, and "r" where republished]. */
type OldLevel = readonly [string, string, ...string[]]

interface OldBook {
  readonly as?: readonly OldLevel[]
  readonly bs?: readonly OldLevel[]
  readonly a?: readonly OldLevel[]
  readonly b?: readonly OldLevel[]
  readonly c?: string
}

const toLevels = (levels: readonly OldLevel[] = []): WireLevel[] => levels.map(([price, volume]) => [price, volume])
const digitsOf = (levels: readonly WireLevel[]): string[] =>
  levels.map(([price, volume]) => wireDigits(price) + wireDigits(volume))

/**
 * Frames of the retired WebSocket v1, whose checksum is that of today, as events. Its snapshots carried none: they are given
 * the sum of their own digits here, so that the book is checked from then on.
 */
export const translateV1 = (text: string): readonly VenueEvent[] => {
  const frame = JSON.parse(text) as readonly unknown[] | { readonly event: string }
  if (!Array.isArray(frame)) return []
  const channel = frame.at(-2) as string
  if (!channel.startsWith('book-')) return []
  // One message may hold two objects, asks and bids.
  const book = Object.assign({}, ...frame.slice(1, -2)) as OldBook
  const isSnapshot = book.as !== undefined
  const bids = toLevels(isSnapshot ? book.bs : book.b)
  const asks = toLevels(isSnapshot ? book.as : book.a)
  const digits = { bidDigits: digitsOf(bids), askDigits: digitsOf(asks) }
  const best = [...digits.askDigits.slice(0, 10), ...digits.bidDigits.slice(0, 10)].join('')
  const value = isSnapshot ? crc32(best) : Number(book.c)
  const checksum: VenueChecksum = { recipe: 'crc32-asks-bids-10', value, ...digits }
  const symbol = frame.at(-1) as string
  const event = { symbol, sequence: undefined, checksum, bids, asks, exchangeTimeMs: undefined, channel }
  return isSnapshot
    ? [{ kind: 'snapshot', ...event, depth: Number(channel.slice(5)) }]
    : [{ kind: 'delta', ...event, previous: undefined }]
}
