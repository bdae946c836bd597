import { createHash } from 'node:crypto'
import type { OpportunityEvent } from '@screener/contracts'

/** RFC 8785: keys in order of their UTF-16 code units, no space, numbers and texts as ECMAScript writes them. */
const canonical = (value: unknown): string => {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`
  const fields = value as Readonly<Record<string, unknown>>
  let text = ''
  for (const key of Object.keys(fields).sort()) {
    text += `${text === '' ? '{' : ','}${JSON.stringify(key)}:${canonical(fields[key])}`
  }
  return text === '' ? '{}' : `${text}}`
}

/**
 * The event with its receipt sealed: which code made it, and a digest over all that it and its opportunity say, as docs/receipts.md
 * defines it. Whole numbers have to be whole already: as they travel, so are they covered.
 */
export const sealReceipt = (event: OpportunityEvent, codeVersion: string): OpportunityEvent => {
  if (!event.receipt) return event
  const { legs, rates } = event.receipt
  const sealed = { codeVersion, legs, rates }
  const text = canonical({ opportunity: event.opportunity, receipt: sealed })
  const digest = createHash('sha256').update(text).digest('hex')
  return { ...event, receipt: { ...sealed, digest } }
}
