import type { Checksum, ExecutionCost, Instrument, Snapshot } from '@screener/contracts'
import { mostSavedLevels } from './saved-levels.ts'
import type { SyncedBook } from './synced-book.ts'

/** A book as Redis held it, from which it goes on where its md stream still holds what came after `mdId`. */
export interface KeptBook {
  readonly symbol: string
  readonly mdId: string
  readonly snapshot: Snapshot
  readonly instrument: Instrument | undefined
  readonly cost: ExecutionCost | undefined
}

/** Texts of a HASH by field. */
export type Fields = Readonly<Record<string, string>>

const flag = (value: boolean): string => (value ? '1' : '')

/** Whether the levels that are kept are enough to go on from. */
const isRestorable = ({ book }: SyncedBook): boolean =>
  !book.needsSnapshot &&
  (book.checksum === undefined || Math.max(book.bids.length, book.asks.length) <= mostSavedLevels)

/** Of a side: what is not kept is unknown, not absent. */
const isCut = (side: SyncedBook['book']['bids']): boolean => side.bounded || side.length > mostSavedLevels

/** What changes with the book itself, beside its levels and its position. */
export const continuityFields = (synced: SyncedBook): string[] => {
  const { book } = synced
  if (!isRestorable(synced)) return ['restorable', '']
  return [
    ...['restorable', '1', 'straddled', flag(book.straddled), 'depth', String(book.channelDepth)],
    ...['bidsCut', flag(isCut(book.bids)), 'asksCut', flag(isCut(book.asks)), 'origin', synced.origin],
    ...['checksum', book.checksum === undefined ? '' : JSON.stringify(book.checksum)],
  ]
}

/** What seldom changes. */
export const steadyFields = ({ instrument, cost }: SyncedBook): string[] => [
  'instrument',
  instrument === undefined ? '' : JSON.stringify(instrument),
  'cost',
  cost === undefined ? '' : JSON.stringify(cost),
]

const parsed = (text: string | undefined): unknown => (text === undefined || text === '' ? undefined : JSON.parse(text))

const sorted = (quantities: Fields, sign: 1 | -1): { readonly prices: number[]; readonly quantities: number[] } => {
  const levels = Object.entries(quantities).map(([price, quantity]) => [Number(price), Number(quantity)] as const)
  levels.sort(([a], [b]) => (a - b) * sign)
  return { prices: levels.map(([price]) => price), quantities: levels.map(([, quantity]) => quantity) }
}

/** The book of a checkpoint; undefined when it holds none to go on from. Throws SyntaxError on a field that is no JSON. */
export const keptBookOf = (symbol: string, meta: Fields, bids: Fields, asks: Fields): KeptBook | undefined => {
  const { mdId = '' } = meta
  if (meta['restorable'] !== '1' || mdId === '') return undefined
  const [best, worst] = [sorted(bids, -1), sorted(asks, 1)]
  const number = (field: string): number => Number(meta[field] ?? 0)
  const snapshot: Snapshot = {
    symbol,
    session: number('session'),
    sequence: number('sequence'),
    bidPrices: best.prices,
    bidQuantities: best.quantities,
    askPrices: worst.prices,
    askQuantities: worst.quantities,
    exchangeTimeMs: number('exchangeTimeMs'),
    receivedTimeUs: number('receivedTimeUs'),
    straddled: meta['straddled'] === '1',
    bidsTruncated: meta['bidsCut'] === '1',
    asksTruncated: meta['asksCut'] === '1',
    depth: number('depth'),
    checksum: (parsed(meta['checksum']) as Checksum | undefined) ?? null,
    origin: meta['origin'] ?? '',
  }
  return {
    symbol,
    mdId,
    snapshot,
    instrument: parsed(meta['instrument']) as Instrument | undefined,
    cost: parsed(meta['cost']) as ExecutionCost | undefined,
  }
}
