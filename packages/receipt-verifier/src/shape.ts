import type { CostRate, Leg, LegRules, Opportunity, Receipt } from '@screener/contracts'

/** What GET /api/v1/opportunities/<id> answers. */
export interface ServedReceipt {
  readonly opportunity: Opportunity
  readonly receipt: Receipt
}

/** What JSON a value has to be. A list is of one shape of items, an object has these fields and no other. */
type Shape = 'text' | 'number' | 'whole' | 'yes or no' | readonly [Shape] | { readonly [field: string]: Shape }

type ShapeOf<T> = Readonly<Record<keyof T, Shape>>

const mark: ShapeOf<Opportunity['survival'][number]> = {
  afterMs: 'whole',
  pricedAfterMs: 'number',
  known: 'yes or no',
  netBps: 'number',
  profitQuote: 'number',
}

const leg: ShapeOf<Leg> = {
  venue: 'text',
  symbol: 'text',
  side: 'text',
  vwap: 'number',
  worstPrice: 'number',
  quantity: 'number',
  notional: 'number',
  takerBps: 'number',
  feeQuote: 'number',
  session: 'whole',
  sequence: 'whole',
  prices: ['number'],
  quantities: ['number'],
  exchangeTimeMs: 'whole',
  receivedTimeUs: 'whole',
  proofTimeUs: 'whole',
  syncedTimeUs: 'whole',
  available: ['number'],
  base: 'text',
  quote: 'text',
  leftover: 'number',
  isRate: 'yes or no',
  fixedCost: 'number',
  fixedCostAsset: 'text',
  fixedCostQuote: 'number',
  origin: 'text',
}

const opportunity: ShapeOf<Opportunity> = {
  id: 'text',
  routeId: 'text',
  kind: 'text',
  symbol: 'text',
  base: 'text',
  quote: 'text',
  legs: [leg],
  quantity: 'number',
  costQuote: 'number',
  proceedsQuote: 'number',
  profitQuote: 'number',
  grossBps: 'number',
  netBps: 'number',
  openedAtMs: 'whole',
  updatedAtUs: 'whole',
  peakNetBps: 'number',
  peakProfitQuote: 'number',
  ageMs: 'whole',
  skewMs: 'whole',
  lifetimeUs: 'whole',
  timeWeightedNetBps: 'number',
  survival: [mark],
  assetBps: 'number',
  rateBps: 'number',
  exclusiveGroups: ['text'],
  capacitySpentQuote: ['number'],
  capacityProfitQuote: ['number'],
  missedProfitQuote: 'number',
  fixedCostQuote: 'number',
  marks: ['text'],
}

const legRules: ShapeOf<LegRules> = {
  quantityStep: 'number',
  minQuantity: 'number',
  minNotional: 'number',
  feeSchedule: 'text',
  feeAsset: 'text',
  unitFactor: 'number',
  nativeBase: 'text',
  nativeQuote: 'text',
}

const rate: ShapeOf<CostRate> = {
  asset: 'text',
  venue: 'text',
  symbol: 'text',
  side: 'text',
  amount: 'number',
  quote: 'number',
  takerBps: 'number',
  session: 'whole',
  sequence: 'whole',
  prices: ['number'],
  quantities: ['number'],
  available: ['number'],
  receivedTimeUs: 'whole',
  proofTimeUs: 'whole',
}

const receipt: ShapeOf<Receipt> = { codeVersion: 'text', legs: [legRules], rates: [rate], digest: 'text' }

const served: ShapeOf<ServedReceipt> = { opportunity, receipt }

const isList = (shape: Shape): shape is readonly [Shape] => Array.isArray(shape)

const isPlain = (value: unknown, shape: 'text' | 'number' | 'whole' | 'yes or no'): boolean => {
  if (shape === 'text') return typeof value === 'string'
  if (shape === 'yes or no') return typeof value === 'boolean'
  if (shape === 'whole') return Number.isSafeInteger(value) && Number(value) >= 0
  return Number.isFinite(value)
}

const fieldProblems = (value: unknown, shape: Shape, field: string): readonly string[] => {
  if (typeof shape === 'string') return isPlain(value, shape) ? [] : [`${field}: is not ${shape}`]
  if (isList(shape)) {
    if (!Array.isArray(value)) return [`${field}: is no list`]
    return value.flatMap((item, index) => fieldProblems(item, shape[0], `${field}[${index}]`))
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return [`${field || 'the file'}: is no object`]
  const fields = value as Readonly<Record<string, unknown>>
  const named = (key: string): string => (field === '' ? key : `${field}.${key}`)
  return [
    ...Object.keys(fields).flatMap(key => (Object.hasOwn(shape, key) ? [] : [`${named(key)}: is not known`])),
    ...Object.entries(shape).flatMap(([key, inner]) =>
      Object.hasOwn(fields, key) ? fieldProblems(fields[key], inner, named(key)) : [`${named(key)}: is missing`],
    ),
  ]
}

/** What keeps the value from being a receipt at all; empty: it is a `ServedReceipt`. */
export const shapeProblems = (value: unknown): readonly string[] => fieldProblems(value, served, '')
