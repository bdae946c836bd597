import { FrameError, type WireLevel } from './venue.ts'

/**
 * Readers of single wire fields for the venues' `decode`. Each checks the type the decoder promises and throws
 * FrameError naming the field; the digits of a level are checked later, by `toSide`.
 */

/** More levels than any venue sends in one side of one message; more is an attack or a mistake. */
const maxLevels = 20_000
const maxSymbolLength = 64

/** JSON of a frame. Throws FrameError; `symbol` says whose book a frame that cannot be parsed harms. */
export const parseWireJson = (text: string, symbolOf: (text: string) => string | undefined): unknown => {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new FrameError(`not JSON (${text.length} characters)`, { symbol: symbolOf(text), cause })
  }
}

/** An object that came over the wire: these fields may be there, as anything. */
export type WireFields<Name extends string> = { readonly [Field in Name]?: unknown }

/** A JSON object, neither null nor an array. */
export const isWireObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** What kind of thing came, for messages; never its content, which may be long. */
export const wireKind = (value: unknown): string => {
  if (value === null) return 'null'
  return Array.isArray(value) ? 'array' : typeof value
}

const isPair = (level: unknown): boolean =>
  Array.isArray(level) && level.length >= 2 && typeof level[0] === 'string' && typeof level[1] === 'string'

/** A side of a book: an array of [price, quantity] texts. */
export const wireLevels = (value: unknown, field: string, symbol: string | undefined): readonly WireLevel[] => {
  if (!Array.isArray(value))
    throw new FrameError(`${field}: array of levels expected, found ${wireKind(value)}`, { symbol })
  if (value.length > maxLevels)
    throw new FrameError(`${field}: ${value.length} levels, at most ${maxLevels}`, { symbol })
  for (let index = 0; index < value.length; index++) {
    if (!isPair(value[index])) throw new FrameError(`${field}[${index}]: [price, quantity] texts expected`, { symbol })
  }
  return value as readonly WireLevel[]
}

/** An update id: a JSON integer from `min` to 2^53 - 1. */
export const wireSequence = (value: unknown, field: string, min: number, symbol: string | undefined): number => {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < min) {
    throw new FrameError(`${field}: integer from ${min} to 2^53 - 1 expected, found ${wireKind(value)}`, { symbol })
  }
  return value
}

/** Milliseconds since the epoch; undefined when the field is absent. */
export const wireTimeMs = (value: unknown, field: string, symbol: string | undefined): number | undefined =>
  value === undefined ? undefined : wireSequence(value, field, 0, symbol)

/** Milliseconds since the epoch of a time like 2026-08-01T02:53:53.646219Z; undefined when the field is absent. */
export const wireDateMs = (value: unknown, field: string, symbol: string | undefined): number | undefined => {
  if (value === undefined) return undefined
  const readable = typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$/.test(value)
  const ms = readable ? Date.parse(value) : Number.NaN
  if (Number.isNaN(ms))
    throw new FrameError(`${field}: date and time in UTC expected, found ${wireKind(value)}`, { symbol })
  return ms
}

/** A native symbol as the venue writes it. */
export const wireSymbol = (value: unknown, field: string): string => {
  if (typeof value !== 'string' || value === '' || value.length > maxSymbolLength) {
    throw new FrameError(`${field}: symbol expected, found ${wireKind(value)}`)
  }
  return value
}

/** Text, or undefined when it is anything else: for fields we can do without. */
export const wireText = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)
