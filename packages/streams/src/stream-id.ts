/** Numbers of an id `<epochMs>-<n>`. */
export interface StreamId {
  readonly epochMs: number
  readonly n: number
}

export const formatId = (epochMs: number, n: number): string => `${epochMs}-${n}`

/** Throws on text that is not an id: ids come from Redis or from our own checkpoints. */
export const parseId = (text: string): StreamId => {
  const match = /^(\d{1,16})(?:-(\d{1,16}))?$/.exec(text)
  if (match === null)
    throw new Error(`not a stream id: expected <milliseconds>-<number>, found ${JSON.stringify(text)}`)
  return { epochMs: Number(match[1]), n: Number(match[2] ?? 0) }
}

export const compareIds = (a: StreamId, b: StreamId): number => a.epochMs - b.epochMs || a.n - b.n

/** The last id a stream ever had, trimmed entries included, from the reply of XINFO STREAM. */
export const lastIdOf = (reply: unknown): StreamId => {
  if (reply instanceof Error) {
    if (reply.message.includes('no such key')) return { epochMs: 0, n: 0 }
    throw reply
  }
  const fields = reply as unknown[]
  for (let i = 0; i + 1 < fields.length; i += 2) {
    if (String(fields[i]) === 'last-generated-id') return parseId(String(fields[i + 1]))
  }
  throw new Error('XINFO STREAM named no last-generated-id')
}
