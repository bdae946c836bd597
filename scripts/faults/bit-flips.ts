/** What in a frame a flipped bit may change without anybody being able to tell from it: a digit of a level, of another number, or a time. */
export type SilentFlip = 'level' | 'number' | 'time'

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }

const parse = (text: string): Json | undefined => {
  try {
    return JSON.parse(text) as Json
  } catch {
    return undefined
  }
}

const timeKeys = new Set(['T', 'E', 'ts', 't', 'cts', 'time', 'time_ms', 'timestamp'])
const decimal = /^\d+(\.\d+)?$/
const isTime = (value: Json): boolean =>
  typeof value === 'number' || (typeof value === 'string' && /^[\d:.TZ-]+$/.test(value))

/** The first value that differs, with the keys that lead to it; undefined when only keys differ, or nothing does. */
const difference = (
  a: Json,
  b: Json,
  path: readonly string[] = [],
): { path: readonly string[]; value: Json } | undefined => {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null)
    return a === b ? undefined : { path, value: b }
  const [one, other] = [a as Readonly<Record<string, Json>>, b as Readonly<Record<string, Json>>]
  const keys = Object.keys(one)
  const others = Object.keys(other)
  if (keys.join() !== others.join()) {
    // A time under another name is no time: that says nothing of the book either.
    const renamed = keys.find((key, index) => key !== others[index])
    return renamed !== undefined && timeKeys.has(renamed) ? { path: [...path, renamed], value: '0' } : undefined
  }
  for (const key of keys) {
    const found = difference(one[key] ?? null, other[key] ?? null, [...path, key])
    if (found !== undefined) return found
  }
  return undefined
}

const isIndex = (key: string | undefined): boolean => key !== undefined && /^\d+$/.test(key)

/** A level is a list in a list of them, or an object with a price in one. */
const isInLevel = (path: readonly string[]): boolean =>
  (isIndex(path.at(-1)) && isIndex(path.at(-2))) || ['price', 'qty'].includes(path.at(-1) ?? '')

/**
 * Why nobody could tell that this bit was flipped; undefined where one can. In a level it is another valid price or quantity,
 * which only a checksum tells (`hasChecksum`); in another number, such as that of the update, it is told by the next frame
 * only; in a time it is another time, or none, which says nothing of the book.
 */
export const isHarmlessFlip = (
  text: string,
  index: number,
  bit: number,
  hasChecksum = false,
): SilentFlip | undefined => {
  const bytes = Buffer.from(text)
  bytes[index] = (bytes[index] ?? 0) ^ (0x80 >> bit)
  const [before, after] = [parse(text), parse(bytes.toString())]
  if (before === undefined || after === undefined) return undefined
  const found = difference(before, after)
  if (found === undefined) return undefined
  const { path, value } = found
  const isTimeKey = timeKeys.has(path.at(-1) ?? '')
  if (!hasChecksum && !isTimeKey && typeof value !== 'object' && decimal.test(`${value}`))
    return isInLevel(path) ? 'level' : 'number'
  return isTimeKey && isTime(value) ? 'time' : undefined
}
