import type { ServedReceipt } from '../src/index.ts'

export interface Mutation {
  /** Where, without the places in lists: `opportunity.legs.prices`. */
  readonly field: string
  readonly what: string
  readonly mutated: ServedReceipt
}

/** The double next to it, away from zero. */
const nextDouble = (value: number): number => {
  const bytes = new DataView(new ArrayBuffer(8))
  bytes.setFloat64(0, value)
  bytes.setBigUint64(0, bytes.getBigUint64(0) + 1n)
  return bytes.getFloat64(0)
}

const others = (value: unknown): readonly (readonly [what: string, other: unknown])[] => {
  if (typeof value === 'boolean') return [['turned', !value]]
  if (typeof value === 'string') {
    return [
      ['longer', `${value}x`],
      ['shorter', value.slice(0, -1)],
    ]
  }
  if (typeof value === 'number') {
    return [
      ['next double', nextDouble(value)],
      ['one more', value + 1],
      ['one less', value - 1],
      ['opposite', -value],
      ['as text', `${value}`],
      ['null', null],
    ]
  }
  if (Array.isArray(value)) {
    return [
      ['without its last', value.slice(0, -1)],
      ['with its last twice', value.length === 0 ? [0] : [...value, value.at(-1)]],
      ['turned round', value.toReversed()],
    ]
  }
  return []
}

const same = (a: unknown, b: unknown): boolean => (Array.isArray(a) ? JSON.stringify(a) === JSON.stringify(b) : a === b)

/** Calls `visit` with the receipt in which one thing is other than it was, for everything there is in it. */
export const eachMutation = (served: ServedReceipt, visit: (mutation: Mutation) => void): void => {
  const walk = (holder: Record<string, unknown>, field: string): void => {
    for (const [key, value] of Object.entries(holder)) {
      const at = Array.isArray(holder) ? field : field === '' ? key : `${field}.${key}`
      const visitWith = (what: string): void => visit({ field: at, what, mutated: served })
      for (const [what, other] of others(value)) {
        if (same(other, value)) continue
        holder[key] = other
        visitWith(what)
        holder[key] = value
      }
      if (!Array.isArray(holder)) {
        delete holder[key]
        visitWith('missing')
        holder[key] = value
      }
      if (typeof value === 'object' && value !== null) walk(value as Record<string, unknown>, at)
    }
    if (Array.isArray(holder)) return
    holder['unheardOf'] = 0
    visit({ field: `${field}.unheardOf`, what: 'added', mutated: served })
    delete holder['unheardOf']
  }
  walk(served as unknown as Record<string, unknown>, '')
}
