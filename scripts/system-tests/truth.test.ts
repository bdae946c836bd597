import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { demoSymbols } from '../stack/demo-symbols.ts'
import { hasTwin, presentVenues } from '../stack/venue-list.ts'
import { onCluster } from './redis-kind.ts'
import { truthRun, type TruthResult, type TruthRunOptions } from '../truth/truth-run.ts'

const directories: string[] = []
afterEach(() => {
  for (const directory of directories.splice(0)) rmSync(directory, { recursive: true, force: true })
})

const run = (
  faults: Pick<TruthRunOptions, 'seconds' | 'kinds'>,
  environment: Record<string, Record<string, string>> = {},
): Promise<TruthResult> => {
  const runDirectory = mkdtempSync(join(tmpdir(), 'truth-'))
  directories.push(runDirectory)
  return truthRun({
    ...faults,
    faultEveryMs: 3_000,
    convergeWithinMs: 5_000,
    seed: 7,
    report: () => undefined,
    stack: {
      live: false,
      webPort: 0,
      redisPort: 0,
      redisCluster: onCluster,
      symbols: demoSymbols.slice(0, 12),
      venues: presentVenues(true).filter(hasTwin),
      runDirectory,
      environment,
      scale: {},
    },
  })
}

// The same run at its real size is scripts/soak: 10 minutes, all venues × 50 symbols.
describe('truth under faults', () => {
  it('every book equals the venue within 5 s of each fault, and nothing untrue is ever published', async () => {
    const result = await run({ seconds: 40 })
    expect(result.notConverged).toEqual([])
    expect(result.phantoms).toEqual([])
    expect(result.legsChecked).toBeGreaterThan(100)
    expect(result.faults).toBeGreaterThanOrEqual(12)
  })

  it('control: with the sequence check off, the same faults are seen', async () => {
    const result = await run(
      { seconds: 20, kinds: ['drop', 'stall'] },
      { 'orderbook-sync': { CONTROL_IGNORE_GAPS: 'true' } },
    )
    expect(result.notConverged.length + result.phantoms.length).toBeGreaterThan(0)
  })
})
