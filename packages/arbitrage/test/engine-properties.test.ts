import type { BookView, Opportunity, OpportunityEvent } from '@screener/contracts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createEngine, type ArbitrageEngine, type EngineOptions } from '../src/index.ts'
import { feesOf } from './fees.ts'
import { makeView, type Levels } from './make-view.ts'

const takerBps: Readonly<Record<string, number>> = { a: 0, b: 1, c: 5 }
const options: EngineOptions = {
  feeOf: feesOf(takerBps),
  minNetBps: 0,
  maxLegAgeMs: 1000,
  maxSkewMs: 250,
  minUpdateIntervalMs: 0,
}
const venues = ['a', 'b', 'c']
const symbols = ['BTC-USDT', 'ETH-USDT']
const startUs = 1_700_000_000_000_000

type Step =
  | {
      kind: 'book'
      venue: string
      symbol: string
      bids: Levels
      gap: number
      status: number
      lateMs: number
      proofLateMs: number
    }
  | { kind: 'prove'; venue: string; group: number; lateMs: number }
  | { kind: 'doubt' | 'trust' | 'drop'; group: number }
  | { kind: 'wait'; ms: number }
  | { kind: 'sweep' }

const levels: fc.Arbitrary<Levels> = fc
  .tuple(
    fc.integer({ min: 9_900, max: 10_100 }),
    fc.array(fc.tuple(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 50 })), {
      minLength: 1,
      maxLength: 4,
    }),
  )
  .map(([top, rest]) => {
    let price = top
    return rest.map(([gap, quantity], index) => [(price -= index > 0 ? gap : 0) / 100, quantity / 10] as const)
  })
const group = fc.constantFrom(0, 1)
const late = fc.constantFrom(0, 0, 5, 200, 400, 1_200)
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({
      kind: fc.constant('book' as const),
      venue: fc.constantFrom(...venues),
      symbol: fc.constantFrom(...symbols),
      bids: levels,
      gap: fc.integer({ min: 1, max: 40 }),
      status: fc.constantFrom(2, 2, 2, 2, 2, 2, 0, 1, 3),
      lateMs: late,
      proofLateMs: fc.constantFrom(0, 0, 5, 100),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('prove' as const),
      venue: fc.constantFrom(...venues),
      group,
      lateMs: late,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constantFrom('doubt' as const, 'trust' as const, 'trust' as const, 'drop' as const),
      group,
    }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('wait' as const), ms: fc.constantFrom(1, 50, 300, 1_100) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('sweep' as const) }) },
)

const groupOf = (symbol: string): number => symbols.indexOf(symbol)

const viewOf = (taken: Extract<Step, { kind: 'book' }>, nowUs: number, sequence: number): BookView => {
  const top = taken.bids[0]![0]
  const asks = taken.bids.map(
    ([price, quantity]) => [Math.round((2 * top - price) * 100 + taken.gap) / 100, quantity] as const,
  )
  const isLive = taken.status === 2
  return makeView(
    taken.venue,
    { bids: isLive ? taken.bids : [], asks: isLive ? asks : [], atUs: nowUs - taken.lateMs * 1000 },
    {
      symbol: taken.symbol,
      status: taken.status as BookView['status'],
      proofTimeUs: nowUs - Math.min(taken.lateMs, taken.proofLateMs) * 1000,
      quantityStep: 0.1,
      sequence,
    },
  )
}

/** What the world has said, kept the simplest way. */
interface World {
  nowUs: number
  views: Map<string, BookView>
  proofs: Map<string, number>
  distrusted: Set<number>
}

const applyStep = (
  engine: ArbitrageEngine,
  world: World,
  taken: Step,
  sequence: number,
): readonly OpportunityEvent[] => {
  switch (taken.kind) {
    case 'book': {
      const view = viewOf(taken, world.nowUs, sequence)
      world.views.set(`${view.symbol}/${view.venue}`, view)
      engine.setBook(groupOf(view.symbol), view)
      break
    }
    case 'prove': {
      const key = `${taken.group}/${taken.venue}`
      const proofUs = world.nowUs - taken.lateMs * 1000
      world.proofs.set(key, Math.max(world.proofs.get(key) ?? 0, proofUs))
      engine.prove(taken.group, taken.venue, proofUs)
      break
    }
    case 'doubt':
      world.distrusted.add(taken.group)
      engine.doubt(taken.group)
      break
    case 'trust':
      world.distrusted.delete(taken.group)
      engine.trust(taken.group)
      break
    case 'drop':
      for (const venue of venues) {
        world.views.delete(`${symbols[taken.group]}/${venue}`)
        world.proofs.delete(`${taken.group}/${venue}`)
      }
      engine.dropGroup(taken.group)
      break
    case 'wait':
      world.nowUs += taken.ms * 1000
      return []
    case 'sweep':
      return engine.sweep(world.nowUs)
  }
  return engine.evaluate(world.nowUs)
}

const spanOf = (world: World, view: BookView): [number, number] => {
  const feed = world.proofs.get(`${groupOf(view.symbol)}/${view.venue}`) ?? 0
  return [view.receivedTimeUs, Math.max(view.proofTimeUs, view.receivedTimeUs, feed)]
}

/** Greatest profit of one route by trying every tenth of a unit. Undefined when the books may not be priced together. */
const naiveProfit = (world: World, buy: BookView | undefined, sell: BookView | undefined): number | undefined => {
  if (buy?.status !== 2 || sell?.status !== 2 || world.distrusted.has(groupOf(buy.symbol))) return undefined
  const [beginA, endA] = spanOf(world, buy)
  const [beginB, endB] = spanOf(world, sell)
  if (world.nowUs - Math.min(endA, endB) > 1_000_000) return undefined
  if (Math.max(beginA, beginB) - Math.min(endA, endB) > 250_000) return undefined
  let best = 0
  for (let tenths = 1; ; tenths += 1) {
    const cost = naiveNotional(buy.askPrices, buy.askQuantities, tenths)
    const proceeds = naiveNotional(sell.bidPrices, sell.bidQuantities, tenths)
    if (cost === undefined || proceeds === undefined) return best
    best = Math.max(best, proceeds * (1 - takerBps[sell.venue]! / 1e4) - cost * (1 + takerBps[buy.venue]! / 1e4))
  }
}

const naiveNotional = (
  prices: readonly number[],
  quantities: readonly number[],
  tenths: number,
): number | undefined => {
  let remaining = tenths
  let sum = 0
  for (let index = 0; index < prices.length && remaining > 0; index += 1) {
    const taken = Math.min(remaining, Math.round(quantities[index]! * 10))
    sum += (prices[index]! * taken) / 10
    remaining -= taken
  }
  return remaining === 0 ? sum : undefined
}

const naiveRoutes = (world: World): Map<string, number> => {
  const found = new Map<string, number>()
  for (const symbol of symbols)
    for (const from of venues)
      for (const to of venues) {
        if (from === to) continue
        const profit = naiveProfit(world, world.views.get(`${symbol}/${from}`), world.views.get(`${symbol}/${to}`))
        if (profit !== undefined && profit > 1e-9)
          found.set(`two-leg:${from}.${symbol}.buy:${to}.${symbol}.sell`, profit)
      }
  return found
}

/** What a reader of the events believes to be open. */
const follow = (open: Map<string, Opportunity>, events: readonly OpportunityEvent[]): void => {
  for (const { phase, opportunity } of events) {
    expect(open.has(opportunity.id)).toBe(phase !== 0)
    if (phase === 2) open.delete(opportunity.id)
    else open.set(opportunity.id, opportunity)
  }
}

const checkReceipt = (world: World, opportunity: Opportunity): void => {
  expect(opportunity.netBps).toBeLessThanOrEqual(opportunity.grossBps)
  expect(opportunity.profitQuote).toBeCloseTo(opportunity.proceedsQuote - opportunity.costQuote, 9)
  for (const leg of opportunity.legs) {
    const view = world.views.get(`${leg.symbol}/${leg.venue}`)!
    const [prices, available] =
      leg.side === 'buy' ? [view.askPrices, view.askQuantities] : [view.bidPrices, view.bidQuantities]
    expect(leg.prices).toEqual(prices.slice(0, leg.prices.length))
    if (leg.sequence === view.sequence) expect(leg.available).toEqual(available.slice(0, leg.available.length))
    expect(leg.quantities.every((quantity, index) => quantity > 0 && quantity <= leg.available[index]!)).toBe(true)
    expect(leg.worstPrice).toBe(leg.prices.at(-1))
    expect(leg.vwap * leg.quantity).toBeCloseTo(leg.notional, 9)
  }
}

test('what is open is what a full scan of the same books finds, at every step', () => {
  let seen = 0
  fc.assert(
    fc.property(fc.array(step, { minLength: 5, maxLength: 60 }), steps => {
      const engine = createEngine(options)
      const world: World = { nowUs: startUs, views: new Map(), proofs: new Map(), distrusted: new Set() }
      const open = new Map<string, Opportunity>()
      for (const [index, taken] of steps.entries()) {
        follow(open, applyStep(engine, world, taken, index + 1))
        if (taken.kind === 'wait') continue
        follow(open, engine.sweep(world.nowUs))
        const expected = naiveRoutes(world)
        expect([...open.values()].map(opportunity => opportunity.routeId).sort()).toEqual([...expected.keys()].sort())
        for (const opportunity of open.values()) {
          seen += 1
          expect(Math.abs(opportunity.profitQuote - expected.get(opportunity.routeId)!)).toBeLessThan(
            1e-9 * opportunity.costQuote,
          )
          checkReceipt(world, opportunity)
        }
      }
      return true
    }),
    { numRuns: 600, seed: 11 },
  )
  expect(seen).toBeGreaterThan(2_000)
})

/** What an opportunity tells of its past; all else is of its books as they are. */
const nothingPast: Partial<Opportunity> = {
  id: '',
  openedAtMs: 0,
  peakNetBps: 0,
  peakProfitQuote: 0,
  lifetimeUs: 0,
  timeWeightedNetBps: 0,
  survival: [],
}

test('an engine that saw every update equals one that saw only the last books', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 5, maxLength: 60 }), steps => {
      const engine = createEngine({ ...options, minUpdateIntervalMs: 20 })
      const world: World = { nowUs: startUs, views: new Map(), proofs: new Map(), distrusted: new Set() }
      for (const [index, taken] of steps.entries()) applyStep(engine, world, taken, index + 1)
      const fresh = createEngine(options)
      for (const view of world.views.values()) fresh.setBook(groupOf(view.symbol), view)
      for (const [key, proofUs] of world.proofs) fresh.prove(Number(key.split('/')[0]), key.split('/')[1]!, proofUs)
      for (const distrusted of world.distrusted) fresh.doubt(distrusted)
      const stateOf = (one: ArbitrageEngine) =>
        one
          .keyframe(world.nowUs)
          .open.map(({ opportunity }) => ({ ...opportunity, ...nothingPast }))
          .sort((left, right) => (left.routeId < right.routeId ? -1 : 1))
      expect(stateOf(engine)).toEqual(stateOf(fresh))
    }),
    { numRuns: 300, seed: 13 },
  )
})
