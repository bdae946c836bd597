import { createHash } from 'node:crypto'
import { createEngine, type BookIdentity, type EngineOptions } from '@screener/arbitrage'
import type { BookView, OpportunityEvent } from '@screener/contracts'
import fc from 'fast-check'
import type { OracleBook } from '../../arbitrage/test/oracle/market.ts'
import { bookOf, marketOf, viewOf } from '../../arbitrage/test/random-market.ts'
import type { ServedReceipt } from '../src/index.ts'
import { feeOf } from './fees.ts'

const startUs = 1_763_000_000_000_000

const options: EngineOptions = {
  feeOf,
  minNetBps: 0,
  maxLegAgeMs: 60_000,
  maxSkewMs: 60_000,
  minUpdateIntervalMs: 0,
  maxLegs: 4,
  maxCredibleNetBps: 1_000_000,
  transferCosts: { a: { USD: 0.003 }, b: { ADA: 0.01, USD: 0.001 }, c: { USDT: 0.002, BTC: 0.00001 } },
}

/** Some books are of a chain: their trades cost gas, in ETH. One venue lists ADA by the thousand. */
const withCosts = (view: BookView): BookView =>
  view.venue === 'c' && view.base === 'ETH'
    ? { ...view, costAsset: 'ETH', buyCost: 0.0003, sellCost: 0.0002, origin: `21:0x${'ab'.repeat(32)}` }
    : view

const identityOf = ({ venue, base, quote }: BookView): BookIdentity | undefined =>
  venue === 'b' && base === 'ADA' ? { base: 'ADA', quote, unitFactor: 10 } : undefined

/** Canonical JSON, written another way than the verifier does: through JSON.stringify with an order of keys. */
const seal = (value: object): string => {
  const sorted = JSON.stringify(value, (_key, field: unknown) =>
    typeof field === 'object' && field !== null && !Array.isArray(field)
      ? Object.fromEntries(Object.entries(field).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : field,
  )
  return createHash('sha256').update(sorted).digest('hex')
}

/** The receipt as whoever publishes it seals it, through the JSON that is served. */
export const sealed = ({ opportunity, receipt }: ServedReceipt): ServedReceipt => {
  const codeVersion = receipt.codeVersion || '1.0.0+test'
  const { legs, rates } = receipt
  const digest = seal({ opportunity, receipt: { codeVersion, legs, rates } })
  return JSON.parse(JSON.stringify({ opportunity, receipt: { ...receipt, codeVersion, digest } })) as ServedReceipt
}

/** A market and how some of its books move, each a while after the one before. */
export const history: fc.Arbitrary<readonly (readonly [book: OracleBook, afterMs: number])[]> = marketOf(9, 400).chain(
  books =>
    fc
      .array(
        fc.nat(books.length - 1).chain(at => bookOf(books[at]!.venue, books[at]!.symbol, 400)),
        { maxLength: 6 },
      )
      .chain(moves => fc.tuple(...[...books, ...moves].map(book => fc.tuple(fc.constant(book), fc.nat(300))))),
)

/** Every receipt that the engine gives for the history, keyframes included. */
export const receiptsOf = (
  steps: readonly (readonly [book: OracleBook, afterMs: number])[],
): readonly ServedReceipt[] => {
  const engine = createEngine(options)
  let nowUs = startUs
  const events: OpportunityEvent[] = []
  for (const [index, [book, afterMs]] of steps.entries()) {
    nowUs += afterMs * 1_000 + index
    const view = withCosts(viewOf(book, nowUs - 700, index + 1))
    engine.setBook(0, view, identityOf(view))
    events.push(...engine.evaluate(nowUs))
  }
  events.push(...engine.keyframe(nowUs + 40_000).open)
  return events.flatMap(({ opportunity, receipt }) => (receipt ? [sealed({ opportunity, receipt })] : []))
}
