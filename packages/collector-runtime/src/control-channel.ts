import { performance } from 'node:perf_hooks'
import { createSlidingWindow } from './sliding-window.ts'
import { createSubscriptionLedger, judgeRefusal, type ControlKind } from './subscription-ledger.ts'
import type { Venue } from './venue.ts'

/** Subscriptions of one connection: paced frames, answers with a deadline, refusals narrowed to the bad symbol. */
export interface ControlChannel {
  readonly subscribe: (symbols: readonly string[]) => void
  readonly unsubscribe: (symbols: readonly string[]) => void
  readonly acknowledged: (requestId: string | undefined) => void
  readonly refused: (requestId: string | undefined, reason: string) => void
  /** Depth data of this symbol came: it is subscribed, whatever an answer says. */
  readonly flows: (symbol: string) => void
  /** Re-sends overdue frames once; true when the venue ignored the second one too. */
  readonly checkOverdue: (nowMs: number) => boolean
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

interface OutgoingFrame {
  readonly kind: ControlKind
  readonly requestId: string
  readonly text: string
  readonly symbols: readonly string[]
  readonly attempt: number
}

const maxAttempts = 2
/**
 * Requests wait so long for others of their kind: when a hundred books are lost they are so one by one, within moments,
 * and a frame for each would spend the venue's allowance for many seconds.
 */
const gatherMs = 50

export const createControlChannel = (options: ControlChannelOptions): ControlChannel => {
  const { venue } = options
  const ledger = createSubscriptionLedger()
  // One frame of the window is kept free for a pong, which the socket sends whenever the venue pings.
  const paced = createSlidingWindow(Math.max(1, Math.floor(venue.limits.framesPerSecond * 0.8) - 1), 1000)
  let requests: Request[] = []
  const outbox: OutgoingFrame[] = []
  const wanted = new Set<string>()
  const flowing = new Set<string>()
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
    const symbols = [...new Set(run.flatMap(request => request.symbols))]
    const frames = build(symbols, nextRequestId)
    nextRequestId += frames.length
    for (const frame of frames) outbox.push({ ...frame, kind: first.kind, attempt: first.attempt })
  }
  const drain = (): void => {
    timer = undefined
    while (!stopped) {
      buildFrames()
      const next = outbox[0]
      if (next === undefined) return
      const now = performance.now()
      const waitMs = paced.waitMs(now)
      if (waitMs > 0) {
        timer = setTimeout(drain, waitMs)
        return
      }
      outbox.shift()
      paced.record(now)
      ledger.sent({ ...next, deadlineMs: now + venue.liveness.acknowledgeTimeoutMs })
      options.send(next.text)
    }
  }
  const ask = (kind: ControlKind, symbols: readonly string[], attempt: number, alone = false): void => {
    if (symbols.length === 0) return
    requests.push({ kind, symbols, attempt, alone })
    timer ??= setTimeout(drain, gatherMs)
  }
  const stillWanted = (symbols: readonly string[]): string[] => symbols.filter(symbol => wanted.has(symbol))
  const settled = (symbols: readonly string[]): string[] => symbols.filter(symbol => !ledger.isPending(symbol))

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
    acknowledged(requestId) {
      const frame = ledger.settle(requestId)
      if (frame?.kind === 'unsubscribe') options.onUnsubscribed(settled(frame.symbols))
      else if (frame !== undefined) options.onSubscribed(stillWanted(settled(frame.symbols)))
    },
    refused(requestId, reason) {
      const frame = ledger.settle(requestId)
      if (frame === undefined) return
      // The venue knows nothing of it, which is what we wanted.
      if (frame.kind === 'unsubscribe') {
        options.onUnsubscribed(frame.symbols)
        return
      }
      const verdict = judgeRefusal(stillWanted(frame.symbols), symbol => flowing.has(symbol))
      if (verdict.confirmed.length > 0) options.onSubscribed(verdict.confirmed)
      for (const group of verdict.retry) ask('subscribe', group, frame.attempt, true)
      if (verdict.rejected === undefined) return
      wanted.delete(verdict.rejected)
      options.onRejected(verdict.rejected, reason)
    },
    flows: symbol => void flowing.add(symbol),
    checkOverdue(nowMs) {
      for (const frame of ledger.takeOverdue(nowMs)) {
        options.onTimeout()
        if (frame.attempt >= maxAttempts) return true
        const symbols = frame.kind === 'unsubscribe' ? frame.symbols : stillWanted(frame.symbols)
        ask(frame.kind, symbols, frame.attempt + 1)
      }
      return false
    },
    count: nowMs => paced.record(nowMs),
    hasRoom: nowMs => paced.waitMs(nowMs) === 0,
    takeRequestId: () => nextRequestId++,
    stop() {
      stopped = true
      clearTimeout(timer)
    },
  }
}
