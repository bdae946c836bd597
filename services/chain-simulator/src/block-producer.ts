import {
  gasForBaseFee,
  mineBlock,
  nextBaseFee,
  replaceBlocks,
  type BlockPlan,
  type LocalChain,
  type RpcProxy,
} from '@screener/local-chain'
import type { Random } from './random.ts'
import type { ReferencePrices } from './reference-prices.ts'
import type { Trader } from './trader.ts'

export interface BlockProducer {
  /** Blocks mined, those that were replaced later included. */
  readonly mined: number
  readonly reorgs: number
  /** Milliseconds by which the next block is late; 0 while it is in time. */
  lateMs(): number
  /** Replaces the newest blocks by others, with other trades, one more than there were. */
  reorg(depth: number): Promise<void>
  stop(): Promise<void>
}

export interface BlockProducerOptions {
  readonly chain: LocalChain
  readonly proxy: RpcProxy
  readonly trader: Trader
  readonly prices: ReferencePrices
  readonly random: Random
  readonly blockMs: number
  /** Base fee around which use keeps it, wei. */
  readonly baseFeeWei: bigint
  readonly onError: (error: unknown) => void
}

/** What a swap uses, about. */
const gasOfSwap = 130_000n

/** Mines a block each `blockMs`, with the trader's swaps and so many others that the base fee stays about where it should. */
export const startBlockProducer = (options: BlockProducerOptions): BlockProducer => {
  const { chain, proxy, trader, prices, random, blockMs, baseFeeWei, onError } = options
  let mined = 0
  let reorgs = 0
  let dueMs = Date.now() + blockMs
  let timer: NodeJS.Timeout | undefined
  let stopped = false
  let work: Promise<unknown> = Promise.resolve()

  /** One thing at a time happens to the chain. */
  const alone = <T>(task: () => Promise<T>): Promise<T> => {
    const result = work.catch(() => undefined).then(task)
    work = result
    return result
  }

  const planBlock = async (): Promise<BlockPlan> => {
    const transactions = await trader.plan()
    const parent = await chain.client.getBlock()
    const baseFee = nextBaseFee(parent.baseFeePerGas ?? 0n, parent.gasUsed, parent.gasLimit)
    const wanted = (baseFeeWei * BigInt(Math.round(1000 * Math.exp(0.15 * random.gaussian())))) / 1000n
    const own = gasOfSwap * BigInt(transactions.length)
    const othersGas = gasForBaseFee(baseFee, wanted, parent.gasLimit) - own
    mined++
    return { transactions, othersGas: othersGas > 0n ? othersGas : 0n }
  }

  const produce = async (): Promise<void> => {
    await prices.refresh()
    await alone(async () => {
      await mineBlock(chain, await planBlock())
      await proxy.settled()
    })
  }

  const schedule = (): void => {
    if (stopped) return
    timer = setTimeout(
      () => {
        produce()
          .catch((error: unknown) => {
            if (!stopped) onError(error)
          })
          .finally(() => {
            // Blocks that could not be mined in time are not made up for.
            dueMs = Math.max(dueMs + blockMs, Date.now())
            schedule()
          })
      },
      Math.max(0, dueMs - Date.now()),
    )
  }
  schedule()

  return {
    get mined() {
      return mined
    },
    get reorgs() {
      return reorgs
    },
    lateMs: () => Math.max(0, Date.now() - dueMs),
    reorg: depth =>
      alone(async () => {
        reorgs++
        const plans = Array.from({ length: depth + 1 }, () => planBlock)
        await proxy.reorg(depth, () => replaceBlocks(chain, depth, plans))
      }),
    stop: async () => {
      stopped = true
      clearTimeout(timer)
      await work.catch(() => undefined)
    },
  }
}
