/** The life of the connection as data: what happened goes in, what to do comes out. No timers and no socket in here. */

const STALE_AFTER_MS = 1_200
/** A hidden tab is told less often and its timers are slow. */
const STALE_AFTER_HIDDEN_MS = 3_500
/** An open socket that says nothing for this long is given up: heartbeats come twice a second. */
const DROP_AFTER_MS = 4_000
const CONNECT_DEADLINE_MS = 5_000
const BACKOFF_FIRST_MS = 500
const BACKOFF_MOST_MS = 10_000

export interface Now {
  readonly monotonicMs: number
  readonly wallMs: number
}

export interface LinkState {
  readonly phase: 'connecting' | 'open' | 'waiting'
  /** When this phase began (monotonic). */
  readonly sinceMs: number
  /** Connections tried in a row without data. */
  readonly attempt: number
  /** When to try again (monotonic); counts in phase waiting. */
  readonly retryAtMs: number
  /** Why the last connection ended; empty before that. */
  readonly lastReason: string
  /** The full state of this connection is here, so what is shown is complete. */
  readonly complete: boolean
  /** Anything was ever shown. */
  readonly everComplete: boolean
  readonly lastMessage: Now | undefined
  /** How late the last message was against the best recent one, ms. */
  readonly lagMs: number
}

export type LinkEvent =
  | { readonly type: 'opened' }
  | { readonly type: 'message'; readonly full: boolean; readonly lagMs: number }
  | { readonly type: 'incomplete' }
  | { readonly type: 'closed'; readonly reason: string }
  | { readonly type: 'tick' }
  | { readonly type: 'tryNow' }

type LinkCommand = 'connect' | 'drop' | undefined

interface LinkStep {
  readonly state: LinkState
  readonly command: LinkCommand
}

export const initialLink = (now: Now): LinkState => ({
  phase: 'connecting',
  sinceMs: now.monotonicMs,
  attempt: 1,
  retryAtMs: 0,
  lastReason: '',
  complete: false,
  everComplete: false,
  lastMessage: undefined,
  lagMs: 0,
})

/** Doubles from 0.5 s to 10 s; `random` in [0, 1) takes up to half of it away, so that many tabs do not return at once. */
export const backoffMs = (attempt: number, random: number): number =>
  Math.min(BACKOFF_MOST_MS, BACKOFF_FIRST_MS * 2 ** Math.min(attempt - 1, 10)) * (1 - random / 2)

const connecting = (state: LinkState, now: Now): LinkStep => ({
  state: { ...state, phase: 'connecting', sinceMs: now.monotonicMs, attempt: state.attempt + 1 },
  command: 'connect',
})

const waiting = (state: LinkState, now: Now, reason: string, random: number): LinkState => ({
  ...state,
  phase: 'waiting',
  sinceMs: now.monotonicMs,
  retryAtMs: now.monotonicMs + backoffMs(Math.max(1, state.attempt), random),
  lastReason: reason,
  complete: false,
})

export const stepLink = (state: LinkState, event: LinkEvent, now: Now, random: number): LinkStep => {
  switch (event.type) {
    case 'opened':
      return { state: { ...state, phase: 'open', sinceMs: now.monotonicMs }, command: undefined }
    case 'message': {
      const complete = state.complete || event.full
      // Data flowed: the next failure starts again with the short wait.
      const next = { ...state, complete, everComplete: state.everComplete || complete, attempt: 0, lagMs: event.lagMs }
      return { state: { ...next, lastMessage: now }, command: undefined }
    }
    case 'incomplete':
      return { state: { ...state, complete: false }, command: undefined }
    case 'closed':
      if (state.phase === 'waiting') return { state, command: undefined }
      return { state: waiting(state, now, event.reason, random), command: undefined }
    case 'tryNow':
      return state.phase === 'waiting' ? connecting(state, now) : { state, command: undefined }
    case 'tick':
      return tick(state, now, random)
  }
}

const tick = (state: LinkState, now: Now, random: number): LinkStep => {
  const forMs = now.monotonicMs - state.sinceMs
  if (state.phase === 'waiting') {
    return now.monotonicMs >= state.retryAtMs ? connecting(state, now) : { state, command: undefined }
  }
  if (state.phase === 'connecting') {
    if (forMs < CONNECT_DEADLINE_MS) return { state, command: undefined }
    return { state: waiting(state, now, 'timeout', random), command: 'drop' }
  }
  const heardMs = Math.max(state.sinceMs, state.lastMessage?.monotonicMs ?? 0)
  if (now.monotonicMs - heardMs < DROP_AFTER_MS) return { state, command: undefined }
  return { state: waiting(state, now, 'silence', random), command: 'drop' }
}

export type Freshness = 'loading' | 'live' | 'stale'

/**
 * Whether what is shown may be believed. Both clocks are asked: after sleep the monotonic one may not have moved. A
 * message that was under way for long is as bad as none.
 */
export const freshnessOf = (state: LinkState, now: Now, hidden: boolean): Freshness => {
  if (!state.everComplete) return 'loading'
  const { lastMessage } = state
  const limit = hidden ? STALE_AFTER_HIDDEN_MS : STALE_AFTER_MS
  if (state.phase !== 'open' || !state.complete || lastMessage === undefined) return 'stale'
  if (now.monotonicMs - lastMessage.monotonicMs > limit || now.wallMs - lastMessage.wallMs > limit) return 'stale'
  return state.lagMs > limit ? 'stale' : 'live'
}

export type StaleCause = 'link' | 'delayed' | 'refreshing' | 'analyzer'

/** Why it is stale: messages come and are late, messages come and the full state is awaited, or nothing comes. */
export const staleCauseOf = (state: LinkState, monotonicMs: number): StaleCause => {
  const heardMs = Math.max(state.sinceMs, state.lastMessage?.monotonicMs ?? 0)
  if (state.phase !== 'open' || monotonicMs - heardMs > STALE_AFTER_MS) return 'link'
  return state.complete ? 'delayed' : 'refreshing'
}
