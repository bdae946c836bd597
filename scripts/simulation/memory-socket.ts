import { EventEmitter } from 'node:events'
import type { WebSocket } from 'ws'
import type { SimulatedProcess, VirtualTime } from './virtual-time.ts'

/** The network between two ends, as it behaves for one connection. */
export interface Path {
  /** One way, milliseconds; asked for each message. */
  readonly delayMs: () => number
  /** True: what is sent from now on is swallowed, and neither end is told. */
  swallows: boolean
}

const open = 1
const closing = 2
const closed = 3
/** How a dead peer's kernel answers: not at all where the path swallows, else at once. */
const abnormal = 1006

/** One end of a WebSocket that exists only here, with what the runtime and the twins use of `ws`. */
export class MemorySocket extends EventEmitter {
  readonly OPEN: number = open
  readyState = 0
  readonly bufferedAmount = 0
  readonly #time: VirtualTime
  readonly #owner: SimulatedProcess
  readonly #path: Path
  #peer: MemorySocket | undefined
  #arrivesAtMs = 0
  #sentAtMs = -1

  constructor(time: VirtualTime, owner: SimulatedProcess, path: Path) {
    super()
    this.#time = time
    this.#owner = owner
    this.#path = path
    owner.atDeath(() => {
      this.terminate()
    })
  }

  /** As the type that both sides expect. */
  get asWebSocket(): WebSocket {
    return this as unknown as WebSocket
  }

  /** The accepting end: it may send at once, and the other end is open when it hears of it, before all else. */
  accept(client: MemorySocket): void {
    this.#peer = client
    this.readyState = open
    this.#deliver(peer => {
      peer.#peer = this
      peer.readyState = open
      peer.emit('open')
    })
  }

  /** Called for each message that arrives, at its time. */
  onArrival: () => void = () => undefined

  /** `callback` may stand in the place of the options, as in ws. */
  send(data: string | Buffer, options?: unknown, callback?: (error?: Error) => void): void {
    const told = typeof options === 'function' ? (options as (error?: Error) => void) : callback
    if (this.readyState !== open) {
      told?.(new Error('WebSocket is not open'))
      return
    }
    const bytes = typeof data === 'string' ? Buffer.from(data) : data
    this.#deliver(peer => {
      peer.onArrival()
      peer.emit('message', bytes, false)
    })
  }

  ping(): void {
    this.#deliver(peer => {
      peer.emit('ping', Buffer.alloc(0))
      if (peer.answersPings) peer.pong(Buffer.alloc(0))
    })
  }

  pong(data: Buffer): void {
    this.#deliver(peer => peer.emit('pong', data))
  }

  /** Clients of ws answer pings in the library; the twins do it by themselves. */
  answersPings = false

  close(code = 1005, reason = ''): void {
    if (this.readyState >= closing) return
    this.readyState = closing
    this.#deliver(
      peer => {
        peer.#end(code, reason)
      },
      () => {
        this.#end(code, reason)
      },
    )
  }

  terminate(): void {
    if (this.readyState === closed) return
    this.#deliver(peer => {
      peer.#end(abnormal, '')
    })
    this.#end(abnormal, '')
  }

  /** The connection could not be made. */
  refuse(event: 'error' | 'unexpected-response', ...what: unknown[]): void {
    this.readyState = closed
    this.emit(event, ...what)
  }

  #end(code: number, reason: string): void {
    if (this.readyState === closed) return
    this.readyState = closed
    this.#time.schedule(0, () => this.emit('close', code, Buffer.from(reason)), this.#owner)
  }

  #deliver(arrive: (peer: MemorySocket) => void, after?: () => void): void {
    const peer = this.#peer
    if (peer === undefined || this.#path.swallows) return
    // Order is kept, whatever the delays are; what is sent in one moment travels together.
    if (this.#sentAtMs !== this.#time.nowMs)
      this.#arrivesAtMs = Math.max(this.#arrivesAtMs, this.#time.nowMs + this.#path.delayMs())
    this.#sentAtMs = this.#time.nowMs
    this.#time.schedule(
      this.#arrivesAtMs - this.#time.nowMs,
      () => {
        if (peer.readyState !== closed) arrive(peer)
        after?.()
      },
      peer.#owner,
    )
  }
}
