import type { Opportunity, OpportunityEvent } from '@screener/contracts'
import type { EngineOptions } from './engine-options.ts'
import {
  advance,
  closedEvent,
  endedByRestart,
  hasVisiblyChanged,
  openedEvent,
  openEpisode,
  resumeEpisode,
  tell,
  updatedEvent,
} from './episode.ts'
import type { CloseReason, Episode, Told } from './episode-record.ts'
import type { Figures } from './figures.ts'
import type { Route } from './route.ts'
import type { SurvivalWatch } from './survival-record.ts'

/** The episodes that go on, and what is to be told of them. */
export interface OpenEpisodes {
  readonly routes: ReadonlySet<Route>
  open(route: Route, figures: Figures, nowUs: number): void
  /** Goes on with an episode that another instance left open. */
  resume(route: Route, figures: Figures, left: Opportunity, nowUs: number): void
  /** They were left open by another instance and are not gone on with. */
  endLeft(left: readonly Opportunity[]): void
  /** Takes new figures of an open route, and tells them as the pace of updates allows. */
  renew(route: Route, figures: Figures, nowUs: number): void
  /**
   * The books bring something better that may not be told yet: what was told last stays as it is, with the books of its own time. It is
   * closed as stale when that has gone on for longer than a leg may be old.
   */
  keep(route: Route, nowUs: number): void
  /** Nothing when the route is not open. */
  close(route: Route, reason: CloseReason, nowUs: number): void
  /** Those with an update that was held back and may be sent now. */
  due(nowUs: number): readonly Route[]
  /** Each of them, as of now; one that is kept as it was told. */
  states(nowUs: number): readonly OpportunityEvent[]
  /** What happened since the last call. */
  takeEvents(): readonly OpportunityEvent[]
}

export interface EpisodeHooks {
  /** Without a watch when it is gone on with: what its opening's size was is not known. */
  readonly onOpened: (route: Route, watch?: SurvivalWatch) => void
  readonly onClosed: (route: Route) => void
}

const nothing: readonly OpportunityEvent[] = []

export const createOpenEpisodes = (
  options: Pick<EngineOptions, 'minUpdateIntervalMs' | 'depegBps' | 'maxLegAgeMs'>,
  { onOpened, onClosed }: EpisodeHooks,
): OpenEpisodes => {
  const minUpdateIntervalUs = options.minUpdateIntervalMs * 1000
  const { depegBps = 50 } = options
  const keptForUs = options.maxLegAgeMs * 1000
  const routes = new Set<Route>()
  const heldBack = new Set<Route>()
  let events: OpportunityEvent[] = []

  const isDue = ({ shownUs }: Episode, nowUs: number): boolean => nowUs - shownUs >= minUpdateIntervalUs

  const send = (route: Route, episode: Episode, told: Told, nowUs: number): void => {
    events.push(updatedEvent(episode, told, nowUs))
    heldBack.delete(route)
  }

  const close: OpenEpisodes['close'] = (route, reason, nowUs) => {
    const { episode } = route
    if (episode === undefined) return
    events.push(closedEvent(episode, reason, nowUs))
    route.episode = undefined
    routes.delete(route)
    heldBack.delete(route)
    onClosed(route)
  }

  return {
    routes,
    open: (route, figures, nowUs) => {
      const episode = openEpisode(route, figures, nowUs, depegBps)
      route.episode = episode
      routes.add(route)
      events.push(openedEvent(episode))
      onOpened(route, episode.watch)
    },
    resume: (route, figures, left, nowUs) => {
      const episode = resumeEpisode(route, figures, left, nowUs, depegBps)
      route.episode = episode
      routes.add(route)
      events.push(updatedEvent(episode, episode.shown, nowUs))
      onOpened(route)
    },
    endLeft: left => events.push(...left.map(endedByRestart)),
    renew: (route, figures, nowUs) => {
      const { episode } = route
      if (episode === undefined) return
      episode.keptSinceUs = undefined
      advance(episode, figures, nowUs)
      if (!hasVisiblyChanged(episode)) {
        episode.unsent = undefined
        heldBack.delete(route)
      } else if (isDue(episode, nowUs)) send(route, episode, tell(route, episode, nowUs, depegBps), nowUs)
      else {
        episode.unsent = tell(route, episode, nowUs, depegBps)
        heldBack.add(route)
      }
    },
    keep: (route, nowUs) => {
      const { episode } = route
      if (episode === undefined) return
      episode.keptSinceUs ??= nowUs
      if (nowUs - episode.keptSinceUs > keptForUs) close(route, 'stale', nowUs)
      else if (episode.unsent !== undefined && isDue(episode, nowUs)) send(route, episode, episode.unsent, nowUs)
    },
    close,
    due: nowUs => [...heldBack].filter(({ episode }) => episode !== undefined && isDue(episode, nowUs)),
    states: nowUs => {
      heldBack.clear()
      const states: OpportunityEvent[] = []
      for (const route of routes) {
        const { episode } = route
        if (episode === undefined) continue
        const told =
          episode.keptSinceUs !== undefined ? (episode.unsent ?? episode.shown) : tell(route, episode, nowUs, depegBps)
        states.push(updatedEvent(episode, told, nowUs))
      }
      return states
    },
    takeEvents: () => {
      // What was handed out must not fill up later.
      if (events.length === 0) return nothing
      const taken = events
      events = []
      return taken
    },
  }
}
