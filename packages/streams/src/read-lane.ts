import { setTimeout as delay } from 'node:timers/promises'
import {
  createNodeDirectory,
  movedTo,
  nodesOfSlots,
  openLaneConnection,
  type LaneConnection,
} from './lane-connection.ts'
import { readReply, type RawReply } from './read-reply.ts'
import { retryDelayMs, type RedisOptions, type StreamLog } from './redis-options.ts'
import { compareWithLast, cursorId, place, type StreamCursor } from './stream-cursor.ts'
import type { StreamEvent } from './stream-event.ts'
import { lastIdOf } from './stream-id.ts'

/** One connection with one XREAD in flight, for streams that live in one slot (or all of them on a single Redis). */
export interface ReadLane {
  readonly cursors: Map<string, StreamCursor>
  readonly connected: boolean
  /** Reads until aborted. `deliver` resolves when there is room for more. */
  run(signal: AbortSignal, deliver: (events: StreamEvent[]) => Promise<void>): Promise<void>
  /** The set of cursors changed. */
  wake(): void
  close(): void
}

/** Short, so that a stream followed at run time joins at once: nothing can be said on a connection that blocks. */
const BLOCK_MS = 100
/** Bounds one reply, for each stream. */
const COUNT = 512
/** A stream silent for this long is asked for its last id: a deleted or emptied stream looks like a quiet one. */
const SILENCE_CHECK_MS = 1000

export const createReadLane = (options: RedisOptions, log: StreamLog, onReply: (atMs: number) => void): ReadLane => {
  const cursors = new Map<string, StreamCursor>()
  const directory = createNodeDirectory(options)
  let connection: LaneConnection | undefined
  let wakeUp: (() => void) | undefined
  let heard: StreamEvent[] = []
  let attempts = 0
  let version = 0
  let checkedAtMs = -SILENCE_CHECK_MS

  const dropConnection = (): void => {
    connection?.destroy()
    connection = undefined
  }

  const open = async (signal: AbortSignal): Promise<LaneConnection> => {
    const fresh = await openLaneConnection(options, directory.next(), signal)
    if (options.cluster) {
      const [slots] = await fresh.pipeline([['cluster', 'slots']])
      directory.learn(nodesOfSlots(slots, fresh.endpoint))
    }
    return fresh
  }

  /** Asks streams for their last ids: to place 'now', to see a stream that went back, to see an emptied one. */
  const inspect = async (lane: LaneConnection, suspects: readonly StreamCursor[]): Promise<void> => {
    const replies = await lane.pipeline(suspects.map(cursor => ['xinfo', 'stream', cursor.stream]))
    suspects.forEach((cursor, i) => {
      const last = lastIdOf(replies[i])
      if (cursors.get(cursor.stream) !== cursor) return
      if (cursor.placed) compareWithLast(cursor, last, heard)
      else place(cursor, last)
    })
  }

  const suspectsAt = (nowMs: number): StreamCursor[] => {
    const due = nowMs - checkedAtMs >= SILENCE_CHECK_MS
    if (due) checkedAtMs = nowMs
    return [...cursors.values()].filter(
      cursor => !cursor.placed || (due && nowMs - cursor.lastEntryAtMs >= SILENCE_CHECK_MS),
    )
  }

  const readOnce = async (lane: LaneConnection): Promise<void> => {
    const asked = [...cursors.values()].filter(cursor => cursor.placed)
    if (asked.length === 0) return
    const askedVersion = version
    const ids = asked.map(cursorId)
    const names = asked.map(cursor => cursor.stream)
    // Bad news does not wait for data.
    const block = heard.length > 0 ? [] : ['BLOCK', BLOCK_MS]
    const reply = await lane.read(['COUNT', COUNT, ...block, 'STREAMS', ...names, ...ids])
    const nowMs = performance.now()
    onReply(nowMs)
    if (reply === null) return
    // Unfollowed (perhaps followed anew from elsewhere) while the read was under way: not wanted any more.
    const all = reply as RawReply
    const wanted = version === askedVersion ? all : all.filter(([key]) => isCurrent(asked, key.toString()))
    readReply(wanted, asked, heard, nowMs)
  }

  const isCurrent = (asked: readonly StreamCursor[], stream: string): boolean => {
    const current = cursors.get(stream)
    return current !== undefined && asked.includes(current)
  }

  const reconnect = async (signal: AbortSignal): Promise<LaneConnection> => {
    dropConnection()
    connection = await open(signal)
    // Redis may have come back with less than it had: look at every stream before reading on.
    checkedAtMs = -SILENCE_CHECK_MS
    for (const cursor of cursors.values()) {
      cursor.lastEntryAtMs = -SILENCE_CHECK_MS
      cursor.claimed = undefined
    }
    return connection
  }

  const turn = async (signal: AbortSignal): Promise<void> => {
    const lane = connection?.open === true ? connection : await reconnect(signal)
    const suspects = suspectsAt(performance.now())
    if (suspects.length > 0) await inspect(lane, suspects)
    // Always read after looking: a stream ahead of us counts as trimmed only when reading it gave nothing.
    await readOnce(lane)
    if (attempts > 0) log.info({ event: 'read_recovered', client: options.name, attempts }, 'reading again')
    attempts = 0
  }

  const recover = async (cause: unknown, signal: AbortSignal): Promise<void> => {
    const moved = connection === undefined ? undefined : movedTo(cause, connection.endpoint)
    dropConnection()
    if (signal.aborted) return
    if (moved !== undefined) {
      directory.learn([moved])
      directory.prefer(moved)
    }
    attempts++
    if (moved !== undefined && attempts <= 2) return
    if (attempts <= 1)
      log.warn({ event: 'read_failed', client: options.name, reason: String(cause) }, 'reading stopped, reconnecting')
    await delay(retryDelayMs(attempts), undefined, { signal }).catch(() => undefined)
  }

  return {
    cursors,
    get connected() {
      return connection?.open === true
    },
    run: async (signal, deliver) => {
      while (!signal.aborted) {
        if (cursors.size === 0) {
          await new Promise<void>(resolve => (wakeUp = resolve))
          continue
        }
        let failure: unknown
        try {
          await turn(signal)
        } catch (cause) {
          failure = cause
        }
        // Also after a failure: cursors have moved past what was heard.
        const events = heard
        heard = []
        if (events.length > 0) await deliver(events)
        if (failure !== undefined) await recover(failure, signal)
      }
      dropConnection()
    },
    wake: () => {
      version++
      wakeUp?.()
      wakeUp = undefined
    },
    close: dropConnection,
  }
}
