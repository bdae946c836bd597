import fc from 'fast-check'
import { expect, test } from 'vitest'
import { shapeProblems, verifyReceipt, type ServedReceipt } from '../src/index.ts'
import { eachMutation } from './mutations.ts'
import { history, receiptsOf, sealed } from './random-receipts.ts'

/** What must have been among the receipts for a test of all of them to say something. */
interface Seen {
  receipts: number
  twoLeg: number
  receivedPairs: number
  cycles: number
  fixedCosts: number
  rates: number
  scaled: number
  leftovers: number
}

const note = (seen: Seen, { opportunity, receipt }: ServedReceipt): void => {
  seen.receipts += 1
  if (opportunity.kind !== 'two-leg') seen.cycles += 1
  else if (receipt.legs[0]!.feeAsset === 'quote') seen.twoLeg += 1
  else seen.receivedPairs += 1
  if (opportunity.fixedCostQuote > 0) seen.fixedCosts += 1
  seen.rates += receipt.rates.length
  if (receipt.legs.some(({ unitFactor }) => unitFactor !== 1)) seen.scaled += 1
  if (opportunity.legs.some(({ leftover }) => leftover > 0)) seen.leftovers += 1
}

const all: ServedReceipt[] = []

test('every receipt of random markets verifies', () => {
  const seen: Seen = { receipts: 0, twoLeg: 0, receivedPairs: 0, cycles: 0, fixedCosts: 0, rates: 0, scaled: 0, leftovers: 0 } // prettier-ignore
  fc.assert(
    fc.property(history, steps => {
      for (const served of receiptsOf(steps)) {
        expect(shapeProblems(served)).toEqual([])
        expect(verifyReceipt(served)).toEqual([])
        note(seen, served)
        all.push(served)
      }
    }),
    { numRuns: Number(process.env['RECEIPT_RUNS'] ?? 300), seed: Number(process.env['RECEIPT_SEED'] ?? 5) },
  )
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(20)
})

const problemsOf = (served: ServedReceipt): readonly string[] => {
  const shape = shapeProblems(served)
  return shape.length > 0 ? shape : verifyReceipt(served)
}

/** One receipt of each sort, of those seen above. */
const samples = (): readonly ServedReceipt[] => {
  const wanted: readonly ((served: ServedReceipt) => boolean)[] = [
    ({ opportunity, receipt }) => opportunity.kind === 'two-leg' && receipt.legs[0]!.feeAsset === 'quote',
    ({ opportunity, receipt }) => opportunity.kind === 'two-leg' && receipt.legs[0]!.feeAsset === 'received',
    ({ opportunity }) => opportunity.legs.length > 2 && opportunity.legs.some(({ prices }) => prices.length > 1),
    ({ opportunity, receipt }) => opportunity.survival.length > 1 && receipt.rates.some(({ side }) => side === 'sell'),
    ({ opportunity, receipt }) => opportunity.lifetimeUs > 0 && receipt.rates.some(({ side }) => side === 'buy'),
    ({ receipt }) => receipt.legs.some(({ unitFactor }) => unitFactor !== 1),
  ]
  return wanted.map((isWanted, index) => {
    const found = all.find(isWanted)
    if (found === undefined) throw new Error(`no receipt is wanted[${index}]`)
    return structuredClone(found)
  })
}

test('whatever is changed in a receipt, it fails', () => {
  let mutations = 0
  for (const served of samples()) {
    eachMutation(served, ({ field, what, mutated }) => {
      mutations += 1
      if (problemsOf(mutated).length === 0) expect.fail(`${field} ${what} was not noticed`)
    })
    expect(problemsOf(served)).toEqual([])
  }
  expect(mutations).toBeGreaterThan(3_000)
})

// What only a witness could know: the venues' words, and the past of the episode. docs/receipts.md lists them.
const told: readonly string[] = [
  'opportunity.capacityProfitQuote',
  'opportunity.capacitySpentQuote',
  'opportunity.legs.available',
  'opportunity.legs.proofTimeUs',
  'opportunity.legs.receivedTimeUs',
  'opportunity.legs.sequence',
  'opportunity.legs.session',
  'opportunity.legs.syncedTimeUs',
  'opportunity.lifetimeUs',
  'opportunity.marks',
  'opportunity.missedProfitQuote',
  'opportunity.peakNetBps',
  'opportunity.peakProfitQuote',
  'opportunity.survival',
  'opportunity.survival.known',
  'opportunity.survival.netBps',
  'opportunity.survival.pricedAfterMs',
  'opportunity.survival.profitQuote',
  'opportunity.timeWeightedNetBps',
  'opportunity.updatedAtUs',
  'receipt.codeVersion',
  'receipt.legs.minNotional',
  'receipt.legs.minQuantity',
  'receipt.legs.nativeBase',
  'receipt.legs.nativeQuote',
  'receipt.legs.quantityStep',
  'receipt.rates.available',
  'receipt.rates.proofTimeUs',
  'receipt.rates.receivedTimeUs',
  'receipt.rates.sequence',
  'receipt.rates.session',
  'receipt.rates.symbol',
  'receipt.rates.venue',
]
// A change of the last digit may round to the same figures.
const rounded: readonly string[] = [
  'opportunity.legs.prices',
  'opportunity.legs.takerBps',
  'opportunity.rateBps',
  'receipt.rates.prices',
  'receipt.rates.takerBps',
]

test('also when it is sealed anew, but for what only a witness could know', () => {
  const passed = new Set<string>()
  for (const served of samples()) {
    eachMutation(served, ({ field, what, mutated }) => {
      const isNoReceipt = ['as text', 'null', 'missing', 'added'].includes(what)
      if (isNoReceipt || field === 'receipt.digest' || told.includes(field)) return
      if (what === 'next double' && rounded.includes(field)) return
      if (problemsOf(sealed(mutated)).length === 0) passed.add(`${field} ${what}`)
    })
  }
  expect([...passed]).toEqual([])
})

test('what is wrong is named with its field', () => {
  const [pair] = samples()
  const { opportunity, receipt } = pair!
  const [buy, sell] = opportunity.legs
  const dearer = { ...buy!, prices: buy!.prices.map(price => price * 2) }
  expect(problemsOf(sealed({ receipt, opportunity: { ...opportunity, legs: [dearer, sell!] } }))).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^opportunity\.legs\[0\]\.notional: says \S+, derived \S+$/),
      expect.stringMatching(/^opportunity\.netBps: says \S+, derived \S+$/),
    ]),
  )
  expect(problemsOf({ opportunity, receipt: { ...receipt, codeVersion: 'other' } })).toEqual([
    expect.stringMatching(/^receipt\.digest: says /),
  ])
})
