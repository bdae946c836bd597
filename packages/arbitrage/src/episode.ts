import type { Opportunity, OpportunityEvent, opportunityPhase } from '@screener/contracts'
import { describe, lifetimeUsOf, timeWeightedNetBpsOf } from './describe.ts'
import type { CloseReason, Episode, Told } from './episode-record.ts'
import type { Figures } from './figures.ts'
import { receiptOf } from './receipt.ts'
import type { Route } from './route.ts'
import { createWatch } from './survival.ts'

const phases: typeof opportunityPhase = { opened: 0, updated: 1, closed: 2 }

type Past = Pick<Episode, 'id' | 'openedAtMs' | 'openedUs' | 'watch' | 'peakNetBps' | 'peakProfitQuote' | 'netTime'>

/** From now on, with these figures. */
const goOn = (route: Route, past: Past, figures: Figures, nowUs: number, depegBps: number): Episode => {
  const begun = {
    ...past,
    ...{ figures, figuresUs: nowUs, shownFigures: figures, shownUs: nowUs },
    keptSinceUs: undefined,
    unsent: undefined,
  }
  return { ...begun, shown: tell(route, begun, nowUs, depegBps) }
}

/** Starts an episode on the route. Two episodes of a route never share an id, even within one millisecond. */
export const openEpisode = (route: Route, figures: Figures, nowUs: number, depegBps: number): Episode => {
  const openedAtMs = Math.max(Math.floor(nowUs / 1000), route.lastOpenedAtMs + 1)
  route.lastOpenedAtMs = openedAtMs
  const id = `${route.id}@${openedAtMs}`
  const watch = createWatch(id, route, openedAtMs, nowUs, figures)
  const { netBps: peakNetBps, profit: peakProfitQuote } = figures
  const past = { id, openedAtMs, openedUs: nowUs, watch, peakNetBps, peakProfitQuote, netTime: 0 }
  return goOn(route, past, figures, nowUs, depegBps)
}

/**
 * Goes on with an episode that another instance told of last: under its id, from its opening on. What the route brought since then
 * counts as what was told last. How its opening's size did is known only as far as it was told.
 */
export const resumeEpisode = (
  route: Route,
  figures: Figures,
  left: Opportunity,
  nowUs: number,
  depegBps: number,
): Episode => {
  const { id, openedAtMs, lifetimeUs, updatedAtUs } = left
  const openedUs = updatedAtUs - lifetimeUs
  const watch = createWatch(id, route, openedAtMs, openedUs, figures)
  watch.marks.push(...left.survival)
  const past = {
    ...{ id, openedAtMs, openedUs, watch },
    peakNetBps: Math.max(left.peakNetBps, figures.netBps),
    peakProfitQuote: Math.max(left.peakProfitQuote, figures.profit),
    netTime: left.timeWeightedNetBps * lifetimeUs + left.netBps * Math.max(0, nowUs - updatedAtUs),
  }
  return goOn(route, past, figures, nowUs, depegBps)
}

/** The end of an episode whose teller is gone: nothing is known of it after the last word. */
export const endedByRestart = (opportunity: Opportunity): OpportunityEvent => ({
  phase: phases.closed,
  opportunity,
  closeReason: 'restart' satisfies CloseReason,
})

/** Takes the figures of a new evaluation. */
export const advance = (episode: Episode, figures: Figures, nowUs: number): void => {
  episode.netTime += episode.figures.netBps * Math.max(0, nowUs - episode.figuresUs)
  episode.figures = figures
  episode.figuresUs = nowUs
  if (figures.netBps > episode.peakNetBps) episode.peakNetBps = figures.netBps
  if (figures.profit > episode.peakProfitQuote) episode.peakProfitQuote = figures.profit
}

const differ = (a: readonly number[], b: readonly number[]): boolean => a.some((value, index) => value !== b[index])

/** Whether a reader of the last event would see another price or size now. */
export const hasVisiblyChanged = ({ figures, shownFigures }: Episode): boolean =>
  differ(figures.quantities, shownFigures.quantities) ||
  differ(figures.notionals, shownFigures.notionals) ||
  figures.fixedCosts.quote !== shownFigures.fixedCosts.quote

/** The episode as the books are now. */
export const tell = (route: Route, episode: Omit<Episode, 'shown'>, nowUs: number, depegBps: number): Told => ({
  opportunity: describe(route, episode, nowUs, depegBps),
  receipt: receiptOf(route, episode.figures),
})

export const openedEvent = ({ shown }: Episode): OpportunityEvent => ({
  phase: phases.opened,
  ...shown,
  closeReason: '',
})

/** Remembers that readers were told. */
export const updatedEvent = (episode: Episode, told: Told, nowUs: number): OpportunityEvent => {
  episode.shown = told
  episode.shownFigures = episode.figures
  episode.shownUs = nowUs
  episode.unsent = undefined
  return { phase: phases.updated, ...told, closeReason: '' }
}

/** The last value, with the time of closing as `updatedAtUs`. */
export const closedEvent = (episode: Episode, reason: CloseReason, nowUs: number): OpportunityEvent => ({
  phase: phases.closed,
  opportunity: {
    ...(episode.unsent ?? episode.shown).opportunity,
    updatedAtUs: nowUs,
    peakNetBps: episode.peakNetBps,
    peakProfitQuote: episode.peakProfitQuote,
    lifetimeUs: lifetimeUsOf(episode, nowUs),
    timeWeightedNetBps: timeWeightedNetBpsOf(episode, nowUs),
    survival: [...episode.watch.marks],
  },
  closeReason: reason,
})
