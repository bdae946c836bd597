import type { WebSocket } from 'ws'
import type { LogFilter } from './log-filter.ts'

export interface Subscription {
  readonly id: string
  readonly kind: 'newHeads' | 'logs'
  readonly filter: LogFilter
}

/** A client that reads this little is cut, as a provider would. */
const maxBufferedBytes = 16 * 1024 * 1024

/** One client's WebSocket at one provider. */
export class EndpointConnection {
  readonly id: string
  readonly openedAtMs: number = Date.now()
  readonly subscriptions: Map<string, Subscription> = new Map()
  readonly #socket: WebSocket

  constructor(id: string, socket: WebSocket) {
    this.id = id
    this.#socket = socket
  }

  send(message: object | string): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return
    if (this.#socket.bufferedAmount > maxBufferedBytes) {
      this.#socket.terminate()
      return
    }
    this.#socket.send(typeof message === 'string' ? message : JSON.stringify(message))
  }

  pong(payload: Buffer): void {
    this.#socket.pong(payload)
  }

  /** Ends at once, without a close frame. */
  cut(): void {
    this.#socket.terminate()
  }
}
