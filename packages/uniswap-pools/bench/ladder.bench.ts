// Ladders of a pool with 280 initialised ticks, and of 200 of them: node packages/uniswap-pools/bench/ladder.bench.ts
import { ladderOf, makeV3Pool, quoteExactInput, sqrtPriceAtTick, tickAtSqrtPrice, type Pool } from '../src/index.ts'
import { randomOf } from '../test/random.ts'
import { address, made, ticksOf } from '../test/sample-pools.ts'

const random = randomOf(1)

/** USDC/WETH 0.3 % at about 3000, with 140 positions around the price. */
const poolAt = (offset: number): Pool => {
  const middle = 196_260 + offset * 60
  const positions = Array.from({ length: 140 }, (): readonly [number, number, bigint] => {
    const lower = middle - random.whole(1, 300) * 60
    return [lower, middle + random.whole(1, 300) * 60, random.amount(10n ** 15n, 10n ** 17n)]
  })
  const sqrtPriceX96 = sqrtPriceAtTick(middle + 7) + 12345n
  const liquidity = positions.reduce((sum, [, , each]) => sum + each, 0n)
  const ticks = ticksOf(positions)
  return made(
    makeV3Pool({
      address,
      feePips: 3000,
      tickSpacing: 60,
      sqrtPriceX96,
      tick: tickAtSqrtPrice(sqrtPriceX96),
      liquidity,
      ticks,
    }),
  )
}

const pools = Array.from({ length: 200 }, (_, index) => poolAt(index % 20))
const options = { baseIsToken0: false, baseDecimals: 18, quoteDecimals: 6, coverBase: 100 }

const quantile = (sorted: readonly number[], part: number): string =>
  `${((sorted[Math.floor(sorted.length * part)] ?? NaN) * 1000).toFixed(0)} µs`

const timesOf = (
  count: number,
  work: (index: number) => void,
): { readonly p50: string; readonly p99: string; readonly cpu: string } => {
  for (let index = 0; index < count; index += 1) work(index)
  const cpu = process.cpuUsage()
  const times = Array.from({ length: count }, (_, index) => {
    const before = performance.now()
    work(index)
    return performance.now() - before
  }).sort((a, b) => a - b)
  const { user, system } = process.cpuUsage(cpu)
  return { p50: quantile(times, 0.5), p99: quantile(times, 0.99), cpu: `${((user + system) / count).toFixed(0)} µs` }
}

const pool = (index: number): Pool => pools[index % pools.length] ?? poolAt(0)
const levels = pools
  .map(each => ladderOf(each, options))
  .flatMap(({ bids, asks }) => [bids.prices.length, asks.prices.length])
console.log(`levels a side: ${Math.min(...levels)} to ${Math.max(...levels)}`)
console.table({
  'a quote of 10 ETH': timesOf(5000, index => quoteExactInput(pool(index), false, 10n ** 19n)),
  'a ladder, both sides': timesOf(2000, index => ladderOf(pool(index), options)),
  'ladders of 200 pools': timesOf(20, () => {
    for (const each of pools) ladderOf(each, options)
  }),
})
