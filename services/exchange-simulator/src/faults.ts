import type { Connection } from './connection.ts'
import { countIn, createCounters, type VenueCounters } from './counters.ts'
import type { VenueId } from './market/instruments.ts'

export type FaultKind =
  'drop' | 'duplicate' | 'reorder' | 'corrupt' | 'delay' | 'stall' | 'cut' | 'refuse' | 'ban' | 'shutdown' | 'restart'
export const faultKinds: readonly FaultKind[] = [
  'drop',
  'duplicate',
  'reorder',
  'corrupt',
  'delay',
  'stall',
  'cut',
  'refuse',
  'ban',
  'shutdown',
  'restart',
]
export const corruptForms = ['truncate', 'garbage', 'html', 'nan', 'negative', 'types', 'oversized'] as const
export type CorruptForm = (typeof corruptForms)[number]

export interface FaultRequest {
  readonly venue: VenueId
  readonly kind: FaultKind
  /** Id from GET /connections; absent: every connection. "oldest" and "newest" pick one now. */
  readonly connection?: string | undefined
  /** Canonical symbol; absent: all. */
  readonly symbol?: string | undefined
  /** The venue's channel name, "depth" or "bbo" for either venue's, or "rest" / "ws" for refuse, ban, delay, drop and corrupt. */
  readonly channel?: string | undefined
  readonly count?: number | undefined
  readonly forMs?: number | undefined
  readonly delayMs?: number | undefined
  readonly form?: CorruptForm | undefined
}

export interface Fault extends FaultRequest {
  readonly id: number
  readonly untilMs: number
  left: number
}

const matches = (text: string | undefined, value: string): boolean => text === undefined || text === value

/** "depth" and "bbo" mean whatever this venue calls its followed book and its best bid and ask. */
const channelMatches = (asked: string | undefined, channel: string): boolean =>
  matches(asked, channel) ||
  (asked === 'depth' &&
    (channel.startsWith('depth') || (channel.startsWith('orderbook.') && channel !== 'orderbook.1'))) ||
  (asked === 'bbo' && (channel === 'bookTicker' || channel === 'orderbook.1'))

/** Damages one frame's text. */
export const corruptText = (text: string, form: CorruptForm): string => {
  switch (form) {
    case 'truncate':
      return text.slice(0, Math.floor(text.length * 0.6))
    case 'garbage':
      return '\u0000\u0001{]not json'
    case 'html':
      return '<html><head><title>502 Bad Gateway</title></head><body>502 Bad Gateway</body></html>'
    case 'nan':
      return text.replace(/\["[0-9.]+",/, '["NaN",')
    case 'negative':
      return text.replace(/\["([0-9.]+)",/, '["-$1",')
    case 'types':
      return text.replace(/\["([0-9.]+)","([0-9.]+)"\]/, '[{"price":$1},null]')
    case 'oversized':
      return `${text.slice(0, -1)},"padding":"${'x'.repeat(4 * 1024 * 1024)}"}`
  }
}

/** The faults one venue is suffering now. The frame path costs one length test while there are none. */
export class FaultBoard {
  /** Kinds that touch frames. Others are acted upon by the venue's server when they are added or asked for. */
  frameFaults: Fault[] = []
  #doorFaults: Fault[] = []
  /** Frame that waits for its successor, per fault, connection and channel. */
  #waiting = new Map<string, Buffer>()
  #nextId = 1
  readonly counters: VenueCounters = createCounters()

  add(request: FaultRequest): Fault {
    const untilMs = request.forMs === undefined ? Infinity : Date.now() + request.forMs
    const left = request.count ?? (request.forMs === undefined ? 1 : Infinity)
    const fault: Fault = { ...request, id: this.#nextId++, untilMs, left }
    if (request.kind === 'refuse' || request.kind === 'ban' || request.channel === 'rest') this.#doorFaults.push(fault)
    else this.frameFaults.push(fault)
    return fault
  }

  list(): readonly Fault[] {
    this.#expire()
    return [...this.frameFaults, ...this.#doorFaults]
  }

  clear(): void {
    this.frameFaults = []
    this.#doorFaults = []
    this.#waiting.clear()
  }

  /** A fault that stands at the door (`rest` requests or `ws` upgrades); counts it as used. */
  atDoor(kinds: readonly FaultKind[], channel: 'rest' | 'ws'): Fault | undefined {
    if (this.#doorFaults.length === 0) return undefined
    this.#expire()
    const fault = this.#doorFaults.find(({ kind, channel: only }) => kinds.includes(kind) && matches(only, channel))
    if (fault !== undefined) this.#use(fault)
    return fault
  }

  /** Sends a frame with the first fault that applies to it, or as it is. */
  deliver(connection: Connection, bytes: Buffer, symbol: string, channel: string): void {
    if (this.frameFaults.length === 0) {
      connection.send(bytes)
      return
    }
    this.#expire()
    const fault = this.frameFaults.find(
      ({ connection: id, symbol: onlySymbol, channel: onlyChannel }) =>
        matches(id, connection.id) && matches(onlySymbol, symbol) && channelMatches(onlyChannel, channel),
    )
    if (fault === undefined) connection.send(bytes)
    else this.#damage(fault, connection, bytes, `${symbol} ${channel}`)
  }

  #damage(fault: Fault, connection: Connection, bytes: Buffer, feed: string): void {
    // Two kinds are not named here: drop, and the stall of one symbol or channel. Their frame is lost.
    if (fault.kind === 'duplicate') {
      connection.send(bytes)
      connection.send(bytes)
    } else if (fault.kind === 'corrupt')
      connection.send(Buffer.from(corruptText(bytes.toString(), fault.form ?? 'truncate')))
    else if (fault.kind === 'delay') {
      connection.hold(fault.delayMs ?? 500)
      connection.send(bytes)
    } else if (fault.kind === 'reorder' && !this.#swap(fault, connection, bytes, feed)) return
    this.#use(fault)
  }

  /** Keeps a frame back until the next one of its symbol and channel was sent. True when a pair was swapped. */
  #swap(fault: Fault, connection: Connection, bytes: Buffer, feed: string): boolean {
    const key = `${String(fault.id)} ${connection.id} ${feed}`
    const earlier = this.#waiting.get(key)
    if (earlier === undefined) {
      this.#waiting.set(key, bytes)
      return false
    }
    this.#waiting.delete(key)
    connection.send(bytes)
    connection.send(earlier)
    return true
  }

  #use(fault: Fault): void {
    fault.left--
    countIn(this.counters.faults, fault.kind)
  }

  #expire(): void {
    const nowMs = Date.now()
    const alive = (fault: Fault): boolean => fault.left > 0 && nowMs < fault.untilMs
    if (!this.frameFaults.every(alive)) this.frameFaults = this.frameFaults.filter(alive)
    if (!this.#doorFaults.every(alive)) this.#doorFaults = this.#doorFaults.filter(alive)
  }
}
