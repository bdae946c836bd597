import type { VenueHealth } from '@screener/contracts/gateway'
import { expect, test } from 'vitest'
import { initialLink } from '../src/connection/link-state.ts'
import { clockTime } from '../src/model/format.ts'
import type { VenueState } from '../src/model/store.ts'
import { stripOf, type Situation } from '../src/page/strip.ts'
import { en } from '../src/text/en.ts'
import { closeReason, count, say } from '../src/text/text.ts'
import { makeVenue } from './market.ts'

const link = initialLink({ monotonicMs: 0, wallMs: 0 })
const since = Date.UTC(2026, 10, 21, 11, 2, 11)
const stateOf = (health: VenueHealth): VenueState => ({ name: health.name, health, atMs: since })
const situation = (parts: Partial<Situation>): Situation => ({
  freshness: 'live',
  cause: 'link',
  sinceWallMs: since,
  link,
  monotonicMs: 0,
  serverNowMs: since + 12_000,
  venues: [stateOf(makeVenue('binance'))],
  host: 'localhost',
  serverError: '',
  ...parts,
})

test('all well is one quiet sentence', () => {
  expect(stripOf(situation({}), 0)).toMatchObject({ tone: 'quiet', text: 'All venues live · 50 live books' })
  expect(stripOf(situation({ venues: [] }), 0).text).toBe(say('stripNoVenues'))
})

test('a blind venue: since when, how long, why; a partial one: how many books', () => {
  const blind = makeVenue('kraken', { state: 'down', liveBooks: 0, downBooks: 50, sinceMs: since, reason: 'stalled' })
  const partial = makeVenue('okx', { name: 'OKX', state: 'partial', liveBooks: 38, downBooks: 12, sinceMs: since })
  const strip = stripOf(situation({ venues: [blind, partial].map(stateOf) }), 0)
  expect(strip.tone).toBe('warn')
  expect(strip.text).toContain(`Kraken blind since ${clockTime(since)} (0:12), its routes are closed · stalled`)
  expect(strip.text).toContain('OKX, 38 of 50 books live')
})

test('not live says since when, counts down and offers to try', () => {
  const waiting = { ...link, phase: 'waiting' as const, attempt: 2, retryAtMs: 3_400 }
  const strip = stripOf(situation({ freshness: 'stale', link: waiting, monotonicMs: 1_000 }), 0)
  expect(strip).toEqual({
    tone: 'stale',
    text: `Not live since ${clockTime(since)}; last known values, do not trade on them.`,
    progress: 'Attempt 3 in 3 s.',
    tryNow: true,
  })
  expect(stripOf(situation({ freshness: 'stale', cause: 'analyzer' }), 0).text).toContain('no word from the analyzer')
})

test('loading: quiet, then to whom, then why not', () => {
  const waiting = { ...link, phase: 'waiting' as const, retryAtMs: 6_000 }
  expect(stripOf(situation({ freshness: 'loading', monotonicMs: 100 }), 0).text).toBe(say('stripLoading'))
  expect(stripOf(situation({ freshness: 'loading', monotonicMs: 2_500 }), 0).text).toBe('Connecting to localhost')
  const late = stripOf(situation({ freshness: 'loading', link: waiting, monotonicMs: 5_500 }), 0)
  expect(late.text).toContain('Cannot connect to localhost')
  expect(late.tryNow).toBe(true)
})

test('texts: plural forms, placeholders stay text, unknown reasons are shown as they came', () => {
  expect(count('rows', 1)).toBe('1 row')
  expect(count('rows', 1_204)).toBe('1,204 rows')
  expect(say('emptyFilter', { query: '{n} <b>$&' })).toBe('Nothing matches “{n} <b>$&”.')
  expect(closeReason('unprofitable')).toBe(en.reason_unprofitable)
  expect(closeReason('brand_new')).toBe('brand_new')
})
