import { decodeServerMessage, encodeClientMessage, type ServerMessage } from '@screener/contracts/gateway'
import { initialLink, stepLink, type LinkEvent, type LinkState, type Now } from './link-state.ts'
import { ServerClock } from './server-clock.ts'

const readNow = (): Now => ({ monotonicMs: performance.now(), wallMs: Date.now() })

interface LinkListener {
  message(message: ServerMessage, nowMs: number): void
  changed(): void
}

/** Runs the connection's states with a real WebSocket. The owner calls `tick` often: there is no timer in here. */
export class Link {
  readonly clock = new ServerClock()
  state: LinkState = initialLink(readNow())
  private readonly url: string
  private readonly listener: LinkListener
  private socket: WebSocket | undefined
  private nextNumber: number | undefined

  constructor(url: string, listener: LinkListener) {
    this.url = url
    this.listener = listener
  }

  start(): void {
    this.connect()
  }

  tick(): void {
    this.handle({ type: 'tick' })
  }

  tryNow(): void {
    this.handle({ type: 'tryNow' })
  }

  /** How often the gateway may send at most, ms between messages; 0 for its default. */
  pace(minIntervalMs: number): void {
    this.send(encodeClientMessage({ setPace: { minIntervalMs } }))
  }

  /** What is held may have holes: not live until the full state is here again. */
  refresh(): void {
    this.handle({ type: 'incomplete' })
    this.send(encodeClientMessage({ requestFullState: {} }))
  }

  private send(bytes: Uint8Array): void {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(new Uint8Array(bytes))
  }

  private handle(event: LinkEvent): void {
    const before = this.state
    const { state, command } = stepLink(before, event, readNow(), Math.random())
    this.state = state
    if (command === 'drop') this.drop()
    if (command === 'connect') this.connect()
    if (state.phase !== before.phase || state.complete !== before.complete) this.listener.changed()
  }

  private drop(): void {
    const { socket } = this
    this.socket = undefined
    socket?.close()
  }

  private connect(): void {
    const socket = new WebSocket(this.url)
    socket.binaryType = 'arraybuffer'
    this.socket = socket
    this.nextNumber = undefined
    socket.onopen = () => {
      if (this.socket === socket) this.handle({ type: 'opened' })
    }
    socket.onmessage = (event: MessageEvent<unknown>) => {
      if (this.socket === socket) this.receive(event.data)
    }
    socket.onclose = event => {
      if (this.socket !== socket) return
      this.socket = undefined
      this.handle({ type: 'closed', reason: event.reason })
    }
  }

  private receive(data: unknown): void {
    const message = data instanceof ArrayBuffer ? decode(data) : undefined
    if (message === undefined) {
      this.drop()
      this.handle({ type: 'closed', reason: 'unreadable' })
      return
    }
    const nowMs = performance.now()
    const lagMs = this.clock.observe(message.atUs / 1000, nowMs)
    const full = message.fullState != null
    const hole = this.nextNumber !== undefined && message.number !== this.nextNumber
    this.nextNumber = message.number + 1
    this.handle({ type: 'message', full, lagMs })
    this.listener.message(message, nowMs)
    if (hole && !full) this.refresh()
  }
}

const decode = (data: ArrayBuffer): ServerMessage | undefined => {
  try {
    return decodeServerMessage(new Uint8Array(data))
  } catch {
    return undefined
  }
}
