import type { Connection } from './connection.ts'
import { countIn, createCounters, type VenueCounters } from './counters.ts'
import type { VenueTwin } from './venue-twin.ts'

export const faultKinds = [
  'drop',
  'duplicate',
  'reorder',
  'corrupt',
  'delay',
  'stall',
  'cut',
  'refuse',
  'ban',
  'hangup',
  'shutdown',
  'restart',
] as const
export type FaultKind = (typeof faultKinds)[number]
export const corruptForms = [
  'truncate',
  'garbage',
  'html',
  'nan',
  'negative',
  'types',
  'oversized',
  'checksum',
] as const
export type CorruptForm = (typeof corruptForms)[number]

export interface FaultRequest {
  readonly venue: string
  readonly kind: FaultKind
  /** Id from GET /connections; absent: every connection. "oldest" and "newest" pick one now. */
  readonly connection?: string | undefined
  /** Canonical symbol; absent: all. */
  readonly symbol?: string | undefined
  /** The venue's channel name, "depth" or "bbo" for whatever it calls them, or "rest" / "ws" for refuse, ban, delay, drop and corrupt. */
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

/** Text of any number but the one it was; in the range of the checksums there are. */
const anotherNumber = (digits: string): string => String(Number(digits) === 0 ? 1 : Number(digits) - 1)

/**
 * Damages one frame's text. Levels are lists of texts or objects with bare numbers. A frame without the thing that the form
 * damages stays as it is.
 */
export const corruptText = (text: string, form: CorruptForm): string => {
  switch (form) {
    case 'truncate':
      return text.slice(0, Math.floor(text.length * 0.6))
    case 'garbage':
      return '\u0000\u0001{]not json'
    case 'html':
      return '<html><head><title>502 Bad Gateway</title></head><body>502 Bad Gateway</body></html>'
    case 'nan':
      return text.replace(/\["[0-9.]+",|"price":[0-9.]+/, found =>
        found.startsWith('[') ? '["NaN",' : '"price":"NaN"',
      )
    case 'negative':
      return text.replace(/(\["|"price":)(?=[0-9])/, '$1-')
    case 'types':
      return text.replace(
        /\["([0-9.]+)","[0-9.]+"(?:,"[^"]*")*\]|\{"price":([0-9.]+),"qty":[0-9.]+\}/,
        (_found, listed: string | undefined, named: string | undefined) =>
          listed === undefined ? `{"price":[${named ?? ''}],"qty":null}` : `[{"price":${listed}},null]`,
      )
    case 'checksum':
      return text.replace(/(?<="checksum":)-?\d+/, anotherNumber)
    case 'oversized':
      return `${text.slice(0, -1)},"padding":"${'x'.repeat(4 * 1024 * 1024)}"}`
  }
}

/** Kinds that stand at the doors: REST requests and WebSocket upgrades. */
const doorKinds: readonly FaultKind[] = ['refuse', 'ban', 'hangup']

/** The faults one venue is suffering now. The frame path costs one length test while there are none. */
export class FaultBoard {
  /** Kinds that touch frames. Others are acted upon by the venue's server when they are added or asked for. */
  frameFaults: Fault[] = []
  #doorFaults: Fault[] = []
  /** Frame that waits for its successor, per fault, connection and channel. */
  #waiting = new Map<string, Buffer>()
  #nextId = 1
  readonly counters: VenueCounters = createCounters()
  readonly #channels: Readonly<Record<string, readonly string[]>>

  /** The channels say what "depth" and "bbo" mean at this venue. */
  constructor(channels: VenueTwin['channels']) {
    this.#channels = { ...channels }
  }

  add(request: FaultRequest): Fault {
    const untilMs = request.forMs === undefined ? Infinity : Date.now() + request.forMs
    const left = request.count ?? (request.forMs === undefined ? 1 : Infinity)
    const fault: Fault = { ...request, id: this.#nextId++, untilMs, left }
    if (doorKinds.includes(request.kind) || request.channel === 'rest') this.#doorFaults.push(fault)
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
        matches(id, connection.id) && matches(onlySymbol, symbol) && this.#isMeant(onlyChannel, channel),
    )
    if (fault === undefined) connection.send(bytes)
    else this.#damage(fault, connection, bytes, `${symbol} ${channel}`)
  }

  #isMeant(asked: string | undefined, channel: string): boolean {
    return matches(asked, channel) || (asked !== undefined && this.#channels[asked]?.includes(channel) === true)
  }

  #damage(fault: Fault, connection: Connection, bytes: Buffer, feed: string): void {
    // Two kinds are not named here: drop, and the stall of one symbol or channel. Their frame is lost.
    if (fault.kind === 'duplicate') {
      connection.send(bytes)
      connection.send(bytes)
    } else if (fault.kind === 'corrupt') {
      const text = bytes.toString()
      const damaged = corruptText(text, fault.form ?? 'truncate')
      connection.send(Buffer.from(damaged))
      // Nothing in it to be damaged: the fault waits for a frame that has it.
      if (damaged === text) return
    } else if (fault.kind === 'delay') {
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
