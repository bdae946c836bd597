import type { BookView, Opportunity, OpportunityEvent } from '@screener/contracts'
import { expect } from 'vitest'
import type { EngineOptions } from '../src/index.ts'
import { feesOf } from './fees.ts'
import { makeView } from './make-view.ts'

export const startUs = 1_700_000_000_000_000
export const ms = 1_000

/** No fees, no pace, patient limits. */
export const options: EngineOptions = {
  feeOf: feesOf({ alpha: 0, beta: 0, chain: 0, gamma: 0 }),
  minNetBps: 0,
  maxLegAgeMs: 1_000,
  maxSkewMs: 1_000,
  minUpdateIntervalMs: 0,
}

/** A LIVE book with one level of 10 base a side. */
export const book = (
  venue: string,
  symbol: string,
  [bid, ask]: readonly [number, number],
  overrides: Partial<BookView> = {},
): BookView => makeView(venue, { bids: [[bid, 10]], asks: [[ask, 10]], atUs: startUs }, { symbol, ...overrides })

const words = ['opened', 'updated', 'closed']

/** Like `opened`, `closed stale`. */
export const told = (events: readonly OpportunityEvent[]): string[] =>
  events.map(event => `${words[event.phase]}${event.closeReason ? ` ${event.closeReason}` : ''}`)

/** The opportunity of the one event, which opened it. */
export const only = (events: readonly OpportunityEvent[]): Opportunity => {
  expect(told(events)).toEqual(['opened'])
  return events[0]!.opportunity
}
