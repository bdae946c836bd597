import type { Leg, Opportunity, OpportunityEvent, opportunityPhase } from '@screener/contracts'
import type { CloseReason, Episode, Figures } from './episode-record.ts'
import { fill, notionalOf } from './fill.ts'
import { ageMsOf, proofUsOf, skewMsOf } from './gates.ts'
import type { Book, Route } from './route-table.ts'

const phases: typeof opportunityPhase = { opened: 0, updated: 1, closed: 2 }

/** The route's figures at a size. Fees come from the notional, so net is never above gross. */
export const figuresAt = (route: Route, quantity: number): Figures => {
  const buyNotional = notionalOf(route.buy.asks, quantity)
  const sellNotional = notionalOf(route.sell.bids, quantity)
  const profitQuote = sellNotional * route.rules.sellFactor - buyNotional * route.rules.buyFactor
  return { quantity, buyNotional, sellNotional, profitQuote, netBps: (profitQuote / buyNotional) * 10_000 }
}

const legOf = (book: Book, side: 'buy' | 'sell', quantity: number): Leg => {
  const taken = fill(side === 'buy' ? book.asks : book.bids, quantity)
  return {
    venue: book.venue,
    symbol: book.symbol,
    side,
    vwap: taken.notional / quantity,
    worstPrice: taken.worstPrice,
    quantity,
    notional: taken.notional,
    takerBps: book.takerBps,
    feeQuote: (taken.notional * book.takerBps) / 10_000,
    session: book.view.session,
    sequence: book.view.sequence,
    prices: taken.prices,
    quantities: taken.quantities,
    exchangeTimeMs: book.view.exchangeTimeMs,
    receivedTimeUs: book.view.receivedTimeUs,
    proofTimeUs: proofUsOf(book),
    syncedTimeUs: book.view.syncedTimeUs,
    available: taken.available,
  }
}

/** The opportunity as it travels, from the books as they are now. */
export const describe = (route: Route, episode: Omit<Episode, 'shown'>, nowUs: number): Opportunity => {
  const figures = episode.figures
  const { base, quote } = route.buy.view
  return {
    id: episode.id,
    routeId: route.id,
    kind: 'two-leg',
    symbol: route.buy.symbol,
    base,
    quote,
    legs: [legOf(route.buy, 'buy', figures.quantity), legOf(route.sell, 'sell', figures.quantity)],
    quantity: figures.quantity,
    costQuote: figures.buyNotional * route.rules.buyFactor,
    proceedsQuote: figures.sellNotional * route.rules.sellFactor,
    profitQuote: figures.profitQuote,
    grossBps: ((figures.sellNotional - figures.buyNotional) / figures.buyNotional) * 10_000,
    netBps: figures.netBps,
    openedAtMs: episode.openedAtMs,
    updatedAtUs: nowUs,
    peakNetBps: episode.peakNetBps,
    peakProfitQuote: episode.peakProfitQuote,
    ageMs: Math.round(ageMsOf(route, nowUs)),
    skewMs: Math.round(skewMsOf(route)),
  }
}

/** Starts an episode on the route. Two episodes of a route never share an id, even within one millisecond. */
export const openEpisode = (route: Route, figures: Figures, nowUs: number): Episode => {
  const openedAtMs = Math.max(Math.floor(nowUs / 1000), route.lastOpenedAtMs + 1)
  route.lastOpenedAtMs = openedAtMs
  const begun = {
    id: `${route.id}@${openedAtMs}`,
    openedAtMs,
    peakNetBps: figures.netBps,
    peakProfitQuote: figures.profitQuote,
    figures,
    shownFigures: figures,
    shownUs: nowUs,
    unsent: undefined,
  }
  return { ...begun, shown: describe(route, begun, nowUs) }
}

/** Takes the figures of a new evaluation. */
export const advance = (episode: Episode, figures: Figures): void => {
  episode.figures = figures
  if (figures.netBps > episode.peakNetBps) episode.peakNetBps = figures.netBps
  if (figures.profitQuote > episode.peakProfitQuote) episode.peakProfitQuote = figures.profitQuote
}

/** Whether a reader of the last event would see another price or size now. */
export const hasVisiblyChanged = (episode: Episode): boolean => {
  const now = episode.figures
  const shown = episode.shownFigures
  return (
    now.quantity !== shown.quantity || now.buyNotional !== shown.buyNotional || now.sellNotional !== shown.sellNotional
  )
}

/** Describes the episode anew and remembers that readers were told. */
export const show = (route: Route, episode: Episode, nowUs: number): Opportunity => {
  episode.shown = describe(route, episode, nowUs)
  episode.shownFigures = episode.figures
  episode.shownUs = nowUs
  episode.unsent = undefined
  return episode.shown
}

export const openedEvent = (opportunity: Opportunity): OpportunityEvent => ({
  phase: phases.opened,
  opportunity,
  closeReason: '',
})

export const updatedEvent = (opportunity: Opportunity): OpportunityEvent => ({
  phase: phases.updated,
  opportunity,
  closeReason: '',
})

/** The last value, with the time of closing as `updatedAtUs`. */
export const closedEvent = (episode: Episode, reason: CloseReason, nowUs: number): OpportunityEvent => ({
  phase: phases.closed,
  opportunity: {
    ...(episode.unsent ?? episode.shown),
    updatedAtUs: nowUs,
    peakNetBps: episode.peakNetBps,
    peakProfitQuote: episode.peakProfitQuote,
  },
  closeReason: reason,
})
