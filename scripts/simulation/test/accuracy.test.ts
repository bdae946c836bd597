import { beforeAll, expect, test } from 'vitest'
import { falsehoods } from '../falsehoods.ts'
import { loadKnownVenues, type KnownVenue } from '../known-venues.ts'
import { measureFalsehoods, measureTruth } from '../measure-accuracy.ts'

// Longer, and written down: scripts/simulate --accuracy.
const short = { seeds: ['short'], simulatedMs: 2_500 }
/** The venue that lies is 10 to 16 ms away: some of what it withdraws after 3 ms is gone here only after 7. */
const far = { seeds: ['accuracy 4'], simulatedMs: 2_500, firstTurn: 3 }

let known: readonly KnownVenue[]
beforeAll(async () => {
  known = [...(await loadKnownVenues()).values()]
})

test('what is published is what brute force finds in what the venues had published', async () => {
  const [result] = await measureTruth(known, short)
  expect(result?.missed).toEqual([])
  expect(result?.falseRows).toEqual([])
  expect(result?.phantoms).toEqual([])
  expect(result?.rows).toBeGreaterThan(50)
  expect(result?.recall.at(-1)?.there).toBeGreaterThan(0)
  expect(result?.worstError).toBeLessThan(1e-8)
  expect(result?.worstErrorOfPaying).toBeLessThan(1e-9)
  const kinds = result?.kinds.map(({ kind }) => kind) ?? []
  expect(kinds).toEqual(expect.arrayContaining(['two-leg', 'CEX-DEX with a fixed cost', 'fee in kind']))
}, 300_000)

test.each([
  ['that waits 400 ms before it shows anything', { env: { MIN_LIFE_MS: '400' } }, 'missed'],
  ['that knows no cycles', { env: { MAX_LEGS: '2' } }, 'missed'],
  ['that believes fees to be half of what they are', { believedBps: 2 }, 'falseRows'],
] as const)(
  'control: an engine %s is found out',
  async (_name, more, figure) => {
    const [result] = await measureTruth(known, short, more)
    expect(result?.[figure]).not.toEqual([])
  },
  300_000,
)

test.each(falsehoods.filter(({ knownLimit }) => knownLimit !== true).map(each => [each.name, each] as const))(
  'no row of class %s, and none of the true ones less',
  async name => {
    const [result] = await measureFalsehoods(known, far, name)
    expect(result?.example).toBe('')
    expect(result?.found).toBe(result?.there)
    expect(result?.rows).toBeGreaterThan(0)
  },
  300_000,
)

test.each([
  ['flicker under 5 ms', 'openedFalse', { MIN_LIFE_MS: '0' }],
  ['lagging venue', 'falseRows', { MAX_VENUE_LAG_MS: '3600000' }],
  ['ticker collision', 'falseRows', { QUARANTINE_BPS: '1000000', MAX_CREDIBLE_NET_BPS: '1000000' }],
] as const)(
  'control: rows of class %s are published (%s) with %o',
  async (name, figure, env) => {
    const [result] = await measureFalsehoods(known, far, name, env)
    expect(result?.[figure]).toBeGreaterThan(0)
  },
  300_000,
)
