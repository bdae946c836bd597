import type { Backoff } from './backoff.ts'
import type { CloseReason, Connection, ConnectionEvents, MarketEvent } from './connection.ts'
import type { ConnectGate } from './connect-gate.ts'

/** What a link tells of its connections. */
export interface LinkEvents {
  begin(connection: Connection, natives: Iterable<string>): void
  onMarketEvent(connection: Connection, event: MarketEvent, receivedTimeUs: number): void
  onBadFrame(connection: Connection, error: unknown, text: string): void
  onSubscribed(connection: Connection, natives: readonly string[]): void
  onUnsubscribed(connection: Connection, natives: readonly string[]): void
  onRejected(native: string, reason: string): void
  onAcknowledgeTimedOut(): void
  onThrottled(reason: string): void
  onConnectionLost(connection: Connection, reason: CloseReason, detail: string): void
  onReturn(connection: Connection, natives: Iterable<string>): void
  hasMovedFrom(connection: Connection): boolean
}

/** Keeps a group of symbols connected for ever: reconnects, and replaces a connection before it is cut. */
export interface Link {
  readonly symbols: ReadonlySet<string>
  add(natives: readonly string[], nowMs: number): void
  remove(natives: readonly string[]): void
  /** Forgets a symbol the venue refused; nothing is left to unsubscribe. */
  forget(native: string): void
  /** Every tick. */
  check(nowMs: number): void
  end(reason: CloseReason): void
}

export interface LinkOptions {
  readonly connect: (events: ConnectionEvents) => Connection
  readonly events: LinkEvents
  readonly gate: ConnectGate
  readonly backoff: Backoff
  readonly nowMs: () => number
  readonly random: () => number
  readonly maxConnectionAgeMs: number | undefined
}

/** Data must have flowed so long before a connection counts as a success and the waits start small again. */
const provenFlowMs = 3_000
const replacementDeadlineMs = 60_000

export const createLink = (options: LinkOptions): Link => {
  const { events, gate, backoff, nowMs } = options
  const symbols = new Set<string>()
  let active: Connection | undefined
  let successor: Connection | undefined
  let successorSinceMs = 0
  let replaceAtMs: number | undefined
  let retryAtMs = 0
  let ended = false

  const onOpened = (connection: Connection): void => {
    events.begin(connection, symbols)
    connection.subscribe([...symbols])
    if (connection !== active || options.maxConnectionAgeMs === undefined) return
    planReplacement(options.maxConnectionAgeMs)
  }
  /** 3 to 7 % before the venue's age limit (24 h: 43 to 100 minutes), so that links do not all go at once. */
  const planReplacement = (maxAgeMs: number): void => {
    replaceAtMs = nowMs() + maxAgeMs * (0.93 + 0.04 * options.random())
  }
  const onClosed = (connection: Connection, reason: CloseReason, detail: string, retryAfterMs?: number): void => {
    const ours = connection === active || connection === successor
    if (connection === successor) successor = undefined
    if (connection === active) {
      active = successor
      successor = undefined
      replaceAtMs = undefined
    }
    events.onConnectionLost(connection, reason, detail)
    if (!ours || ended) return
    if (retryAfterMs !== undefined) gate.block(nowMs(), retryAfterMs)
    retryAtMs = nowMs() + backoff.nextDelayMs()
    if (active?.isOpen === true) events.onReturn(active, symbols)
  }

  const open = (): Connection => {
    gate.record(nowMs())
    const connection: Connection = options.connect({
      opened: () => onOpened(connection),
      marketEvent: (event, receivedTimeUs) => events.onMarketEvent(connection, event, receivedTimeUs),
      badFrame: (error, text) => events.onBadFrame(connection, error, text),
      subscribed: natives => events.onSubscribed(connection, natives),
      unsubscribed: natives => events.onUnsubscribed(connection, natives),
      rejected: (native, reason) => events.onRejected(native, reason),
      acknowledgeTimedOut: () => events.onAcknowledgeTimedOut(),
      throttled: reason => events.onThrottled(reason),
      closed: (reason, detail, retryAfterMs) => onClosed(connection, reason, detail, retryAfterMs),
    })
    return connection
  }
  const mayConnect = (now: number): boolean => now >= retryAtMs && gate.waitMs(now) <= 0

  const finishReplacement = (now: number): void => {
    if (active === undefined || successor?.isOpen !== true) return
    const late = now - successorSinceMs > replacementDeadlineMs
    if (!events.hasMovedFrom(active) && !late) return
    const old = active
    active = successor
    successor = undefined
    replaceAtMs = undefined
    if (options.maxConnectionAgeMs !== undefined)
      planReplacement(options.maxConnectionAgeMs - (now - active.openedAtMs))
    old.terminate('replaced')
  }

  return {
    symbols,
    add(natives, now) {
      for (const native of natives) symbols.add(native)
      // A connection that is not open yet subscribes everything when it is.
      const connection = successor?.isOpen === true ? successor : active
      if (connection?.isOpen === true) {
        events.begin(connection, natives)
        connection.subscribe(natives)
      } else if (connection === undefined) {
        this.check(now)
      }
    },
    remove(natives) {
      for (const native of natives) symbols.delete(native)
      for (const connection of [active, successor]) if (connection?.isOpen === true) connection.unsubscribe(natives)
    },
    forget: native => void symbols.delete(native),
    check(now) {
      if (ended) return
      active?.check(now)
      successor?.check(now)
      // When the venue says that a connection ends it gives no lead time: now, not at the age limit.
      const replacing = active?.isSpent === true || (replaceAtMs !== undefined && now >= replaceAtMs)
      if (!replacing && active?.isOpen === true && active.flowedMs >= provenFlowMs) backoff.reset()
      if (symbols.size === 0) return
      if (active === undefined && mayConnect(now)) {
        active = open()
      } else if (active?.isOpen === true && successor === undefined && replacing && mayConnect(now)) {
        successorSinceMs = now
        successor = open()
      }
      finishReplacement(now)
    },
    end(reason) {
      ended = true
      successor?.terminate(reason)
      active?.terminate(reason)
    },
  }
}
