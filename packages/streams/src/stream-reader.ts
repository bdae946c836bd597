import { slotOf } from './cluster-slot.ts'
import { createReadLane, type ReadLane } from './read-lane.ts'
import type { RedisOptions, StreamLog } from './redis-options.ts'
import { createCursor, cursorId } from './stream-cursor.ts'
import type { StreamEvent } from './stream-event.ts'

/** Reads many streams on connections of its own and says of each what was lost before it hands out what came after. */
export interface StreamReader {
  /**
   * 'now' = what comes after the moment the reader has seen the stream (see `positionOf`), 'start' = all that is kept,
   * or an id = what comes after it. Following a stream that is already followed moves it.
   */
  follow(stream: string, from: string, options?: { readonly explicitIds?: boolean }): void
  unfollow(stream: string): void
  /** Id up to which the stream was read (not: handed out); undefined while 'now' is not yet placed or nothing is followed. */
  positionOf(stream: string): string | undefined
  /** One reply = one batch. Ends within 100 ms of the abort. Once per reader: what was read ahead ends with it. */
  batches(signal: AbortSignal): AsyncIterable<readonly StreamEvent[]>
  /** Every connection it needs is up. */
  readonly connected: boolean
  /** Monotonic milliseconds (performance.now) of the last answer from Redis, entries or not; 0 before the first. */
  readonly lastReplyAtMs: number
}

export interface ClosableStreamReader extends StreamReader {
  close(): Promise<void>
}

/** One finished reply that waits for the consumer; its lane goes on reading one reply ahead. */
interface Parcel {
  readonly lane: ReadLane
  events: readonly StreamEvent[]
  readonly taken: () => void
}

export const createStreamReader = (options: RedisOptions, log: StreamLog): ClosableStreamReader => {
  const lanes = new Map<number, ReadLane>()
  const parcels: Parcel[] = []
  let lastReplyAtMs = 0
  let iteration: AbortController | undefined
  const running: Promise<void>[] = []
  let arrived: (() => void) | undefined

  const notify = (): void => {
    arrived?.()
    arrived = undefined
  }

  const startLane = (lane: ReadLane, signal: AbortSignal): void => {
    const deliver = (events: StreamEvent[]): Promise<void> =>
      new Promise(taken => {
        // Nobody takes parcels any more: waiting would hold up the end of the iteration.
        if (signal.aborted) {
          taken()
          return
        }
        parcels.push({ lane, events, taken })
        notify()
      })
    running.push(lane.run(signal, deliver))
  }

  const slotFor = (stream: string): number => (options.cluster ? slotOf(stream) : 0)
  const laneOf = (stream: string): ReadLane | undefined => lanes.get(slotFor(stream))

  const laneFor = (stream: string): ReadLane => {
    const slot = slotFor(stream)
    const existing = lanes.get(slot)
    if (existing !== undefined) return existing
    const lane = createReadLane(options, log, atMs => {
      lastReplyAtMs = atMs
    })
    lanes.set(slot, lane)
    if (iteration !== undefined && !iteration.signal.aborted) startLane(lane, iteration.signal)
    return lane
  }

  /** What waits from a stream that is not followed any more must not come out. */
  const forget = (stream: string): void => {
    for (const parcel of parcels) {
      if (parcel.events.some(event => event.stream === stream)) {
        parcel.events = parcel.events.filter(event => event.stream !== stream)
      }
    }
  }

  const stop = (controller: AbortController): void => {
    controller.abort()
    for (const lane of lanes.values()) {
      lane.wake()
      lane.close()
    }
    for (const parcel of parcels.splice(0)) parcel.taken()
    notify()
  }

  async function* batches(signal: AbortSignal): AsyncGenerator<readonly StreamEvent[]> {
    if (iteration !== undefined) throw new Error('a reader gives its batches once: create another one')
    const controller = new AbortController()
    iteration = controller
    const onAbort = (): void => stop(controller)
    signal.addEventListener('abort', onAbort)
    if (signal.aborted) controller.abort()
    for (const lane of lanes.values()) startLane(lane, controller.signal)
    try {
      while (!controller.signal.aborted) {
        const parcel = parcels.shift()
        if (parcel === undefined) {
          await new Promise<void>(resolve => (arrived = resolve))
          continue
        }
        parcel.taken()
        if (parcel.events.length > 0) yield parcel.events
      }
    } finally {
      signal.removeEventListener('abort', onAbort)
      stop(controller)
      await Promise.all(running)
    }
  }

  return {
    follow: (stream, from, { explicitIds = true } = {}) => {
      forget(stream)
      const lane = laneFor(stream)
      lane.cursors.set(stream, createCursor(stream, from, explicitIds))
      lane.wake()
    },
    unfollow: stream => {
      forget(stream)
      laneOf(stream)?.cursors.delete(stream)
      laneOf(stream)?.wake()
    },
    positionOf: stream => {
      const cursor = laneOf(stream)?.cursors.get(stream)
      return cursor?.placed === true ? cursorId(cursor) : undefined
    },
    batches,
    get connected() {
      return [...lanes.values()].every(lane => lane.cursors.size === 0 || lane.connected)
    },
    get lastReplyAtMs() {
      return lastReplyAtMs
    },
    close: async () => {
      if (iteration !== undefined) stop(iteration)
      await Promise.all(running)
      for (const lane of lanes.values()) lane.close()
    },
  }
}
