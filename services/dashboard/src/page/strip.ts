import type { Freshness, LinkState, StaleCause } from '../connection/link-state.ts'
import { clockTime, stopwatch } from '../model/format.ts'
import type { VenueState } from '../model/store.ts'
import { count, say } from '../text/text.ts'

/** What the strip is made from. `wallMs` and `sinceWallMs` are the computer's clock, `monotonicMs` the link's. */
export interface Situation {
  readonly freshness: Freshness
  readonly cause: StaleCause
  readonly sinceWallMs: number
  readonly link: LinkState
  readonly monotonicMs: number
  readonly serverNowMs: number
  readonly venues: readonly VenueState[]
  readonly host: string
  readonly serverError: string
}

export interface Strip {
  readonly tone: 'quiet' | 'warn' | 'stale'
  readonly text: string
  /** Counts down; kept apart so that a screen reader does not hear it each second. */
  readonly progress: string
  readonly tryNow: boolean
}

const quiet = (text: string): Strip => ({ tone: 'quiet', text, progress: '', tryNow: false })

const progressOf = (link: LinkState, monotonicMs: number): string => {
  if (link.phase === 'waiting') {
    const seconds = Math.max(1, Math.ceil((link.retryAtMs - monotonicMs) / 1000))
    return say('reconnectingIn', { n: link.attempt + 1, s: seconds })
  }
  return link.phase === 'connecting' ? say('reconnectingNow', { n: link.attempt }) : ''
}

const linkReason = (reason: string): string => {
  if (reason === 'timeout') return say('linkTimeout')
  if (reason === 'silence') return say('linkSilence')
  if (reason === 'unreadable') return say('linkUnreadable')
  return reason === '' ? say('linkClosed') : reason
}

const staleText = (situation: Situation): string => {
  const time = clockTime(situation.sinceWallMs)
  switch (situation.cause) {
    case 'analyzer':
      return say('staleAnalyzer', { time })
    case 'delayed':
      return say('staleDelayed', { time })
    case 'refreshing':
      return say('staleRefreshing')
    case 'link':
      return say('staleSince', { time })
  }
}

const loadingStrip = (situation: Situation, startedMs: number): Strip => {
  const waitedMs = situation.monotonicMs - startedMs
  const { host, link } = situation
  if (waitedMs < 2_000) return quiet(say('stripLoading'))
  if (waitedMs < 5_000 || link.phase === 'open') return quiet(say('stripConnecting', { host }))
  return {
    tone: 'stale',
    text: say('cannotConnect', { host, reason: linkReason(link.lastReason) }),
    progress: progressOf(link, situation.monotonicMs),
    tryNow: link.phase === 'waiting',
  }
}

/** All books of a venue that we are to hold, whatever their state. */
export const booksOf = ({ health }: VenueState): number =>
  health.liveBooks + health.syncingBooks + health.suspectBooks + health.downBooks

const venueSentence = (state: VenueState, serverNowMs: number): string => {
  const { health, name: venue } = state
  const time = clockTime(health.sinceMs)
  const lasting = stopwatch(serverNowMs - health.sinceMs)
  const reason = health.reason === '' ? '' : ` · ${health.reason}`
  if (health.state === 'partial') {
    return say('venuePartial', { venue, live: health.liveBooks, all: booksOf(state), time, for: lasting }) + reason
  }
  return say(health.state === 'syncing' ? 'venueSyncing' : 'venueBlind', { venue, time, for: lasting }) + reason
}

const venueStrip = (situation: Situation): Strip => {
  const ill = situation.venues.filter(({ health }) => health.state !== 'live')
  if (ill.length > 0) {
    const sentences = ill.map(state => venueSentence(state, situation.serverNowMs))
    return { tone: 'warn', text: sentences.join('; '), progress: '', tryNow: false }
  }
  if (situation.venues.length === 0) return quiet(say('stripNoVenues'))
  const books = situation.venues.reduce((sum, { health }) => sum + health.liveBooks, 0)
  return quiet(`${say('stripFine')} · ${count('booksCount', books)}`)
}

/** One line, always there, always as high: a message never pushes the table. */
export const stripOf = (situation: Situation, startedMs: number): Strip => {
  if (situation.freshness === 'loading') return loadingStrip(situation, startedMs)
  if (situation.freshness === 'stale') {
    return {
      tone: 'stale',
      text: staleText(situation),
      progress: progressOf(situation.link, situation.monotonicMs),
      tryNow: situation.link.phase === 'waiting',
    }
  }
  if (situation.serverError !== '') {
    return { tone: 'warn', text: say('serverError', { message: situation.serverError }), progress: '', tryNow: false }
  }
  return venueStrip(situation)
}
