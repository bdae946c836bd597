/**
 * Random swaps on the real contracts beside our quotes and ladders:
 * node packages/uniswap-pools/bench/prove-quotes.ts [--swaps 10000] [--seed 1]
 */
import { parseArgs } from 'node:util'
import { startChain } from '@screener/local-chain'
import { randomOf } from '../test/random.ts'
import { createMarket } from '../test/rig/market.ts'
import { runTrials } from '../test/rig/trials.ts'

const { values } = parseArgs({
  options: { swaps: { type: 'string', default: '10000' }, seed: { type: 'string', default: '1' } },
})
const swaps = Number(values.swaps)
const random = randomOf(Number(values.seed))
const chain = await startChain()
try {
  const market = await createMarket(chain, random)
  const started = performance.now()
  const report = await runTrials(market, random, swaps, done => {
    if (done % 500 === 0) console.log(`${done} swaps, ${((performance.now() - started) / 1000).toFixed(0)} s`)
  })
  console.log(`seed ${values.seed}, ${swaps} swaps in ${((performance.now() - started) / 1000).toFixed(0)} s`)
  console.table([...report.swaps].sort().map(([pool, count]) => ({ pool, swaps: count })))
  const { mismatches, shortfallBps, ladderTrades } = report
  console.log({ ...report, swaps, mismatches: mismatches.length, meanShortfallBps: shortfallBps / ladderTrades })
  for (const mismatch of mismatches.slice(0, 40)) console.error(mismatch)
  console.log(`${mismatches.length} mismatches`)
  if (mismatches.length > 0) process.exitCode = 1
} finally {
  await chain.close()
}
