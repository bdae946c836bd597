import { at, createFieldReader, type FieldProblem, type FieldReader, type Fields } from './field-reader.ts'
import type { FeeDiscount, FeeSchedule, FeeTier, SymbolFee, VenueFees } from './fee-schedule.ts'

const something = /\S/
const nameShape = 'a name of lower-case letters, digits, dots and dashes'
const namePattern = /^[a-z0-9][a-z0-9.-]{0,31}$/
const symbolPattern = /^[^\s,=:{}/~-]{1,32}-[^\s,=:{}/~-]{1,32}$/u
const assetPattern = /^[^\s,=:{}/~-]{1,32}$/u

/** A rebate is a fee below 0; takers are never paid. */
const readRates = (reading: FieldReader, fields: Fields, field: string): { makerBps: number; takerBps: number } => ({
  makerBps: reading.number(fields['makerBps'], at(field, 'makerBps'), -100, 1_000),
  takerBps: reading.number(fields['takerBps'], at(field, 'takerBps'), 0, 1_000),
})

const readTier = (reading: FieldReader, raw: unknown, field: string): FeeTier => {
  const fields = reading.object(raw, field, ['name', 'makerBps', 'takerBps'])
  const name = reading.text(fields['name'], at(field, 'name'), namePattern, nameShape)
  return { name, ...readRates(reading, fields, field) }
}

const readSymbolFee = (reading: FieldReader, raw: unknown, field: string, tiers: readonly FeeTier[]): SymbolFee => {
  const fields = reading.object(raw, field, ['symbols', 'tier', 'makerBps', 'takerBps', 'source'])
  const { tier } = fields
  if (tier !== undefined && !tiers.some(({ name }) => name === tier)) {
    reading.refuse(at(field, 'tier'), 'is no tier of this schedule', 'name one of `tiers`, or leave it out for all')
  }
  return {
    symbols: reading
      .list(fields['symbols'], at(field, 'symbols'), 1)
      .map((symbol, index) =>
        reading.text(symbol, `${at(field, 'symbols')}[${index}]`, symbolPattern, 'a symbol like BTC-USDT'),
      ),
    tier: typeof tier === 'string' ? tier : undefined,
    ...readRates(reading, fields, field),
    source: reading.text(fields['source'], at(field, 'source'), something, 'who says so, and when'),
  }
}

const readDiscount = (reading: FieldReader, raw: unknown, field: string): FeeDiscount => {
  const fields = reading.object(raw, field, ['name', 'percent', 'paidIn', 'source'])
  return {
    name: reading.text(fields['name'], at(field, 'name'), namePattern, nameShape),
    percent: reading.number(fields['percent'], at(field, 'percent'), 0, 100),
    paidIn: reading.text(fields['paidIn'], at(field, 'paidIn'), assetPattern, 'an asset'),
    source: reading.text(fields['source'], at(field, 'source'), something, 'who says so, and when'),
  }
}

const isDay = (text: string): boolean => {
  const [, year = '', month = '', day = ''] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? []
  const days = [31, Number(year) % 4 === 0 ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][Number(month) - 1] ?? 0
  return Number(day) >= 1 && Number(day) <= days
}

const poolId = 'pool'

const checkId = (reading: FieldReader, schedule: FeeSchedule, venue: string, field: string): void => {
  const { id, validFrom, tiers, symbols } = schedule
  if (id === poolId) {
    const rates = [...tiers, ...symbols].flatMap(({ makerBps, takerBps }) => [makerBps, takerBps])
    if (rates.some(rate => rate !== 0)) {
      reading.refuse(at(field, 'id'), 'is pool, whose fee is inside the prices', 'set every rate to 0, or another id')
    }
  } else if (id !== `${venue}-${validFrom}`) {
    reading.refuse(at(field, 'id'), 'is not the venue and the first day', `write ${venue}-${validFrom}, or pool`)
  }
}

const readSchedule = (reading: FieldReader, raw: unknown, venue: string, field: string): FeeSchedule => {
  const keys = ['id', 'validFrom', 'source', 'unverified', 'feeAsset', 'tiers', 'symbols', 'discounts']
  const fields = reading.object(raw, field, keys)
  const items = (key: string, least: number): readonly (readonly [unknown, string])[] =>
    reading.list(fields[key], at(field, key), least).map((item, index) => [item, `${at(field, key)}[${index}]`])
  const { feeAsset, validFrom } = fields
  if (feeAsset !== 'quote' && feeAsset !== 'received') {
    reading.refuse(at(field, 'feeAsset'), 'is not quote or received', 'write what a taker pays the fee in by default')
  }
  if (typeof validFrom !== 'string' || !isDay(validFrom)) {
    reading.refuse(at(field, 'validFrom'), 'is no day', 'write the first day as YYYY-MM-DD')
  }
  const tiers = items('tiers', 1).map(([item, where]) => readTier(reading, item, where))
  const symbols = items('symbols', 0).map(([item, where]) => readSymbolFee(reading, item, where, tiers))
  const discounts = items('discounts', 0).map(([item, where]) => readDiscount(reading, item, where))
  reading.distinct(
    tiers.map(({ name }) => name),
    at(field, 'tiers'),
  )
  reading.distinct(
    discounts.map(({ name }) => name),
    at(field, 'discounts'),
  )
  reading.distinct(
    symbols.flatMap(({ symbols: pairs, tier }) => pairs.map(pair => (tier === undefined ? pair : `${pair} (${tier})`))),
    at(field, 'symbols'),
  )
  const schedule: FeeSchedule = {
    id: reading.text(fields['id'], at(field, 'id'), something, 'the venue and the first day'),
    validFrom: typeof validFrom === 'string' ? validFrom : '',
    source: reading.text(fields['source'], at(field, 'source'), something, 'who says so, and when'),
    unverified: items('unverified', 0).map(([item, where]) => reading.text(item, where, something, 'a sentence')),
    feeAsset: feeAsset === 'received' ? 'received' : 'quote',
    tiers,
    symbols,
    discounts,
  }
  checkId(reading, schedule, venue, field)
  return schedule
}

/** The schedules of a venue as its file has them, parsed from JSON; `problems` tells all that is wrong, and is empty when nothing is. */
export const readVenueFees = (
  raw: unknown,
  venue: string,
): { readonly fees: VenueFees; readonly problems: readonly FieldProblem[] } => {
  const reading = createFieldReader()
  const fields = reading.object(raw, '', ['venue', 'schedules'])
  if (fields['venue'] !== venue) reading.refuse('venue', 'is not the name of the file', `write ${venue}`)
  const schedules = reading
    .list(fields['schedules'], 'schedules', 1)
    .map((schedule, index) => readSchedule(reading, schedule, venue, `schedules[${index}]`))
  reading.distinct(
    schedules.map(({ validFrom }) => validFrom),
    'schedules',
  )
  return { fees: { venue, schedules }, problems: reading.problems }
}
