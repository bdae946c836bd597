import { beforeAll, describe, expect, test } from 'vitest'
import { controls } from '../controls.ts'
import { loadKnownVenues, type KnownVenue } from '../known-venues.ts'
import { hashOf, simulateContent, type Content } from '../simulate-content.ts'
import { simulateFaults, type FaultRunOptions, type FaultRunResult } from '../simulate-faults.ts'

// More seeds: scripts/simulate --seeds 10000.
const seeds = 100
const controlSeeds = 12

let known: ReadonlyMap<string, KnownVenue>
beforeAll(async () => {
  known = await loadKnownVenues()
})

const runSeeds = async (
  count: number,
  options: Partial<FaultRunOptions> = {},
  enough: (results: readonly FaultRunResult[]) => boolean = () => false,
): Promise<readonly FaultRunResult[]> => {
  const results: FaultRunResult[] = []
  for (let seed = 1; seed <= count && !enough(results); seed++)
    results.push(await simulateFaults({ ...options, seed: String(seed), known }))
  return results
}

const phantomsOf = (results: readonly FaultRunResult[]): readonly string[] =>
  results.flatMap(({ seed, violations }) => violations.map(({ rule, what }) => `seed ${seed}: ${rule}: ${what}`))

describe('seeded faults', () => {
  test('no phantom, and every book right again, whatever goes wrong', async () => {
    const results = await runSeeds(seeds)
    expect(phantomsOf(results)).toEqual([])
    expect(results.reduce((sum, { rows }) => sum + rows, 0)).toBeGreaterThan(seeds * 10)
    expect(new Set(results.flatMap(({ faults }) => faults.map(({ kind }) => kind))).size).toBeGreaterThan(15)
  }, 600_000)

  test.each(Object.entries(controls))(
    'control %s: with the protection off the checker finds phantoms',
    async (_name, { env, kinds }) => {
      const results = await runSeeds(controlSeeds, { env, kinds }, so => phantomsOf(so).length > 0)
      expect(phantomsOf(results)).not.toEqual([])
    },
    300_000,
  )
})

describe('the same seed', () => {
  test('gives the same bytes on every published stream, faults and all', async () => {
    const [once] = await runSeeds(1, { faults: 2 })
    const [again] = await runSeeds(1, { faults: 2 })
    const other = await simulateFaults({ seed: '2', known, faults: 2 })
    expect(once?.hash).toBe(again?.hash)
    expect(once?.hash).not.toBe(other.hash)
  })

  describe('published content', () => {
    const run = (shards: number, crash?: Parameters<typeof simulateContent>[0]['crash']): Promise<Content> =>
      simulateContent({
        ...{ seed: 'content', shards, simulatedMs: 7_000, fromMs: 2_000 },
        venues: [...known.values()].slice(0, 3),
        symbols: ['BTC-USDT', 'ETH-USDT', 'ETH-BTC'],
        ...(crash === undefined ? {} : { crash }),
      })
    let one: Content
    beforeAll(async () => {
      one = await run(1)
    })

    test.each([4, 16])('is that of one shard on %i shards: ids, phases, reasons, figures', async shards => {
      const many = await run(shards)
      expect(many.episodes).toEqual(one.episodes)
      expect(hashOf([...many.states])).toBe(hashOf([...one.states]))
      expect(one.episodes.length).toBeGreaterThan(0)
    })

    test.each([['analyzer'], ['sync']] as const)('is open as without it once a crash of %s is over', async role => {
      const crashed = await run(4, { roles: [role], atMs: 4_020 })
      const after = (content: Content): unknown => [...content.states].filter(([atMs]) => atMs !== 5_000)
      expect(hashOf(after(crashed))).toBe(hashOf(after(one)))
      expect([...one.states].filter(([atMs]) => atMs > 5_000).some(([, rows]) => rows.length > 0)).toBe(true)
    })
  })
})
