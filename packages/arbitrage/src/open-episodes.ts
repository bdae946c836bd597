import type { OpportunityEvent } from '@screener/contracts'
import { describe } from './describe.ts'
import type { EngineOptions } from './engine-options.ts'
import { advance, closedEvent, hasVisiblyChanged, openedEvent, openEpisode, updatedEvent } from './episode.ts'
import type { CloseReason } from './episode-record.ts'
import type { Figures } from './figures.ts'
import type { Route } from './route.ts'
import type { SurvivalWatch } from './survival-record.ts'

/** The episodes that go on, and what is to be told of them. */
export interface OpenEpisodes {
  readonly routes: ReadonlySet<Route>
  open(route: Route, figures: Figures, nowUs: number): void
  /** Takes new figures of an open route, and tells them as the pace of updates allows. */
  renew(route: Route, figures: Figures, nowUs: number): void
  /** Nothing when the route is not open. */
  close(route: Route, reason: CloseReason, nowUs: number): void
  /** Those with an update that was held back and may be sent now. */
  due(nowUs: number): readonly Route[]
  /** Each of them, as of now. */
  states(nowUs: number): readonly OpportunityEvent[]
  /** What happened since the last call. */
  takeEvents(): readonly OpportunityEvent[]
}

export interface EpisodeHooks {
  readonly onOpened: (route: Route, watch: SurvivalWatch) => void
  readonly onClosed: (route: Route) => void
}

export const createOpenEpisodes = (
  options: Pick<EngineOptions, 'minUpdateIntervalMs' | 'depegBps'>,
  { onOpened, onClosed }: EpisodeHooks,
): OpenEpisodes => {
  const minUpdateIntervalUs = options.minUpdateIntervalMs * 1000
  const { depegBps = 50 } = options
  const routes = new Set<Route>()
  const heldBack = new Set<Route>()
  let events: OpportunityEvent[] = []

  return {
    routes,
    open: (route, figures, nowUs) => {
      const episode = openEpisode(route, figures, nowUs, depegBps)
      route.episode = episode
      routes.add(route)
      events.push(openedEvent(route, episode))
      onOpened(route, episode.watch)
    },
    renew: (route, figures, nowUs) => {
      const { episode } = route
      if (episode === undefined) return
      advance(episode, figures, nowUs)
      if (!hasVisiblyChanged(episode)) {
        episode.unsent = undefined
        heldBack.delete(route)
      } else if (nowUs - episode.shownUs >= minUpdateIntervalUs) {
        events.push(updatedEvent(route, episode, nowUs, depegBps))
        heldBack.delete(route)
      } else {
        episode.unsent = describe(route, episode, nowUs, depegBps)
        heldBack.add(route)
      }
    },
    close: (route, reason, nowUs) => {
      const { episode } = route
      if (episode === undefined) return
      events.push(closedEvent(episode, reason, nowUs))
      route.episode = undefined
      routes.delete(route)
      heldBack.delete(route)
      onClosed(route)
    },
    due: nowUs => {
      const due: Route[] = []
      for (const route of heldBack)
        if (route.episode !== undefined && nowUs - route.episode.shownUs >= minUpdateIntervalUs) due.push(route)
      return due
    },
    states: nowUs => {
      heldBack.clear()
      const states: OpportunityEvent[] = []
      for (const route of routes)
        if (route.episode !== undefined) states.push(updatedEvent(route, route.episode, nowUs, depegBps))
      return states
    },
    takeEvents: () => {
      const taken = events
      if (taken.length > 0) events = []
      return taken
    },
  }
}
