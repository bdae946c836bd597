import { crc32 } from 'node:zlib'
import type { ExecutionCost, Instrument, MarketDataEvent, Snapshot } from '@screener/contracts'
import {
  addLiquidity,
  createPool,
  deployUniswap,
  mainnetTokens,
  mineBlock,
  nativeEther,
  setAutomaticMining,
  sqrtPriceX96Of,
  startChain,
  startRpcProxy,
  swapCall,
  tickNear,
  type BlockPlan,
  type LocalChain,
  type Pool,
  type RpcProxy,
} from '@screener/local-chain'
import { OrderBook } from '@screener/order-book'
import { chains } from '../src/chains.ts'
import { createPoolCollector, type PoolCollector, type PoolCollectorOptions } from '../src/collector.ts'
import { createUniswapCounts, type UniswapCounts } from '../src/counts.ts'
import { readPools, type PoolSpec } from '../src/pools/pool-spec.ts'

const { USDC, USDT, WETH } = mainnetTokens
const dollars = 10n ** 6n
const ether = 10n ** 18n

/** A chain with one pool of each kind, at 3000 dollars an ether, behind two providers; blocks come by `mine` alone. */
export interface Rig {
  readonly chain: LocalChain
  readonly proxy: RpcProxy
  readonly pools: ReadonlyMap<string, Pool>
  readonly specs: readonly PoolSpec[]
  /** A block that swaps so many dollars for ether in each of the pools named. */
  plan(swaps: Readonly<Record<string, number>>): BlockPlan
  mine(swaps?: Readonly<Record<string, number>>): Promise<string>
  close(): Promise<void>
}

export const poolsText: string = `
  v2:${WETH.address}/${USDC.address}                  # the pair
  v3:${WETH.address}/${USDC.address}:500
  v3:${WETH.address}/${USDT.address}:3000, v4:${nativeEther.address}/${USDC.address}:500/10`

export const startRig = async (): Promise<Rig> => {
  const chain = await startChain()
  await deployUniswap(chain)
  const specs = readPools(chains.ethereum, poolsText)
  const pools = new Map<string, Pool>()
  for (const spec of specs) {
    const tokens = { token0: spec.token0 as `0x${string}`, token1: spec.token1 as `0x${string}` }
    const sqrtPriceX96 = spec.baseIsToken0
      ? sqrtPriceX96Of(3000n * dollars, ether)
      : sqrtPriceX96Of(ether, 3000n * dollars)
    const { tickSpacing, feePips: fee } = spec
    if (spec.kind === 'v2') {
      const pool = await createPool(chain, { kind: 'v2', ...tokens })
      await addLiquidity(chain, pool, { amount0: 3_000_000n * dollars, amount1: 1000n * ether })
      pools.set(spec.symbol, pool)
      continue
    }
    const pool =
      spec.kind === 'v3'
        ? await createPool(chain, { kind: 'v3', ...tokens, fee, sqrtPriceX96 })
        : await createPool(chain, { kind: 'v4', ...tokens, fee, tickSpacing, sqrtPriceX96 })
    const raw = spec.baseIsToken0 ? 3000e6 / 1e18 : 1e18 / 3000e6
    for (const [share, width] of [
      [4n, 0.3],
      [8n, 0.05],
      [12n, 0.01],
    ] as const)
      await addLiquidity(chain, pool, {
        tickLower: tickNear(raw * (1 - width), tickSpacing),
        tickUpper: tickNear(raw * (1 + width), tickSpacing),
        liquidity: share * 10n ** 17n,
      })
    pools.set(spec.symbol, pool)
  }
  await setAutomaticMining(chain, false)
  const proxy = await startRpcProxy(chain)
  const trader = chain.accounts[1]!
  const plan = (swaps: Readonly<Record<string, number>>): BlockPlan => ({
    transactions: Object.entries(swaps).map(([symbol, amount]) => {
      const spec = specs.find(each => each.symbol === symbol)!
      const amountIn = BigInt(Math.round(Math.abs(amount) * 1e6))
      const paysQuote = amount > 0
      const swap = {
        zeroForOne: paysQuote !== spec.baseIsToken0,
        amountIn: paysQuote ? amountIn : (amountIn * ether) / (3000n * dollars),
      }
      return { from: trader, call: swapCall(pools.get(symbol)!, swap, trader) }
    }),
  })
  return {
    chain,
    proxy,
    pools,
    specs,
    plan,
    async mine(swaps = {}) {
      const { block } = await mineBlock(chain, plan(swaps))
      await proxy.settled()
      return block.hash
    },
    async close() {
      await proxy.close()
      await chain.close()
    },
  }
}

/** What a reader of the stream believes, and everything it was told. */
export interface Heard {
  readonly events: MarketDataEvent[]
  readonly live: Map<string, Snapshot>
  readonly costs: Map<string, ExecutionCost>
  readonly instruments: Map<string, Instrument>
  readonly rejected: Map<string, string>
  readonly counts: UniswapCounts
  readonly collector: PoolCollector
  readonly problems: string[]
}

/** The whole collector, in process, on the providers named; one shard, everything it says is remembered. */
export const listen = (
  rig: Pick<Rig, 'specs'>,
  rpcUrls: readonly string[],
  more: Partial<PoolCollectorOptions> = {},
): Heard => {
  const events: MarketDataEvent[] = []
  const live = new Map<string, Snapshot>()
  const costs = new Map<string, ExecutionCost>()
  const instruments = new Map<string, Instrument>()
  const rejected = new Map<string, string>()
  const problems: string[] = []
  const counts = createUniswapCounts()
  const sequences = new Map<string, { session: number; sequence: number }>()
  const books = new Map<string, OrderBook>()
  const onSnapshot = (snapshot: Snapshot): void => {
    const { symbol, session, sequence } = snapshot
    const book = books.get(symbol) ?? new OrderBook(crc32)
    books.set(symbol, book)
    const verdict = book.applySnapshot(snapshot)
    if (verdict !== 'applied' || book.life !== 'live')
      problems.push(`${symbol}: a reader says ${verdict}, ${book.reason}`)
    const before = sequences.get(symbol)
    if (before !== undefined && session < before.session) problems.push(`${symbol}: the session went back`)
    if (before?.session === session && sequence <= before.sequence) problems.push(`${symbol}: the sequence went back`)
    if (before?.session === session && !live.has(symbol)) problems.push(`${symbol}: a lost session goes on`)
    if (!costs.has(symbol) || !instruments.has(symbol)) problems.push(`${symbol}: a snapshot before its terms`)
    sequences.set(symbol, { session, sequence })
    live.set(symbol, snapshot)
  }
  const emit = (event: MarketDataEvent): void => {
    events.push(event)
    if (event.snapshot) onSnapshot(event.snapshot)
    else if (event.executionCost) costs.set(event.executionCost.symbol, event.executionCost)
    else if (event.instrument) {
      instruments.set(event.instrument.symbol, event.instrument)
      rejected.delete(event.instrument.symbol)
    } else if (event.instrumentRejected) rejected.set(event.instrumentRejected.symbol, event.instrumentRejected.reason)
    else if (event.bookLost) for (const symbol of event.bookLost.symbols) live.delete(symbol)
  }
  const collector = createPoolCollector({
    chain: chains.ethereum,
    rpcUrls,
    pools: rig.specs,
    symbols: ['BTC-USDT'],
    shards: 1,
    shape: {
      cover: new Map([
        ['USDC', 300_000],
        ['USDT', 100_000],
      ]),
      maxLevels: 20,
    },
    priorityFeeGwei: 1,
    headCheckMs: 50,
    // The chain of a test stands still while it is looked at.
    maxHeadAgeMs: 3_600_000,
    maxLagBlocks: 2,
    blockDeadlineMs: 400,
    verifyQuotes: 4,
    rpcTimeoutMs: 5_000,
    maxFrameBytes: 33_554_432,
    rollBack: true,
    counts,
    log: () => undefined,
    random: Math.random,
    ...more,
  })
  collector.acquire({
    shard: 0,
    emit,
    close: () => Promise.resolve(),
    abandon: () => undefined,
    pendingBytes: 0,
    droppedEntries: 0,
  })
  return { events, live, costs, instruments, rejected, counts, collector, problems }
}
