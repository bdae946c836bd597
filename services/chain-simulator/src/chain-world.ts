import {
  createChainFork,
  deployUniswap,
  setAutomaticMining,
  startChain,
  startRpcProxy,
  type ChainFork,
  type LocalChain,
  type RpcProxy,
} from '@screener/local-chain'
import { startBlockProducer, type BlockProducer } from './block-producer.ts'
import { createDemoPools, demoPools, type RunningPool } from './demo-pools.ts'
import { createRandom } from './random.ts'
import { marketPrices, ownPrices, type ReferencePrices } from './reference-prices.ts'
import { createTrader } from './trader.ts'

export interface WorldSettings {
  /** Of the providers `a` and `b`; 0: any free one. */
  readonly ports: readonly [number, number]
  readonly host: string
  readonly blockMs: number
  readonly baseFeeGwei: number
  readonly seed: string
  /** Control listener of the simulated venues; empty: prices of its own. */
  readonly marketUrl: string
  /** How long the market may take to answer before the pools are made at prices of their own. */
  readonly marketWithinMs: number
  readonly onError: (error: unknown) => void
}

/** The chain, its pools and those who use them. */
export interface ChainWorld {
  readonly chain: LocalChain
  readonly proxy: RpcProxy
  readonly pools: readonly RunningPool[]
  readonly prices: ReferencePrices
  readonly producer: BlockProducer
  readonly fork: ChainFork
  close(): Promise<void>
}

const pollMs = 100
/** Reorgs and checkers do not look further back. */
const keptStates = 256

/** A market beside it may still be starting. */
const firstPrices = async (prices: ReferencePrices, withinMs: number): Promise<void> => {
  const deadlineMs = performance.now() + withinMs
  for (;;) {
    await prices.refresh()
    if (prices.problem() === undefined || performance.now() >= deadlineMs) return
    await new Promise(resolve => setTimeout(resolve, pollMs))
  }
}

export const startWorld = async (settings: WorldSettings): Promise<ChainWorld> => {
  const { blockMs, seed, marketUrl, host } = settings
  const stepSeconds = blockMs / 1000
  const baseFeeWei = Math.round(settings.baseFeeGwei * 1e9)
  const prices = marketUrl === '' ? ownPrices(seed, stepSeconds) : marketPrices(marketUrl)
  const chain = await startChain({ baseFeeWei, keptStates })
  const ends: (() => Promise<void>)[] = [() => chain.close()]
  const close = async (): Promise<void> => {
    for (const end of ends.toReversed()) await end()
  }
  try {
    await Promise.all([deployUniswap(chain), firstPrices(prices, settings.marketWithinMs)])
    const pools = await createDemoPools(
      chain,
      demoPools,
      ({ base, quote }) => prices.usd(base.symbol) / prices.usd(quote.symbol),
    )
    await setAutomaticMining(chain, false)
    // Setting up took a block per transaction, each emptier than the last.
    await chain.client.setNextBlockBaseFeePerGas({ baseFeePerGas: BigInt(baseFeeWei) })
    await chain.client.mine({ blocks: 1 })
    const [first, second] = settings.ports
    const proxy = await startRpcProxy(chain, {
      endpoints: [
        { id: 'a', port: first },
        { id: 'b', port: second },
      ],
      host,
    })
    ends.push(() => proxy.close())
    const fork = createChainFork(chain)
    ends.push(() => fork.close())
    const trader = createTrader(chain, pools, prices, { seed, stepSeconds })
    const random = createRandom(`${seed}:blocks`)
    const producer = startBlockProducer({
      ...{ chain, proxy, trader, prices, random, blockMs },
      ...{ baseFeeWei: BigInt(baseFeeWei), onError: settings.onError },
    })
    ends.push(() => producer.stop())
    return { chain, proxy, pools, prices, producer, fork, close }
  } catch (error) {
    await close()
    throw error
  }
}
