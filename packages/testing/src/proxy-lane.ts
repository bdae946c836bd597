import type { Socket } from 'node:net'

/** What waits here at most before the sender is asked to wait. */
const mostQueuedBytes = 256 * 1024

interface Queued {
  readonly bytes: Buffer
  readonly then: (() => void) | undefined
}

/** One direction of one connection: order is kept, whatever holds it up. */
export class ProxyLane {
  readonly #from: Socket
  readonly #to: Socket
  #queue: Queued[] = []
  #queuedBytes = 0
  #notBeforeMs = 0
  #timer: NodeJS.Timeout | undefined
  #isStalled = false
  #bytesPerMs = Infinity
  /** What comes is lost from now on. */
  swallows = false

  constructor(from: Socket, to: Socket) {
    this.#from = from
    this.#to = to
  }

  /** `holdMs`: these bytes and all behind them wait so long. `then` is called when they were handed to the socket. */
  send(bytes: Buffer, holdMs = 0, then?: () => void): void {
    if (this.swallows) return
    if (holdMs > 0) this.#notBeforeMs = Math.max(this.#notBeforeMs, performance.now() + holdMs)
    this.#queue.push({ bytes, then })
    this.#queuedBytes += bytes.length
    this.#pump()
  }

  /** Nothing passes while true; it is kept, and the sender meets a full window in the end. */
  stall(stalled: boolean): void {
    this.#isStalled = stalled
    this.#pump()
  }

  throttle(bytesPerSecond: number | undefined): void {
    this.#bytesPerMs = bytesPerSecond === undefined ? Infinity : bytesPerSecond / 1000
    this.#pump()
  }

  dispose(): void {
    clearTimeout(this.#timer)
    this.#queue = []
  }

  #pump(): void {
    clearTimeout(this.#timer)
    for (;;) {
      const [next] = this.#queue
      if (next === undefined || this.#isStalled) break
      const nowMs = performance.now()
      const waitMs = this.#notBeforeMs - nowMs
      if (waitMs > 0) {
        this.#timer = setTimeout(() => this.#pump(), Math.ceil(waitMs))
        break
      }
      this.#queue.shift()
      this.#queuedBytes -= next.bytes.length
      this.#notBeforeMs = nowMs + next.bytes.length / this.#bytesPerMs
      if (!this.#to.destroyed) this.#to.write(next.bytes)
      next.then?.()
    }
    if (this.#queuedBytes > mostQueuedBytes) this.#from.pause()
    else if (this.#from.isPaused()) this.#from.resume()
  }
}
