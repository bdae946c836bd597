import type { Express } from 'express'
import type { KnownReceipt, KnownReceipts } from './known-receipts.ts'
import type { OpenOpportunities } from './open-opportunities.ts'
import { problem } from './problem.ts'
import { sendProblem } from './send-problem.ts'

export interface ReceiptSources {
  readonly opportunities: OpenOpportunities
  readonly receipts: KnownReceipts
  /** Monotonic milliseconds. */
  readonly nowMs: () => number
}

/** Decoded messages keep absent fields on their prototype; a receipt shows them all, as its digest covers them. */
const withDefaults = (_key: string, value: unknown): unknown => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  const plain: Record<string, unknown> = {}
  for (const key in value) {
    const field = (value as Readonly<Record<string, unknown>>)[key]
    if (typeof field !== 'function') plain[key] = field
  }
  return plain
}

const stateOf = ({ closeReason }: KnownReceipt, live: boolean): string => {
  if (closeReason !== undefined) return `closed; reason="${closeReason.replaceAll(/[^\w -]/g, '_')}"`
  return live ? 'open' : 'unheard'
}

/**
 * GET /api/v1/opportunities/<id>: the opportunity as its last receipt has it, and that receipt: nothing else, so that the body as
 * it is can be verified. What has become of the episode since is told by the header `opportunity-state`.
 */
export const serveReceipt = (app: Express, sources: ReceiptSources): void => {
  app.get('/api/v1/opportunities/:id', (request, response) => {
    const found = sources.receipts.find(request.params.id)
    if (found === undefined) {
      const detail = 'No opportunity with this id is known here: there was none, or it closed too long ago.'
      sendProblem(response, problem(404, { detail, field: 'id', fix: 'take an id from /api/v1/opportunities' }))
      return
    }
    const { opportunity, receipt } = found
    const live = sources.opportunities.live(sources.nowMs())
    response
      .set('opportunity-state', stateOf(found, live))
      .type('json')
      .send(JSON.stringify({ opportunity, receipt }, withDefaults))
  })
}
