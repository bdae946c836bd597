import type { VenueAbilities } from './truth-client.ts'

/** One fault to be injected: what POST /faults takes. */
export interface PlannedFault {
  readonly kind: string
  readonly venue: string
  /** Absent: it meets every book of the venue. */
  readonly symbol: string | undefined
  readonly body: Readonly<Record<string, unknown>>
}

/** Small, seeded and good enough to choose faults (mulberry32). */
export const randomFrom = (seed: number): (() => number) => {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

const pick = <T>(items: readonly T[], random: () => number): T => {
  const item = items[Math.floor(random() * items.length)]
  if (item === undefined) throw new Error('nothing to pick from')
  return item
}

/** Kinds that damage single frames of one book. Frames that are lost, doubled, swapped or unreadable. */
const frameKinds = ['drop', 'duplicate', 'reorder', 'corrupt']
/** … and those that meet whole connections, or the venue's own numbers. */
const widerKinds = ['delay', 'stall', 'cut', 'restart']
export const everyKind: readonly string[] = [...frameKinds, ...widerKinds]

const stallMs = 2_000
const delayMs = 1_500

/** Any venue, any of the kinds that apply to it, any symbol. */
export const planFault = (
  venues: readonly VenueAbilities[],
  symbols: readonly string[],
  kinds: readonly string[],
  random: () => number,
): PlannedFault => {
  const { id: venue, faults, corruptForms } = pick(venues, random)
  const kind = pick(
    kinds.filter(known => faults.includes(known)),
    random,
  )
  const symbol = kind === 'restart' || frameKinds.includes(kind) ? pick(symbols, random) : undefined
  const frame = frameKinds.includes(kind) ? { channel: 'depth', count: 1 } : {}
  const form = kind === 'corrupt' ? { form: pick(corruptForms, random) } : {}
  // One frame is delayed, and behind it everything on its connection.
  const time = kind === 'stall' ? { forMs: stallMs } : kind === 'delay' ? { delayMs, count: 1 } : {}
  return {
    kind,
    venue,
    symbol,
    body: { venue, kind, ...(symbol === undefined ? {} : { symbol }), ...frame, ...form, ...time },
  }
}
