import { describe, expect, it } from 'vitest'
import { followModel } from './follow-model.ts'

/** More with SEEDS=…, from another place with FIRST_SEED=…. */
const seeds = Number(process.env['SEEDS'] ?? 1000)
const firstSeed = Number(process.env['FIRST_SEED'] ?? 1)

describe('a chain that forks 1 to 12 deep, seen through a node that lags, throttles, is silent and leaves logs out', () => {
  it(`never shows what is not the chain's, and is the chain's in the end: ${seeds} seeds`, async () => {
    let forks = 0
    let publications = 0
    for (let seed = firstSeed; seed < firstSeed + seeds; seed++) {
      const run = await followModel(seed, true)
      expect(run.violations, `seed ${seed}`).toEqual([])
      forks += run.forks
      publications += run.publications
    }
    expect(forks).toBeGreaterThan(seeds)
    expect(publications).toBeGreaterThan(seeds * 10)
  })

  it('fails without rollback: the control', async () => {
    let failed = 0
    for (let seed = 1; seed <= 20; seed++) if ((await followModel(seed, false)).violations.length > 0) failed++
    expect(failed).toBeGreaterThan(15)
  })
})
