import type { StreamEvent } from './stream-event.ts'
import { compareIds, formatId, parseId, type StreamId } from './stream-id.ts'

/** How far one stream was read. A plain mutable record: one is touched for every entry. */
export interface StreamCursor {
  readonly stream: string
  /** False for `*` ids: nothing to check. */
  readonly explicitIds: boolean
  /** False until the place asked for as 'now' is known. */
  placed: boolean
  lastEpochMs: number
  lastN: number
  /** True when the last id is proven, so the next one can be foretold. */
  anchored: boolean
  /** Epoch of the writer last heard of; 0 before any. Unlike the place it survives a stream that vanished. */
  writerEpochMs: number
  lastEntryAtMs: number
  /** The stream claimed this last id while reading gave nothing newer; still so at the next check means trimmed. */
  claimed: StreamId | undefined
}

export const createCursor = (stream: string, from: string, explicitIds: boolean): StreamCursor => {
  const cursor: StreamCursor = {
    stream,
    explicitIds,
    placed: from !== 'now',
    lastEpochMs: 0,
    lastN: 0,
    anchored: false,
    writerEpochMs: 0,
    lastEntryAtMs: 0,
    claimed: undefined,
  }
  if (from !== 'now' && from !== 'start') place(cursor, parseId(from))
  return cursor
}

export const cursorId = (cursor: StreamCursor): string => formatId(cursor.lastEpochMs, cursor.lastN)

const moveTo = (cursor: StreamCursor, id: StreamId): void => {
  cursor.lastEpochMs = id.epochMs
  cursor.lastN = id.n
  // 0-0 stands for "nothing yet": the first entry says where it begins.
  cursor.anchored = id.epochMs > 0
}

/** Puts a cursor behind an id whose writer is taken as known. */
export const place = (cursor: StreamCursor, last: StreamId): void => {
  moveTo(cursor, last)
  cursor.writerEpochMs = last.epochMs
  cursor.placed = true
}

/** Before an entry is output: what does its id say about those before it? Also moves the cursor. */
export const advance = (cursor: StreamCursor, epochMs: number, n: number, output: StreamEvent[]): void => {
  if (cursor.explicitIds && (epochMs !== cursor.lastEpochMs || n !== cursor.lastN + 1)) {
    reportBreak(cursor, epochMs, n, output)
  }
  cursor.lastEpochMs = epochMs
  cursor.lastN = n
  cursor.anchored = true
  cursor.writerEpochMs = epochMs
}

const reportBreak = (cursor: StreamCursor, epochMs: number, n: number, output: StreamEvent[]): void => {
  const { stream } = cursor
  if (cursor.writerEpochMs === 0) return
  if (epochMs !== cursor.writerEpochMs) output.push({ kind: 'epoch', stream, epochMs })
  // Every epoch begins with 0; what is between the last entry of one and that is covered by the epoch event.
  const expectedN = epochMs === cursor.lastEpochMs ? cursor.lastN + 1 : 0
  if (n !== expectedN) {
    output.push({ kind: 'hole', stream, expected: formatId(epochMs, expectedN), found: formatId(epochMs, n) })
  }
}

/**
 * Compares with the last id the stream says it ever had. Behind us: the stream went back (vanished, restored, failed
 * over). Ahead of us twice in a row though reading gave nothing: all between was trimmed.
 */
export const compareWithLast = (cursor: StreamCursor, last: StreamId, output: StreamEvent[]): void => {
  const mine = { epochMs: cursor.lastEpochMs, n: cursor.lastN }
  const order = compareIds(last, mine)
  const trimmed = order > 0 && cursor.claimed !== undefined && compareIds(cursor.claimed, mine) > 0
  cursor.claimed = order > 0 && !trimmed ? last : undefined
  if (order >= 0 && !trimmed) return
  if (cursor.explicitIds && cursor.anchored) {
    const expected = formatId(mine.epochMs, mine.n + 1)
    output.push({ kind: 'hole', stream: cursor.stream, expected, found: formatId(last.epochMs, last.n) })
  }
  moveTo(cursor, last)
}
