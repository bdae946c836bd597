import { isDataFrame, withPayload, type WireFrame } from './websocket-frames.ts'

/** Which way a frame goes. */
export type Direction = 'toClient' | 'toServer'

/**
 * What can happen to one frame. `swap`: it comes after the next one that is meant too. `flip`: one bit of the payload.
 * `truncate`: the message is whole as a frame, and shorter. `delay`: it waits, and all behind it. `cutMidFrame`: a part of it
 * comes, then a reset. `cutBefore`, `cutAfter`: a reset in its place, or behind it. `rewrite`: another text.
 */
export type FrameFaultKind =
  'drop' | 'duplicate' | 'swap' | 'flip' | 'truncate' | 'delay' | 'rewrite' | 'cutMidFrame' | 'cutBefore' | 'cutAfter'

export interface FrameFault {
  readonly kind: FrameFaultKind
  /** Default: to the client. */
  readonly direction?: Direction
  /** Which data frames are meant, by their text; default: any. Pings and pongs never are. */
  readonly match?: (text: string) => boolean
  /** So many frames; default 1. */
  readonly count?: number
  /** For `delay`; default 500. */
  readonly delayMs?: number
  /** For `rewrite`. */
  readonly rewrite?: (text: string) => string
  /** For `flip`: whether this bit (0: the highest) of the byte at this index may be flipped; default: any may. */
  readonly mayFlip?: (text: string, index: number, bit: number) => boolean
}

/** A fault that waits for its frames. */
export interface InjectedFault {
  readonly fault: FrameFault
  /** Frames that it struck so far. */
  readonly met: number
  /** True when it will strike no more. */
  readonly isOver: boolean
  /** What became of the frames, for whoever looks into a failure. */
  readonly told: readonly string[]
  cancel(): void
}

/** What is to be sent in the place of a frame. */
export interface Relay {
  readonly bytes: readonly Buffer[]
  /** Everything from here on waits so long. */
  readonly holdMs?: number
  /** Resets the connection behind the bytes. */
  readonly cuts?: true
}

interface Waiting extends InjectedFault {
  met: number
  isOver: boolean
  left: number
  readonly told: string[]
  /** Of `swap`: held back until the next one, by link. */
  readonly held: Map<number, Buffer>
}

/** The faults of one proxy that wait for frames. All chance comes from `random`. */
export class FrameFaultBoard {
  readonly #random: () => number
  #waiting: Waiting[] = []

  constructor(random: () => number) {
    this.#random = random
  }

  add(fault: FrameFault): InjectedFault {
    const waiting: Waiting = {
      fault,
      met: 0,
      isOver: false,
      left: fault.count ?? 1,
      told: [],
      held: new Map(),
      cancel: () => {
        waiting.isOver = true
        this.#waiting = this.#waiting.filter(other => other !== waiting)
      },
    }
    this.#waiting.push(waiting)
    return waiting
  }

  /** What is to be sent for this frame of this link; undefined: the frame as it is. */
  strike(link: number, direction: Direction, frame: WireFrame): Relay | undefined {
    if (this.#waiting.length === 0 || !isDataFrame(frame)) return undefined
    const text = frame.payload.toString()
    const waiting = this.#waiting.find(
      ({ fault }) => (fault.direction ?? 'toClient') === direction && (fault.match === undefined || fault.match(text)),
    )
    return waiting === undefined ? undefined : this.#relay(waiting, link, frame, text)
  }

  #relay(waiting: Waiting, link: number, frame: WireFrame, text: string): Relay | undefined {
    const { kind, delayMs = 500, mayFlip = () => true, rewrite = (same: string) => same } = waiting.fault
    const { raw, payload } = frame
    switch (kind) {
      case 'drop':
        this.#count(waiting, text)
        return { bytes: [] }
      case 'duplicate':
        this.#count(waiting, text)
        return { bytes: [raw, raw] }
      case 'delay':
        this.#count(waiting, text)
        return { bytes: [raw], holdMs: delayMs }
      case 'rewrite':
        this.#count(waiting, text)
        return { bytes: [withPayload(frame, Buffer.from(rewrite(text)))] }
      case 'swap': {
        const earlier = waiting.held.get(link)
        if (earlier === undefined) {
          waiting.held.set(link, raw)
          return { bytes: [] }
        }
        waiting.held.delete(link)
        this.#count(waiting, text)
        return { bytes: [raw, earlier] }
      }
      case 'flip': {
        const flipped = this.#flip(payload, (index, bit) => mayFlip(text, index, bit))
        // Nothing in it may be flipped: the fault waits for another frame.
        if (flipped === undefined) return undefined
        this.#count(waiting, `${text} -> ${flipped.toString()}`)
        return { bytes: [withPayload(frame, flipped)] }
      }
      case 'truncate': {
        const length = Math.floor(this.#random() * payload.length)
        this.#count(waiting, `${length} bytes of ${text}`)
        return { bytes: [withPayload(frame, payload.subarray(0, length))] }
      }
      case 'cutMidFrame': {
        const length = 1 + Math.floor(this.#random() * (raw.length - 1))
        this.#count(waiting, `${length} wire bytes of ${text}`)
        return { bytes: [raw.subarray(0, length)], cuts: true }
      }
      case 'cutBefore':
        this.#count(waiting, text)
        return { bytes: [], cuts: true }
      case 'cutAfter':
        this.#count(waiting, text)
        return { bytes: [raw], cuts: true }
    }
  }

  #flip(payload: Buffer, mayFlip: (index: number, bit: number) => boolean): Buffer | undefined {
    const bits = payload.length * 8
    // From a random place on, the first bit that may be flipped.
    const start = Math.floor(this.#random() * bits)
    for (let step = 0; step < bits; step++) {
      const at = (start + step) % bits
      const index = at >> 3
      if (!mayFlip(index, at & 7)) continue
      const flipped = Buffer.from(payload)
      flipped[index] = flipped[index]! ^ (0x80 >> (at & 7))
      return flipped
    }
    return undefined
  }

  #count(waiting: Waiting, what: string): void {
    waiting.met++
    waiting.told.push(`${waiting.fault.kind} ${what.slice(0, 2_000)}`)
    if (--waiting.left <= 0) waiting.cancel()
  }
}
