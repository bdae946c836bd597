import { opportunityPhase, type BookView, type Opportunity, type OpportunityBatch } from '@screener/contracts'
import { bestExact, type ExactBest, type LegRules } from './exact-route.ts'
import { bookName } from './published-record.ts'
import { listRoutes, type OracleRoute } from './route-list.ts'
import type { TrueBook, TruthLog } from './truth-log.ts'

/** One stretch in which a route paid without a break, by what its venues had published. */
export interface TrueOpportunity {
  readonly routeId: string
  readonly route: OracleRoute
  readonly fromMs: number
  readonly toMs: number
  readonly found: boolean
}

/** A published row whose figures are not the oracle's. */
export interface FalseRow {
  readonly atMs: number
  readonly opportunity: Opportunity
  readonly why: string
}

export interface OracleOptions {
  readonly truth: TruthLog
  readonly nowMs: () => number
  readonly takerBps: Readonly<Record<string, number>>
  readonly maxLegs: number
  readonly receivedFees?: readonly string[] | undefined
  readonly unitOf?: (venue: string, symbol: string) => number
  /** Routes through other books are not asked for. */
  readonly concerns?: (route: OracleRoute) => boolean
}

/** Tries every route on what the venues had published, at every change of it, and compares with what is published here. */
export interface OpportunityOracle {
  readonly onView: (view: BookView) => void
  readonly onBatch: (batch: OpportunityBatch) => void
  /** The books that changed at their venues. */
  readonly onTruth: (changed: readonly string[]) => void
  readonly finish: () => void
  readonly routes: number
  readonly trueOnes: readonly TrueOpportunity[]
  readonly falseRows: readonly FalseRow[]
  readonly rowsCompared: number
  /** Rows whose engine did not prove that no better size exists. */
  readonly rowsUnproven: number
  /** Largest difference of profit, as a part of it. */
  readonly worstError: number
  /** The same of rows that net a hundredth of a basis point or more. */
  readonly worstErrorOfPaying: number
  readonly evaluations: number
}

interface RouteState {
  readonly route: OracleRoute
  paysSinceMs: number | undefined
  /** Shown at some moment since it pays. */
  found: boolean
}

/** Venue to reader: a row may stand so long after the truth ended, and begin so much later. */
const wayMs = 60
const tolerance = 1e-9
/** Of what is spent: what doubles cannot hold of a difference of two sums. */
const crumb = 1e-13
/** Of what is spent: a hundredth of a basis point. Below it the last digit of a price is a part of the profit that can be seen. */
const payingPart = 1e-6

export const createOpportunityOracle = (options: OracleOptions): OpportunityOracle => {
  const { truth, nowMs, takerBps } = options
  const states = new Map<string, RouteState>()
  const byBook = new Map<string, RouteState[]>()
  for (const route of listRoutes(truth.books, options.maxLegs)) {
    const state: RouteState = { route, paysSinceMs: undefined, found: false }
    states.set(route.id, state)
    if (options.concerns?.(route) === false) continue
    for (const { book } of route.legs) {
      const list = byBook.get(book)
      if (list === undefined) byBook.set(book, [state])
      else list.push(state)
    }
  }
  const rules = new Map<string, LegRules>()
  const open = new Map<string, Opportunity>()
  /** What the oracle last said of a route, and of which states of its books. */
  const judged = new Map<string, { readonly point: string; readonly exact: ExactBest | undefined }>()
  const trueOnes: TrueOpportunity[] = []
  /** Of `trueOnes`, those that ended so lately that a row of them may be on its way: their places. */
  let recent: number[] = []
  const falseRows: FalseRow[] = []
  const counts = { rows: 0, unproven: 0, error: 0, errorOfPaying: 0, evaluations: 0 }

  const best = (
    route: OracleRoute,
    bookOf: (index: number) => TrueBook | undefined,
    any = false,
  ): ExactBest | undefined => {
    const legs = route.legs.map(({ book, side }, index) => ({ side, book: bookOf(index), rules: rules.get(book) }))
    if (legs.some(leg => leg.book === undefined || leg.rules === undefined)) return undefined
    return bestExact(legs as Parameters<typeof bestExact>[0], route.sameSymbol, any)
  }
  const maySeem = (route: OracleRoute): boolean => {
    let product = 1
    for (const { book, venue, side } of route.legs) {
      const state = truth.now(book)
      const price = (side === 'buy' ? state?.asks : state?.bids)?.[0]?.[0]
      if (price === undefined) return false
      const fee = (takerBps[venue] ?? 0) / 10_000
      const inUnits = price / (rules.get(book)?.unitFactor ?? 1)
      product *= side === 'buy' ? 1 / (inUnits * (1 + fee)) : inUnits * (1 - fee)
    }
    return product > 1 - 1e-9
  }
  const pays = (route: OracleRoute): boolean =>
    best(route, index => truth.now(route.legs[index]?.book ?? ''), true) !== undefined
  const isOpen = (routeId: string): boolean => open.has(routeId)

  const settle = (state: RouteState, pays: boolean): void => {
    const now = nowMs()
    const { id } = state.route
    if (pays && state.paysSinceMs === undefined) {
      state.paysSinceMs = now
      state.found = isOpen(id)
    } else if (!pays && state.paysSinceMs !== undefined) {
      if (!state.found) recent.push(trueOnes.length)
      trueOnes.push({ routeId: id, route: state.route, fromMs: state.paysSinceMs, toMs: now, found: state.found })
      state.paysSinceMs = undefined
    }
  }

  const compare = (opportunity: Opportunity): void => {
    const state = states.get(opportunity.routeId)
    const accuse = (why: string): void => void falseRows.push({ atMs: nowMs(), opportunity, why })
    if (state === undefined) {
      accuse('there is no such route')
      return
    }
    counts.rows++
    const { legs } = opportunity
    const point = legs.map(({ sequence, exchangeTimeMs }) => `${sequence}/${exchangeTimeMs}`).join()
    const known = judged.get(opportunity.routeId)
    const exact =
      known?.point === point
        ? known.exact
        : best(state.route, index => {
            const leg = legs[index]
            return leg && truth.at(bookName(leg), { sequence: leg.sequence, exchangeTimeMs: leg.exchangeTimeMs })
          })
    judged.set(opportunity.routeId, { point, exact })
    if (exact === undefined) {
      accuse('no size of it gains')
      return
    }
    const allowed = tolerance * exact.profit + crumb * exact.spent
    const short = exact.profit - opportunity.profitQuote
    if (opportunity.missedProfitQuote > 0) counts.unproven++
    // Where the search ended at its limit it says how much it may have missed; that is no more than what there is.
    if (short < -allowed || short > allowed + opportunity.missedProfitQuote)
      accuse(`profit ${opportunity.profitQuote} where the truth has ${exact.profit}`)
    else if (opportunity.missedProfitQuote === 0) {
      const error = Math.abs(short) / exact.profit
      counts.error = Math.max(counts.error, error)
      if (exact.profit >= payingPart * exact.spent) counts.errorOfPaying = Math.max(counts.errorOfPaying, error)
    }
  }

  return {
    routes: states.size,
    trueOnes,
    falseRows,
    get rowsCompared() {
      return counts.rows
    },
    get rowsUnproven() {
      return counts.unproven
    },
    get worstError() {
      return counts.error
    },
    get worstErrorOfPaying() {
      return counts.errorOfPaying
    },
    get evaluations() {
      return counts.evaluations
    },
    onView: ({ venue, symbol, quantityStep, minQuantity, minNotional }) => {
      const feeAsset = options.receivedFees?.includes(venue) === true ? 'received' : 'quote'
      rules.set(`${venue} ${symbol}`, {
        quantityStep,
        minQuantity,
        minNotional,
        takerBps: takerBps[venue] ?? 0,
        feeAsset,
        unitFactor: options.unitOf?.(venue, symbol) ?? 1,
      })
    },
    onBatch: ({ events, keyframe }) => {
      if (keyframe) open.clear()
      for (const { phase, opportunity } of events) {
        if (phase === opportunityPhase.closed) {
          open.delete(opportunity.routeId)
          continue
        }
        open.set(opportunity.routeId, opportunity)
        const state = states.get(opportunity.routeId)
        if (state !== undefined) state.found = true
        compare(opportunity)
      }
      // What ended at its venue a moment ago is found by a row that was on its way.
      recent = recent.filter(index => {
        const one = trueOnes[index]
        if (one === undefined || nowMs() - one.toMs > wayMs) return false
        if (isOpen(one.routeId)) trueOnes[index] = { ...one, found: true }
        return !isOpen(one.routeId)
      })
    },
    onTruth: changed => {
      const seen = new Set<RouteState>()
      for (const book of changed) for (const state of byBook.get(book) ?? []) seen.add(state)
      for (const state of seen) {
        counts.evaluations++
        settle(state, maySeem(state.route) && pays(state.route))
      }
    },
    finish: () => {
      for (const state of states.values()) settle(state, false)
    },
  }
}
