import { startChain, type LocalChain } from '@screener/local-chain'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { randomOf } from './random.ts'
import { createMarket } from './rig/market.ts'
import { runTrials } from './rig/trials.ts'

// The short form of bench/prove-quotes.ts, which makes 10,000 swaps.

let chain: LocalChain

beforeAll(async () => {
  chain = await startChain()
})

afterAll(async () => {
  await chain.close()
})

it('random swaps on the real V2, V3 and V4 contracts move what was quoted, and no ladder promised more', async () => {
  const random = randomOf(20_261_121)
  const market = await createMarket(chain, random)
  const report = await runTrials(market, random, 300)
  expect(report.mismatches).toEqual([])
  expect([...report.swaps.keys()].sort()).toEqual(market.pools.map(pool => pool.name).sort())
  expect(report.ladderTrades).toBeGreaterThan(50)
  expect(report.ticksCrossed).toBeGreaterThan(50)
  expect(report.partlyFilled).toBeGreaterThan(0)
})
