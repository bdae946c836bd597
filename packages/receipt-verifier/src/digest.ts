import { createHash } from 'node:crypto'
import type { ServedReceipt } from './shape.ts'

/** RFC 8785: keys in order of their UTF-16 code units, no space, numbers and texts as ECMAScript writes them. */
const canonical = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${fields.map(([key, field]) => `${JSON.stringify(key)}:${canonical(field)}`).join(',')}}`
}

/** SHA-256, hex, over all of it but the digest itself. */
export const digestOf = ({ opportunity, receipt }: ServedReceipt): string => {
  const sealed = Object.fromEntries(Object.entries(receipt).filter(([field]) => field !== 'digest'))
  return createHash('sha256')
    .update(canonical({ opportunity, receipt: sealed }))
    .digest('hex')
}
