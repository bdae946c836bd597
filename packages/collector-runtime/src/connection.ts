import { performance } from 'node:perf_hooks'
import WebSocket, { type ClientOptions } from 'ws'
import { createControlChannel } from './control-channel.ts'
import { epochUs } from './session-clock.ts'
import { refusalWaitMs } from './upgrade-refusal.ts'
import { FrameError, type Venue, type VenueBestBidAsk, type VenueDelta, type VenueSnapshot } from './venue.ts'

export type MarketEvent = VenueSnapshot | VenueDelta | VenueBestBidAsk

export type CloseReason =
  | 'closed_by_venue'
  | 'refused'
  | 'error'
  | 'oversized_frame'
  | 'transport_silent'
  | 'data_silent'
  | 'ack_timeout'
  | 'halted'
  | 'replaced'
  | 'idle'
  | 'shutdown'

export interface ConnectionEvents {
  readonly opened: () => void
  readonly marketEvent: (event: MarketEvent, receivedTimeUs: number) => void
  readonly badFrame: (error: unknown, text: string) => void
  readonly subscribed: (symbols: readonly string[]) => void
  readonly unsubscribed: (symbols: readonly string[]) => void
  readonly rejected: (symbol: string, reason: string) => void
  readonly acknowledgeTimedOut: () => void
  readonly throttled: (reason: string) => void
  /** Exactly once, and the last call. `retryAfterMs`: the venue told us to stay away so long. */
  readonly closed: (reason: CloseReason, detail: string, retryAfterMs: number | undefined) => void
}

/** One WebSocket of a venue, from connect to its end; it never reconnects. */
export interface Connection {
  readonly number: number
  readonly isOpen: boolean
  readonly openedAtMs: number
  /** Epoch µs of the newest market data; of the opening while there was none. */
  readonly lastDataUs: number
  /** How long market data has flowed; 0 before the first. */
  readonly flowedMs: number
  /** The venue says it ends soon, or its control frames are nearly used up: another one should take over. */
  readonly isSpent: boolean
  subscribe(symbols: readonly string[]): void
  unsubscribe(symbols: readonly string[]): void
  /** Overdue acknowledgements, client pings and silence; called every tick. */
  check(nowMs: number): void
  terminate(reason: CloseReason): void
}

export interface ConnectionOptions {
  readonly venue: Venue
  readonly url: string
  readonly number: number
  readonly maxFrameBytes: number
  /** Quotes alone are what flows here, so they confirm a subscription. */
  readonly quotesFlow?: boolean
  readonly onFrame: () => void
  readonly events: ConnectionEvents
  readonly openSocket?: OpenSocket | undefined
}

/** Opens a WebSocket to the URL; a simulation has its own way. */
export type OpenSocket = (url: string, options: ClientOptions) => WebSocket

const openRealSocket: OpenSocket = (url, options) => new WebSocket(url, options)

const connectTimeoutMs = 10_000
/** A venue in maintenance is not asked more often whether it goes on. */
const haltedPauseMs = 5_000
/** A connection on which nothing came for so long is pinged out of turn. */
const probeAfterMs = 1_000
/** So long it has to answer, where the venue has answered a ping on it before: half open it stays silent for ever. */
const answerWithinMs = 2_000

export const createConnection = (options: ConnectionOptions): Connection => {
  const { venue, events } = options
  const { liveness } = venue
  let openedAtMs = 0
  let lastFrameMs = 0
  let lastDataMs = 0
  let lastDataUs = 0
  let lastPingMs = 0
  let probedAtMs = -Infinity
  let answersPings = false
  let firstDataMs: number | undefined
  let endsSoon = false
  let ended = false
  // perMessageDeflate costs more CPU than the bytes it saves on small frames; redirects are not followed by default.
  const socket = (options.openSocket ?? openRealSocket)(options.url, {
    perMessageDeflate: false,
    maxPayload: options.maxFrameBytes,
    handshakeTimeout: connectTimeoutMs,
  })
  const send = (text: string): void => {
    socket.send(text, error => {
      if (error) end('error', error.message)
    })
  }
  const control = createControlChannel({
    venue,
    send,
    onSubscribed: events.subscribed,
    onUnsubscribed: events.unsubscribed,
    onRejected: events.rejected,
    onTimeout: events.acknowledgeTimedOut,
  })
  const end = (reason: CloseReason, detail: string, retryAfterMs?: number): void => {
    if (ended) return
    ended = true
    control.stop()
    // close() would wait for the peer, which may be the very thing that is silent.
    socket.terminate()
    events.closed(reason, detail, retryAfterMs)
  }

  const onData = (receivedTimeUs: number): void => {
    lastDataMs = lastFrameMs
    lastDataUs = receivedTimeUs
    firstDataMs ??= lastFrameMs
  }
  const readFrame = (text: string): void => {
    const receivedTimeUs = epochUs()
    for (const event of venue.decode(text)) {
      switch (event.kind) {
        case 'delta':
        case 'snapshot':
        case 'bestBidAsk':
          if (event.kind !== 'bestBidAsk' || options.quotesFlow === true) control.flows(event.symbol)
          onData(receivedTimeUs)
          events.marketEvent(event, receivedTimeUs)
          break
        case 'acknowledged':
          control.acknowledged(event.requestId, event.symbol)
          break
        case 'refused':
          control.refused(event.requestId, event.symbol, event.reason)
          break
        case 'closing':
          endsSoon = true
          break
        case 'halted':
          end('halted', event.reason, haltedPauseMs)
          return
        case 'heartbeat':
          onData(receivedTimeUs)
          break
        case 'throttled':
          control.throttled()
          events.throttled(event.reason)
          break
        case 'pong':
          answersPings = true
          break
      }
    }
  }
  const onMessage = (data: Buffer, isBinary: boolean): void => {
    if (ended) return
    lastFrameMs = performance.now()
    options.onFrame()
    const text = isBinary ? '' : data.toString('utf8')
    try {
      if (isBinary) throw new FrameError('binary frame where text was expected')
      readFrame(text)
    } catch (error) {
      // Whatever a frame can provoke ends here: it costs one frame, never the process.
      events.badFrame(error, text)
    }
  }
  const ping = (nowMs: number): void => {
    const everyMs = liveness.ping?.everyMs ?? Math.max(1000, liveness.transportTimeoutMs / 3)
    const probes = nowMs - lastFrameMs > probeAfterMs && probedAtMs <= lastFrameMs
    if ((!probes && nowMs - lastPingMs < everyMs) || !control.hasRoom(nowMs)) return
    if (probes) probedAtMs = nowMs
    lastPingMs = nowMs
    control.count(nowMs)
    if (liveness.ping === undefined) socket.ping()
    else send(liveness.ping.frame(control.takeRequestId()))
  }

  // The error listener comes first: a failed name lookup may be reported before anything else.
  socket.on('error', error => {
    if (ended) return
    const oversized = (error as NodeJS.ErrnoException).code === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH'
    if (oversized) events.badFrame(new FrameError(`frame larger than ${options.maxFrameBytes} bytes`), '')
    end(oversized ? 'oversized_frame' : 'error', error.message)
  })
  socket.on('close', (code, reason) => end('closed_by_venue', `${code} ${reason.toString('utf8').slice(0, 200)}`))
  socket.on('unexpected-response', (request, response) => {
    const status = response.statusCode ?? 0
    request.destroy()
    end('refused', `HTTP ${status} on upgrade`, refusalWaitMs(status, response.headers['retry-after'], Date.now()))
  })
  socket.on('open', () => {
    openedAtMs = lastFrameMs = lastDataMs = performance.now()
    // The first ping goes out at once: its answer says that silence after a later one means something.
    lastPingMs = -Infinity
    lastDataUs = epochUs()
    events.opened()
  })
  socket.on('ping', () => {
    lastFrameMs = performance.now()
    control.count(lastFrameMs) // the socket has answered by itself
  })
  socket.on('pong', () => {
    lastFrameMs = performance.now()
    answersPings = true
  })
  socket.on('message', onMessage)

  return {
    number: options.number,
    get isOpen() {
      return !ended && socket.readyState === WebSocket.OPEN
    },
    get openedAtMs() {
      return openedAtMs
    },
    get lastDataUs() {
      return lastDataUs
    },
    get flowedMs() {
      return firstDataMs === undefined ? 0 : lastDataMs - firstDataMs
    },
    get isSpent() {
      return endsSoon || control.isWorn(performance.now())
    },
    subscribe: control.subscribe,
    unsubscribe: control.unsubscribe,
    check(nowMs) {
      if (ended || socket.readyState !== WebSocket.OPEN) return
      if (!control.hasSubscriptions) lastDataMs = nowMs
      if (control.checkOverdue(nowMs)) end('ack_timeout', 'the venue answered neither a request nor its repeat')
      else if (nowMs - lastFrameMs > liveness.transportTimeoutMs) end('transport_silent', 'no frame at all')
      else if (answersPings && probedAtMs > lastFrameMs && nowMs - probedAtMs > answerWithinMs)
        end('transport_silent', 'a ping was not answered')
      else if (nowMs - lastDataMs > liveness.dataTimeoutMs) end('data_silent', 'no market data')
      else ping(nowMs)
    },
    terminate: reason => end(reason, ''),
  }
}
