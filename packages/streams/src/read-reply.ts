import { advance, type StreamCursor } from './stream-cursor.ts'
import type { StreamEvent } from './stream-event.ts'

type RawEntry = readonly [Buffer, readonly Buffer[] | null]
/** XREAD's reply in RESP2: streams with something new, in the order asked. */
export type RawReply = readonly (readonly [Buffer, readonly RawEntry[]])[]

const DASH = 0x2d
const ZERO = 0x30
const LETTER_T = 0x74
const LETTER_P = 0x70
const NOTHING: Buffer = Buffer.alloc(0)

const digits = (bytes: Buffer, from: number, to: number): number => {
  let value = 0
  for (let i = from; i < to; i++) value = value * 10 + (bytes[i] ?? ZERO) - ZERO
  return value
}

const fieldOf = (fields: readonly Buffer[], letter: number): Buffer => {
  for (let i = 0; i + 1 < fields.length; i += 2) {
    const name = fields[i]
    if (name?.length === 1 && name[0] === letter) return fields[i + 1] ?? NOTHING
  }
  return NOTHING
}

/** One pass from the raw reply to events; `cursors` are those asked for, in order. Hot: nothing is allocated beside the events. */
export const readReply = (
  reply: RawReply,
  cursors: readonly StreamCursor[],
  output: StreamEvent[],
  nowMs: number,
): void => {
  let at = 0
  let typeBytes: Buffer = NOTHING
  let type = ''
  for (const [key, entries] of reply) {
    const stream = key.toString()
    while (at < cursors.length && cursors[at]?.stream !== stream) at++
    const cursor = cursors[at]
    if (cursor === undefined) return
    cursor.lastEntryAtMs = nowMs
    cursor.claimed = undefined
    for (const [idBytes, fields] of entries) {
      const dash = idBytes.indexOf(DASH)
      const epochMs = digits(idBytes, 0, dash)
      const n = digits(idBytes, dash + 1, idBytes.length)
      advance(cursor, epochMs, n, output)
      const found = fields === null ? NOTHING : fieldOf(fields, LETTER_T)
      if (!found.equals(typeBytes)) {
        typeBytes = found
        type = found.toString()
      }
      const payload = fields === null ? NOTHING : fieldOf(fields, LETTER_P)
      output.push({ kind: 'entry', stream: cursor.stream, id: idBytes.toString('latin1'), epochMs, n, type, payload })
    }
  }
}
