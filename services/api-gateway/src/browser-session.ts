import { decodeClientMessage, type ClientMessage } from '@screener/contracts/gateway'
import type { RawData, WebSocket } from 'ws'
import type { FanOut, Receiver } from './fan-out.ts'
import { createMessageBudget } from './message-budget.ts'

const policyViolation = 1008
const pingEveryTicks = 4
const missedPingsAllowed = 2

export interface BrowserSession {
  /** About once a second: finds out whether the other side still takes part. */
  readonly tick: () => void
  readonly close: (code: number, reason: string) => void
}

export interface SessionLog {
  info(fields: object, message: string): void
}

const readMessage = (data: RawData, isBinary: boolean): ClientMessage | undefined => {
  if (!isBinary || !Buffer.isBuffer(data)) return undefined
  try {
    return decodeClientMessage(data)
  } catch {
    return undefined
  }
}

/** One browser: its messages are obeyed or answered with an error, its silence is noticed. */
export const openBrowserSession = (
  socket: WebSocket,
  fanOut: FanOut,
  log: SessionLog,
  onEnd: () => void,
): BrowserSession => {
  const budget = createMessageBudget()
  // Counted in ticks, not in time: after a pause of this process nobody is taken for dead.
  let ticks = 0
  let unanswered = 0

  const receiver: Receiver = {
    waitingBytes: () => socket.bufferedAmount,
    send: bytes => {
      if (socket.readyState === socket.OPEN) socket.send(bytes, { binary: true, compress: false })
    },
    drop: reason => {
      log.info({ event: 'browser_dropped', reason }, 'browser dropped')
      socket.terminate()
    },
  }

  const close = (code: number, reason: string): void => socket.close(code, reason)

  const refuse = (code: string, message: string): void => {
    fanOut.sendError(receiver, code, message)
    if (!budget.strike()) return
    log.info({ event: 'browser_refused', reason: code }, 'browser closed after repeated misuse')
    fanOut.leave(receiver)
    close(policyViolation, code)
  }

  const obey = (message: ClientMessage | undefined): void => {
    if (message?.requestFullState) fanOut.requestFullState(receiver)
    else if (message?.setPace) fanOut.setPace(receiver, message.setPace.minIntervalMs)
    else refuse('unknown_message', 'send a ClientMessage of proto/gateway.proto in a binary frame')
  }

  const receive = (message: () => void): void => {
    if (socket.readyState !== socket.OPEN) return
    if (budget.spend(performance.now())) message()
    else refuse('too_many_messages', 'send at most 10 messages a second')
  }

  socket.on('message', (data, isBinary) => receive(() => obey(readMessage(data, isBinary))))
  socket.on('ping', () => receive(() => undefined))
  socket.on('pong', () => {
    unanswered = 0
  })
  socket.on('error', error => {
    // ws has begun to close by itself, with the code that says why (1009 too big, 1002 broken frame).
    log.info({ event: 'browser_error', reason: error.message }, 'browser connection failed')
  })
  socket.on('close', () => {
    fanOut.leave(receiver)
    onEnd()
  })
  fanOut.join(receiver)

  return {
    close,
    tick: () => {
      ticks += 1
      if (ticks % pingEveryTicks !== 0 || socket.readyState !== socket.OPEN) return
      if (unanswered >= missedPingsAllowed) {
        receiver.drop('no_pong')
        return
      }
      unanswered += 1
      socket.ping()
    },
  }
}
