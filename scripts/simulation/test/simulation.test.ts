import { beforeAll, describe, expect, test } from 'vitest'
import { controls } from '../controls.ts'
import { loadKnownVenues, type KnownVenue } from '../known-venues.ts'
import { hashOf, simulateContent, type Content } from '../simulate-content.ts'
import { startEpochMs } from '../virtual-globals.ts'
import { simulateFaults, type FaultRunOptions, type FaultRunResult } from '../simulate-faults.ts'

// More seeds: scripts/simulate --seeds 10000.
const seeds = 60
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

    // The outage: the lease of who was killed runs out, and the books come again.
    const crashMs = 4_020
    const outageMs = 5_000
    const withoutOutage = (content: Content) => [...content.states].filter(([atMs]) => atMs !== outageMs)
    const outlived = (content: Content): readonly string[] =>
      withoutOutage(content)
        .filter(([atMs]) => atMs > outageMs)
        .flatMap(([, rows]) => rows)

    test('is as without it once a crash of the analyzer is over, ids included', async () => {
      const crashed = await run(4, { roles: ['analyzer'], atMs: crashMs })
      expect(withoutOutage(crashed)).toEqual(withoutOutage(one))
      // Of an episode that the killed one had opened.
      expect(outlived(crashed).some(row => Number(/@(\d+)/.exec(row)?.[1]) < startEpochMs + crashMs)).toBe(true)
    })

    test('is as without it but for ids once a crash of orderbook-sync is over: what is in doubt closes', async () => {
      const crashed = await run(4, { roles: ['sync'], atMs: crashMs })
      const figures = (content: Content): unknown =>
        withoutOutage(content).map(([atMs, rows]) => [
          atMs,
          rows.map(row => JSON.stringify((JSON.parse(row) as unknown[])[1])).sort(),
        ])
      expect(figures(crashed)).toEqual(figures(one))
      expect(outlived(crashed).length).toBeGreaterThan(0)
    })
  })
})
