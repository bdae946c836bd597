import {
  addLiquidity,
  poolState,
  removeLiquidity,
  setProtocolFee,
  swapAmountsIn,
  swapCall,
  transact,
  TransactionFailed,
  type Position,
  type V3Pool as ChainV3Pool,
  type V4Pool as ChainV4Pool,
} from '@screener/local-chain'
import {
  gasUnitsOf,
  ladderOf,
  maxTick,
  minTick,
  quoteExactInput,
  quoteExactOutput,
  sqrtPriceAtTick,
  type LadderOptions,
  type Pool,
  type Quote,
} from '../../src/index.ts'
import { brokenBy, depthUnits, promised, shortfallBps, unitsAtLeast } from '../promise.ts'
import type { Random } from '../random.ts'
import { randomRange, type Market, type RigPool } from './market.ts'

/** What a run of random swaps on the real contracts gave. */
export interface TrialReport {
  /** By pool: swaps that were made. */
  readonly swaps: Map<string, number>
  /** What was not as our quote said. */
  readonly mismatches: string[]
  reverted: number
  partlyFilled: number
  ticksCrossed: number
  mostTicksCrossed: number
  positionsChanged: number
  ladderTrades: number
  /** Of the ladder trades: how much worse the ladder's promise was than the contract, in bps; and with 24 levels or more. */
  worstShortfallBps: number
  worstShortfallOfDeepBps: number
  shortfallBps: number
  /** Of the ladder trades: shortfall over what the ladder says of itself. */
  worstShareOfStated: number
  worstStatedBps: number
  ladderLevels: number
  /** Gas used over gas allowed for. */
  worstGasShare: number
}

const emptyReport = (): TrialReport => ({
  swaps: new Map(),
  mismatches: [],
  reverted: 0,
  partlyFilled: 0,
  ticksCrossed: 0,
  mostTicksCrossed: 0,
  positionsChanged: 0,
  ladderTrades: 0,
  worstShortfallBps: 0,
  worstShortfallOfDeepBps: 0,
  shortfallBps: 0,
  worstShareOfStated: 0,
  worstStatedBps: 0,
  ladderLevels: 0,
  worstGasShare: 0,
})

interface Trial {
  readonly zeroForOne: boolean
  readonly isInput: boolean
  readonly amount: bigint
  readonly limit?: bigint
}

const tickOfPool = (pool: Pool): number => (pool.kind === 'v2' ? 0 : pool.tick)

/** Mostly back to where the pool began, so that a run does not end with all prices at the edge. */
const directionOf = (random: Random, { ours, homeTick }: RigPool): boolean => {
  if (ours.kind === 'v2') {
    const tick = Math.log(Number(ours.reserve1) / Number(ours.reserve0)) / Math.log(1.0001)
    return random.chance(0.5 + Math.max(-0.4, Math.min(0.4, (tick - homeTick) / 4000)))
  }
  return random.chance(0.5 + Math.max(-0.45, Math.min(0.45, (tickOfPool(ours) - homeTick) / 4000)))
}

/** Ticks that a swap may step over without using more gas than a block has: each bitmap word costs. */
const mostWords = 80

const limitWithin = (pool: Pool, zeroForOne: boolean, ticks: number): bigint | undefined => {
  if (pool.kind === 'v2') return undefined
  const tick = zeroForOne ? Math.max(minTick + 1, pool.tick - ticks) : Math.min(maxTick - 1, pool.tick + ticks)
  return sqrtPriceAtTick(tick) + (zeroForOne ? 0n : 1n)
}

/** An amount that is something of what moves the price by some ticks, or any amount at all. */
const randomTrial = (random: Random, pool: RigPool): Trial => {
  const { ours } = pool
  const zeroForOne = directionOf(random, pool)
  const isInput = random.chance(0.6)
  if (ours.kind === 'v2') {
    const reserve = zeroForOne === isInput ? ours.reserve0 : ours.reserve1
    return { zeroForOne, isInput, amount: random.amount(1n, reserve / (isInput ? 2n : 3n)) }
  }
  const farthest = mostWords * 256 * ours.tickSpacing
  const needsLimit = farthest < maxTick
  const isLimited = needsLimit || random.chance(0.25)
  const reach = Math.floor(Math.exp(random.next() * Math.log(Math.min(farthest, 12_000))))
  const limit = isLimited
    ? limitWithin(ours, zeroForOne, needsLimit && random.chance(0.6) ? farthest : reach)
    : undefined
  const toThere = quoteExactInput(ours, zeroForOne, 10n ** 36n, limitWithin(ours, zeroForOne, reach))
  const whole = isInput ? toThere.amountIn : toThere.amountOut
  const isAny = random.chance(0.2) || whole < 2n
  const amount = isAny ? random.amount(1n, 10n ** 22n) : random.amount(whole / 20n + 1n, (whole * 3n) / 2n)
  return { zeroForOne, isInput, amount, ...(limit === undefined ? {} : { limit }) }
}

/** A size that a ladder of the pool promises something for. */
interface LadderTrade extends Trial {
  readonly judge: (amountIn: bigint, amountOut: bigint, report: TrialReport) => string | undefined
}

const ladderTrade = (random: Random, pool: RigPool, report: TrialReport): LadderTrade | undefined => {
  const baseIsToken0 = random.chance(0.5)
  const [base, quote] = baseIsToken0 ? [pool.token0, pool.token1] : [pool.token1, pool.token0]
  const decimals = { baseDecimals: base.decimals, quoteDecimals: quote.decimals }
  const cover = random.chance(0.5) ? { coverBase: random.whole(1, 300) } : { coverQuote: random.whole(10, 1_000_000) }
  const options: LadderOptions = {
    ...decimals,
    ...cover,
    baseIsToken0,
    maxLevels: random.chance(0.7) ? 24 : random.whole(1, 32),
  }
  const ladder = ladderOf(pool.ours, options)
  const buys = random.chance(0.5)
  const side = buys ? ladder.asks : ladder.bids
  const [bestBid = 0, bestAsk = Infinity] = [ladder.bids.prices[0], ladder.asks.prices[0]]
  if (!(bestBid < bestAsk)) report.mismatches.push(`${pool.name}: a crossed ladder ${bestBid} ${bestAsk}`)
  const least = unitsAtLeast(ladder.leastQuantity, base.decimals)
  const depth = depthUnits(side, decimals)
  if (depth === 0n || least > depth) return undefined
  report.ladderLevels += side.prices.length
  const amount = random.chance(0.1) ? depth : random.amount(least, depth)
  const promise = promised(side, amount, decimals)
  if (promise === undefined) throw new Error('a size within the depth that the ladder does not have')
  return {
    zeroForOne: baseIsToken0 !== buys,
    isInput: !buys,
    amount,
    judge: (amountIn, amountOut, to) => {
      const actual = buys ? amountIn : amountOut
      const shortfall = shortfallBps(promise, actual, buys)
      to.ladderTrades += 1
      to.shortfallBps += Math.max(0, shortfall)
      to.worstShortfallBps = Math.max(to.worstShortfallBps, shortfall)
      if (options.maxLevels !== undefined && options.maxLevels >= 24) {
        to.worstShortfallOfDeepBps = Math.max(to.worstShortfallOfDeepBps, shortfall)
      }
      to.worstStatedBps = Math.max(to.worstStatedBps, side.stepBps)
      to.worstShareOfStated = Math.max(to.worstShareOfStated, shortfall / side.stepBps)
      if (brokenBy(promise, actual, buys) > 0)
        return `the ladder promised ${brokenBy(promise, actual, buys)} units too much`
      return shortfall > side.stepBps ? `the ladder is ${shortfall} bps worse and says ${side.stepBps}` : undefined
    },
  }
}

const differencesOf = (quote: Pool, chain: Pool): string | undefined => {
  if (quote.kind === 'v2' && chain.kind === 'v2') {
    return quote.reserve0 === chain.reserve0 && quote.reserve1 === chain.reserve1 ? undefined : 'other reserves'
  }
  if (quote.kind === 'v2' || chain.kind === 'v2') return 'another kind'
  const isSame =
    quote.sqrtPriceX96 === chain.sqrtPriceX96 && quote.tick === chain.tick && quote.liquidity === chain.liquidity
  return isSame
    ? undefined
    : `state ${quote.sqrtPriceX96}/${quote.tick}/${quote.liquidity}, the chain has ${chain.sqrtPriceX96}/${chain.tick}/${chain.liquidity}`
}

const tradeOf = ({ zeroForOne, isInput, amount, limit }: Trial): Parameters<typeof swapCall>[1] => ({
  zeroForOne,
  ...(isInput ? { amountIn: amount } : { amountOut: amount }),
  ...(limit === undefined ? {} : { sqrtPriceLimitX96: limit }),
})

const describe = (pool: RigPool, { zeroForOne, isInput, amount, limit }: Trial): string =>
  `${pool.name} ${zeroForOne ? '0→1' : '1→0'} exact ${isInput ? 'input' : 'output'} ${amount}${limit === undefined ? '' : ` limit ${limit}`}`

/** Nothing moves: the pool would swap nothing, and routers refuse that. */
const movesNothing = (quote: Quote): boolean =>
  quote.end === 'reverts' || (quote.amountIn === 0n && quote.amountOut === 0n)

/** Makes the swap and compares it with the quote; the chain's logs carry our state on. */
const tryTrade = async (
  market: Market,
  pool: RigPool,
  trial: Trial,
  report: TrialReport,
): Promise<Quote | undefined> => {
  const { chain } = market
  const trader = chain.accounts[1] ?? '0x'
  const { zeroForOne, isInput, amount, limit } = trial
  const quote = (isInput ? quoteExactInput : quoteExactOutput)(pool.ours, zeroForOne, amount, limit)
  const payer = zeroForOne ? pool.token0 : pool.token1
  // The accounts have 10^12 of each token: no more can be paid.
  if (quote.amountIn > 10n ** BigInt(payer.decimals + 11)) return undefined
  report.swaps.set(pool.name, (report.swaps.get(pool.name) ?? 0) + 1)
  try {
    const receipt = await transact(chain, trader, swapCall(pool.onChain, tradeOf(trial), trader), { gas: 16_000_000n })
    const { amountIn, amountOut } = swapAmountsIn(pool.onChain, zeroForOne, receipt)
    market.take(receipt.logs)
    const wrong =
      amountIn === quote.amountIn && amountOut === quote.amountOut
        ? differencesOf(quote.after, pool.ours)
        : `quoted ${quote.amountIn} for ${quote.amountOut} (${quote.end}), swapped ${amountIn} for ${amountOut}`
    if (wrong !== undefined) report.mismatches.push(`${describe(pool, trial)}: ${wrong}`)
    const allowed = gasUnitsOf(pool.ours, quote.ticksCrossed, quote.wordsCrossed)
    report.worstGasShare = Math.max(report.worstGasShare, Number(receipt.gasUsed) / allowed)
    if (receipt.gasUsed > allowed)
      report.mismatches.push(`${describe(pool, trial)}: ${receipt.gasUsed} gas of ${allowed}`)
  } catch (error) {
    if (!(error instanceof TransactionFailed)) throw error
    report.reverted += 1
    if (!movesNothing(quote))
      report.mismatches.push(`${describe(pool, trial)}: quoted, and ${error.message.slice(0, 300)}`)
    return undefined
  }
  report.ticksCrossed += quote.ticksCrossed
  report.mostTicksCrossed = Math.max(report.mostTicksCrossed, quote.ticksCrossed)
  if (quote.end !== 'filled') report.partlyFilled += 1
  return quote
}

interface Held {
  readonly pool: RigPool
  readonly onChain: ChainV3Pool | ChainV4Pool
  readonly position: Position
}

/** Adds or removes a position, or sets V4's protocol fee. */
const changePool = async (market: Market, random: Random, pool: RigPool, held: Held[]): Promise<void> => {
  const { onChain, ours } = pool
  if (onChain.kind === 'v2' || ours.kind === 'v2') return
  const { chain } = market
  const before = await chain.client.getBlockNumber()
  const old = random.chance(0.4) ? held.find(each => each.pool === pool) : undefined
  if (onChain.kind === 'v4' && random.chance(0.3)) {
    await setProtocolFee(chain, onChain, random.whole(0, 1000), random.whole(0, 1000))
  } else if (old === undefined) {
    const range = randomRange(random, pool.homeTick, onChain.tickSpacing)
    const liquidity = random.amount(ours.liquidity / 100n + 1000n, ours.liquidity + 1_000_000n)
    try {
      held.push({ pool, onChain, position: await addLiquidity(chain, onChain, { ...range, liquidity }) })
    } catch (error) {
      // v4-core's test router refuses to add to a position that has earned fees; nothing happened then.
      if (!(error instanceof TransactionFailed)) throw error
    }
  } else {
    const isWhole = random.chance(0.5)
    await removeLiquidity(
      chain,
      old.onChain,
      old.position,
      isWhole ? old.position.liquidity : old.position.liquidity / 2n,
    )
    held.splice(held.indexOf(old), 1)
  }
  market.take(await chain.client.getLogs({ fromBlock: before + 1n, toBlock: 'latest' }))
}

/** What the contracts hold at the end beside what our states say. */
const compareStates = async (market: Market, report: TrialReport): Promise<void> => {
  for (const { name, onChain, ours } of market.pools) {
    const state = await poolState(market.chain, onChain)
    const isSame =
      'reserve0' in state
        ? ours.kind === 'v2' && state.reserve0 === ours.reserve0 && state.reserve1 === ours.reserve1
        : ours.kind !== 'v2' &&
          state.sqrtPriceX96 === ours.sqrtPriceX96 &&
          state.tick === ours.tick &&
          state.liquidity === ours.liquidity
    if (!isSame) report.mismatches.push(`${name}: the state is not the chain's`)
  }
}

/** Random swaps on the real contracts, a third of them sizes out of a ladder; now and then liquidity and fees change. */
export const runTrials = async (
  market: Market,
  random: Random,
  swaps: number,
  onSwap: (done: number) => void = () => undefined,
): Promise<TrialReport> => {
  const report = emptyReport()
  const held: Held[] = []
  for (let done = 0; done < swaps; done += 1) {
    const pool = random.pick(market.pools)
    if (random.chance(0.04)) {
      await changePool(market, random, pool, held)
      report.positionsChanged += 1
    }
    const ladder = random.chance(1 / 3) ? ladderTrade(random, pool, report) : undefined
    const trial = ladder ?? randomTrial(random, pool)
    const quote = await tryTrade(market, pool, trial, report)
    const broken = quote === undefined ? undefined : ladder?.judge(quote.amountIn, quote.amountOut, report)
    if (broken !== undefined) report.mismatches.push(`${describe(pool, trial)}: ${broken}`)
    onSwap(done + 1)
  }
  await compareStates(market, report)
  return report
}
