import { performance } from 'node:perf_hooks'
import { createSlidingWindow } from './sliding-window.ts'
import { createSubscriptionLedger, judgeRefusal, type ControlKind, type PendingFrame } from './subscription-ledger.ts'
import type { ControlFrame, Venue } from './venue.ts'

/** Subscriptions of one connection: paced frames, answers with a deadline, refusals narrowed to the bad symbol. */
export interface ControlChannel {
  readonly subscribe: (symbols: readonly string[]) => void
  readonly unsubscribe: (symbols: readonly string[]) => void
  /** With `symbol`: of the answers the venue gives for each symbol, one came. */
  readonly acknowledged: (requestId: string | undefined, symbol?: string) => void
  /** With `symbol`: it alone was refused, for whatever reason. Without: the whole frame was. */
  readonly refused: (requestId: string | undefined, symbol: string | undefined, reason: string) => void
  /** The venue dropped a frame for speed: a pause, and what is unanswered was not ignored. */
  readonly throttled: () => void
  /** Depth data of this symbol came: it is subscribed, whatever an answer says. */
  readonly flows: (symbol: string) => void
  /** Re-sends overdue frames once; true when the venue ignored the second one too. */
  readonly checkOverdue: (nowMs: number) => boolean
  /** Most control frames the venue allows in an hour are used up: time for another connection. */
  readonly isWorn: (nowMs: number) => boolean
  /** A frame that went past the outbox (ping, pong) uses the same allowance. */
  readonly count: (nowMs: number) => void
  readonly hasRoom: (nowMs: number) => boolean
  readonly takeRequestId: () => number
  readonly stop: () => void
  readonly hasSubscriptions: boolean
}

export interface ControlChannelOptions {
  readonly venue: Venue
  readonly send: (text: string) => void
  readonly onSubscribed: (symbols: readonly string[]) => void
  readonly onUnsubscribed: (symbols: readonly string[]) => void
  readonly onRejected: (symbol: string, reason: string) => void
  readonly onTimeout: () => void
}

interface Request {
  readonly kind: ControlKind
  readonly attempt: number
  readonly symbols: readonly string[]
  /** Half of a refused frame: put together with others it would never find the bad symbol. */
  readonly alone: boolean
}

interface OutgoingFrame extends ControlFrame {
  readonly kind: ControlKind
  readonly attempt: number
}

const maxAttempts = 2
/**
 * Requests wait so long for others of their kind: when a hundred books are lost they are so one by one, within moments,
 * and a frame for each would spend the venue's allowance for many seconds.
 */
const gatherMs = 50
/** After the venue said that frames came too fast. */
const throttledPauseMs = 1000
const hourMs = 3_600_000
/** The rest is for what the books need until the next connection has taken over. */
const wornShare = 0.8

export const createControlChannel = (options: ControlChannelOptions): ControlChannel => {
  const { venue } = options
  const ledger = createSubscriptionLedger()
  // One frame of the window is kept free for a pong, which the socket sends whenever the venue pings.
  const paced = createSlidingWindow(Math.max(1, Math.floor(venue.limits.framesPerSecond * 0.8) - 1), 1000)
  const hourlyLimit = venue.limits.controlFramesPerHour ?? Number.POSITIVE_INFINITY
  const hourly = createSlidingWindow(hourlyLimit, hourMs)
  let pausedUntilMs = 0
  let requests: Request[] = []
  const outbox: OutgoingFrame[] = []
  const wanted = new Set<string>()
  const flowing = new Set<string>()
  /** By symbol: frames with smaller request ids were refused, and it is asked for again. */
  const askedAgainFrom = new Map<string, number>()
  let nextRequestId = 1
  let timer: NodeJS.Timeout | undefined
  let stopped = false

  /** Turns the first run of like requests into frames; the order of unlike ones is kept. */
  const buildFrames = (): void => {
    const first = requests[0]
    if (first === undefined || outbox.length > 0) return
    const unlike = requests.findIndex(
      ({ kind, attempt, alone }) => alone || kind !== first.kind || attempt !== first.attempt,
    )
    const run = requests.slice(0, first.alone ? 1 : unlike === -1 ? requests.length : unlike)
    requests = requests.slice(run.length)
    const build = first.kind === 'subscribe' ? venue.subscribe : venue.unsubscribe
    const symbols = toAsk(
      first.kind,
      run.flatMap(request => request.symbols),
    )
    const frames = symbols.length === 0 ? [] : build(symbols, nextRequestId)
    nextRequestId += frames.length
    for (const frame of frames) outbox.push({ ...frame, kind: first.kind, attempt: first.attempt })
  }
  const waitMs = (now: number): number => Math.max(paced.waitMs(now), hourly.waitMs(now), pausedUntilMs - now)
  const drain = (): void => {
    timer = undefined
    while (!stopped) {
      while (outbox.length === 0 && requests.length > 0) buildFrames()
      const next = outbox[0]
      if (next === undefined) return
      const symbols = toAsk(next.kind, next.symbols)
      if (symbols.length === 0) {
        outbox.shift()
        continue
      }
      const now = performance.now()
      const pauseMs = waitMs(now)
      if (pauseMs > 0) {
        timer = setTimeout(drain, Math.min(pauseMs, hourMs))
        return
      }
      outbox.shift()
      paced.record(now)
      hourly.record(now)
      // What was refused or let go meanwhile is still in the text; its answers are of no interest.
      ledger.sent({ ...next, symbols, deadlineMs: now + venue.liveness.acknowledgeTimeoutMs })
      options.send(next.text)
    }
  }
  const ask = (kind: ControlKind, symbols: readonly string[], attempt: number, alone = false): void => {
    if (symbols.length === 0) return
    requests.push({ kind, symbols, attempt, alone })
    timer ??= setTimeout(drain, gatherMs)
  }
  const stillWanted = (symbols: readonly string[]): string[] => symbols.filter(symbol => wanted.has(symbol))
  /** Nobody asks for what is not wanted any more; letting go of it is asked for all the same. */
  const toAsk = (kind: ControlKind, symbols: readonly string[]): string[] => [
    ...new Set(kind === 'subscribe' ? stillWanted(symbols) : symbols),
  ]
  /** Every part of it was answered: of a symbol subscribed by several frames some may not even have left. */
  const settled = (symbols: readonly string[]): string[] =>
    symbols.filter(symbol => !ledger.isPending(symbol) && !outbox.some(frame => frame.symbols.includes(symbol)))
  const report = (kind: ControlKind, symbols: readonly string[]): void => {
    const done = settled(symbols)
    if (kind === 'unsubscribe') {
      if (done.length > 0) options.onUnsubscribed(done)
      return
    }
    const subscribed = stillWanted(done)
    if (subscribed.length > 0) options.onSubscribed(subscribed)
  }
  const reject = (symbol: string, reason: string): void => {
    wanted.delete(symbol)
    ledger.close(symbol, 'subscribe')
    options.onRejected(symbol, reason)
  }
  const refusedFrame = (frame: PendingFrame, reason: string): void => {
    // A bad symbol has each of its frames refused. The first refusal asks for all of them again: the others say nothing new.
    const isNews = (symbol: string): boolean => !(Number(frame.requestId) < (askedAgainFrom.get(symbol) ?? 0))
    const verdict = judgeRefusal(stillWanted(frame.symbols).filter(isNews), symbol => flowing.has(symbol))
    if (verdict.confirmed.length > 0) options.onSubscribed(verdict.confirmed)
    for (const group of verdict.retry) {
      for (const symbol of group) askedAgainFrom.set(symbol, nextRequestId)
      ask('subscribe', group, frame.attempt, true)
    }
    if (verdict.rejected !== undefined) reject(verdict.rejected, reason)
  }
  const settle = (requestId: string | undefined, symbol: string | undefined): PendingFrame | undefined => {
    if (symbol === undefined) return ledger.settle(requestId)
    const frame = ledger.settleSymbol(requestId, symbol)
    return frame === undefined ? undefined : { ...frame, symbols: [symbol] }
  }

  return {
    get hasSubscriptions() {
      return wanted.size > 0
    },
    subscribe(symbols) {
      for (const symbol of symbols) {
        wanted.add(symbol)
        flowing.delete(symbol)
      }
      ask('subscribe', symbols, 1)
    },
    unsubscribe(symbols) {
      for (const symbol of symbols) wanted.delete(symbol)
      ask('unsubscribe', symbols, 1)
    },
    acknowledged(requestId, symbol) {
      const frame = settle(requestId, symbol)
      if (frame !== undefined) report(frame.kind, frame.symbols)
    },
    refused(requestId, symbol, reason) {
      const frame = settle(requestId, symbol)
      if (frame === undefined) return
      // The venue knows nothing of it, which is what we wanted.
      if (frame.kind === 'unsubscribe') report(frame.kind, frame.symbols)
      else if (symbol === undefined) refusedFrame(frame, reason)
      else if (flowing.has(symbol)) report(frame.kind, frame.symbols)
      else if (wanted.has(symbol)) reject(symbol, reason)
    },
    throttled() {
      pausedUntilMs = performance.now() + throttledPauseMs
      ledger.forgive()
    },
    flows: symbol => void flowing.add(symbol),
    checkOverdue(nowMs) {
      for (const frame of ledger.takeOverdue(nowMs)) {
        options.onTimeout()
        if (frame.attempt >= maxAttempts) return true
        const symbols = frame.kind === 'unsubscribe' ? frame.symbols : stillWanted(frame.symbols)
        ask(frame.kind, symbols, frame.attempt + 1)
        if (frame.kind === 'unsubscribe') continue
        // Let go meanwhile, and the venue has said so: only this lost answer was still awaited.
        const asked = new Set(requests.flatMap(request => request.symbols))
        report(
          'unsubscribe',
          frame.symbols.filter(symbol => !wanted.has(symbol) && !asked.has(symbol)),
        )
      }
      return false
    },
    isWorn: nowMs => hourly.used(nowMs) >= hourlyLimit * wornShare,
    count: nowMs => paced.record(nowMs),
    hasRoom: nowMs => paced.waitMs(nowMs) === 0 && nowMs >= pausedUntilMs,
    takeRequestId: () => nextRequestId++,
    stop() {
      stopped = true
      clearTimeout(timer)
    },
  }
}
