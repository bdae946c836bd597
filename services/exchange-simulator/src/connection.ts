import type { Duplex } from 'node:stream'
import type { WebSocket } from 'ws'
import { countIn, type VenueCounters } from './counters.ts'

/** A client that reads this little is cut, as a venue would. */
const maxBufferedBytes = 16 * 1024 * 1024

/** One client's WebSocket at one venue. Everything it is sent goes through `send`, so that stalls and delays hold for all of it. */
export class Connection {
  readonly id: string
  readonly ip: string
  readonly openedAtMs: number
  readonly socket: WebSocket
  /** Names of what it subscribed to, as the client wrote them. */
  readonly subscriptions: Set<string> = new Set()
  /** Silent, pings unanswered, until this time. */
  silentUntilMs = 0
  readonly #counters: VenueCounters
  readonly #transport: Duplex
  #corked = false
  #held: Buffer[] = []
  #heldUntilMs = 0
  #timer: NodeJS.Timeout | undefined

  /** `transport` is what the WebSocket writes to. */
  constructor(options: {
    id: string
    ip: string
    openedAtMs: number
    socket: WebSocket
    transport: Duplex
    counters: VenueCounters
  }) {
    this.id = options.id
    this.ip = options.ip
    this.openedAtMs = options.openedAtMs
    this.socket = options.socket
    this.#counters = options.counters
    this.#transport = options.transport
  }

  get isSilent(): boolean {
    return this.silentUntilMs > 0 && Date.now() < this.silentUntilMs
  }

  /** Sends one text frame. While the connection is silent it is lost; while it is held it waits in order. */
  send(bytes: Buffer): void {
    if (this.isSilent) return
    if (this.#timer !== undefined) {
      this.#held.push(bytes)
      return
    }
    if (this.socket.readyState !== this.socket.OPEN) return
    if (this.socket.bufferedAmount > maxBufferedBytes) {
      this.socket.terminate()
      return
    }
    this.#counters.framesSent++
    this.#cork()
    this.socket.send(bytes, { binary: false })
  }

  reply(text: string): void {
    this.send(Buffer.from(text))
  }

  /** Holds back this and all later frames for so long, as a slow network does; order is kept. */
  hold(ms: number): void {
    const untilMs = Date.now() + ms
    if (untilMs <= this.#heldUntilMs) return
    this.#heldUntilMs = untilMs
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      this.#release()
    }, ms)
  }

  close(code: number, reason: string): void {
    countIn(this.#counters.closes, reason)
    this.socket.close(code, reason)
    // A client that does not answer the close frame is cut.
    setTimeout(() => {
      this.socket.terminate()
    }, 2_000).unref()
  }

  /** Ends at once, without a close frame. */
  cut(reason: string): void {
    countIn(this.#counters.closes, reason)
    // What was sent before is on its way.
    this.#uncork()
    this.socket.terminate()
  }

  dispose(): void {
    clearTimeout(this.#timer)
    this.#held = []
  }

  /** All frames of one turn leave in one system call; those calls were a third of the simulator's work. */
  #cork(): void {
    if (this.#corked) return
    this.#corked = true
    this.#transport.cork()
    process.nextTick(() => {
      this.#uncork()
    })
  }

  #uncork(): void {
    if (!this.#corked) return
    this.#corked = false
    this.#transport.uncork()
  }

  #release(): void {
    const frames = this.#held
    this.#timer = undefined
    this.#held = []
    for (const bytes of frames) this.send(bytes)
  }
}
