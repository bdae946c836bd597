import { ageOf, assetName, spentOf, type ProofOfVenue, type Row } from './row.ts'

export const COLUMN_KEYS = [
  'asset',
  'route',
  'buy',
  'sell',
  'net',
  'gross',
  'profit',
  'size',
  'age',
  'skew',
  'open',
  'updated',
] as const
export type ColumnKey = (typeof COLUMN_KEYS)[number]

/** What a value may depend on besides the row. */
export interface Moment {
  readonly serverNowMs: number
  readonly venueProof: ProofOfVenue
}

interface ColumnRule {
  readonly numeric: boolean
  readonly value: (row: Row, moment: Moment) => number | string
  /** A row must move by this much to swap at once; less has to last 500 ms. */
  readonly margin: number
  /** The direction of the first click. */
  readonly first: 'ascending' | 'descending'
}

const text = (value: (row: Row) => string): ColumnRule => ({ numeric: false, value, margin: 0, first: 'ascending' })
const number = (value: ColumnRule['value'], margin: number, first: ColumnRule['first'] = 'descending'): ColumnRule => ({
  numeric: true,
  value,
  margin,
  first,
})

export const COLUMNS: Readonly<Record<ColumnKey, ColumnRule>> = {
  asset: text(row => assetName(row.opportunity)),
  route: text(row => row.opportunity.kind),
  buy: text(row => (row.buy ?? row.opportunity.legs[0])?.venue ?? ''),
  sell: text(row => (row.sell ?? row.opportunity.legs.at(-1))?.venue ?? ''),
  net: number(row => row.opportunity.netBps, 0.2),
  gross: number(row => row.opportunity.grossBps, 0.2),
  profit: number(row => row.opportunity.profitQuote, 0.05),
  size: number(spentOf, 1),
  age: number((row, moment) => ageOf(row, moment.serverNowMs, moment.venueProof), 50, 'ascending'),
  skew: number(row => row.opportunity.skewMs, 10, 'ascending'),
  open: number((row, moment) => moment.serverNowMs - row.opportunity.openedAtMs, 500),
  updated: number(row => row.opportunity.updatedAtUs / 1000, 250),
}

export interface Sort {
  readonly key: ColumnKey
  readonly descending: boolean
}

export const DEFAULT_SORT: Sort = { key: 'net', descending: true }

/** `-net`, `asset`; undefined for what names no column. */
export const parseSort = (text: string): Sort | undefined => {
  const descending = text.startsWith('-')
  const name = descending ? text.slice(1) : text
  const key = COLUMN_KEYS.find(candidate => candidate === name)
  return key === undefined ? undefined : { key, descending }
}

export const sortText = (sort: Sort): string => (sort.descending ? '-' : '') + sort.key

/** A click on a header: the other direction, or another column in its natural direction. */
export const clicked = (sort: Sort, key: ColumnKey): Sort =>
  sort.key === key ? { key, descending: !sort.descending } : { key, descending: COLUMNS[key].first === 'descending' }
