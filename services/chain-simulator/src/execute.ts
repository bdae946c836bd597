import { quoteOnChain, type Pool, type SwapInput, type SwapOutput } from '@screener/local-chain'
import type { Hex } from 'viem'
import type { ChainWorld } from './chain-world.ts'
import type { RunningPool } from './demo-pools.ts'

export interface Leg {
  /** Name, address or PoolId. */
  readonly pool: string
  /** Of the base. */
  readonly side: 'buy' | 'sell'
  /** Of the base, decimal text. */
  readonly quantity: string
  /** The block in whose state it is done. */
  readonly blockHash: string
}

/** What cannot be asked for: the pool, the quantity or the block is not there. */
export class LegRefused extends Error {
  override readonly name = 'LegRefused'
}

export interface LegAmounts {
  readonly pool: string
  readonly side: Leg['side']
  readonly blockNumber: number
  readonly blockHash: string
  /** What the taker pays and gets, whole units as decimal text. */
  readonly baseQuantity: string
  readonly quoteQuantity: string
  /** The same in smallest units. */
  readonly amountIn: string
  readonly amountOut: string
}

export interface ExecutedLeg extends LegAmounts {
  /** Of the whole transaction through the router. */
  readonly gasUsed: number
}

/** Whole units of decimal text to smallest units; digits below the smallest are refused. */
export const smallestUnits = (text: string, decimals: number): bigint => {
  const match = /^(\d+)(?:\.(\d*))?$/.exec(text)
  const fraction = (match?.[2] ?? '').replace(/0+$/, '')
  if (match === null || fraction.length > decimals)
    throw new LegRefused(`"quantity" must be decimal text with at most ${decimals} digits after the point`)
  return BigInt((match[1] ?? '') + fraction.padEnd(decimals, '0'))
}

/** The other way round. */
export const wholeUnits = (amount: bigint, decimals: number): string => {
  const digits = amount.toString().padStart(decimals + 1, '0')
  const fraction = digits.slice(digits.length - decimals).replace(/0+$/, '')
  return digits.slice(0, digits.length - decimals) + (fraction === '' ? '' : `.${fraction}`)
}

const namesOf = ({ name, pool }: RunningPool): readonly string[] => [
  name,
  (pool.kind === 'v4' ? pool.id : pool.address).toLowerCase(),
]

export const poolNamed = (pools: readonly RunningPool[], asked: string): RunningPool => {
  const found = pools.find(running => namesOf(running).some(name => name === asked || name === asked.toLowerCase()))
  if (found === undefined)
    throw new LegRefused(`no pool "${asked}"; there are ${pools.map(({ name }) => name).join(', ')}`)
  return found
}

const swapOf = ({ base, baseIsToken0 }: RunningPool, { side, quantity }: Leg): SwapInput | SwapOutput => {
  const amount = smallestUnits(quantity, base.decimals)
  if (amount === 0n) throw new LegRefused('"quantity" must be above 0')
  return side === 'sell'
    ? { zeroForOne: baseIsToken0, amountIn: amount }
    : { zeroForOne: !baseIsToken0, amountOut: amount }
}

interface Prepared {
  readonly running: RunningPool
  readonly pool: Pool
  readonly swap: SwapInput | SwapOutput
  readonly blockNumber: number
}

const prepare = ({ pools, proxy }: ChainWorld, leg: Leg): Prepared => {
  const running = poolNamed(pools, leg.pool)
  const block = proxy.record.byHash(leg.blockHash)
  if (block === undefined) throw new LegRefused(`block ${leg.blockHash} is unknown or too old`)
  if (!proxy.record.isCanonical(leg.blockHash)) throw new LegRefused(`block ${leg.blockHash} was replaced`)
  return { running, pool: running.pool, swap: swapOf(running, leg), blockNumber: block.number }
}

const amountsOf = (
  { running, blockNumber }: Prepared,
  { side, blockHash }: Leg,
  { amountIn, amountOut }: { readonly amountIn: bigint; readonly amountOut: bigint },
): LegAmounts => {
  const { name, base, quote } = running
  const [baseAmount, quoteAmount] = side === 'sell' ? [amountIn, amountOut] : [amountOut, amountIn]
  return {
    ...{ pool: name, side, blockNumber, blockHash },
    baseQuantity: wholeUnits(baseAmount, base.decimals),
    quoteQuantity: wholeUnits(quoteAmount, quote.decimals),
    amountIn: amountIn.toString(),
    amountOut: amountOut.toString(),
  }
}

/** Does the leg as a real transaction through the router, in the state after that block, on a fork of the chain. */
export const executeLeg = async (world: ChainWorld, leg: Leg): Promise<ExecutedLeg> => {
  const prepared = prepare(world, leg)
  const done = await world.fork.swapAt(BigInt(prepared.blockNumber), prepared.pool, prepared.swap)
  return { ...amountsOf(prepared, leg, done), gasUsed: Number(done.gasUsed) }
}

/** What the contract's own quoter answers for the leg in that state; quicker, and nothing is done. */
export const quoteLeg = async ({ chain, ...world }: ChainWorld, leg: Leg): Promise<LegAmounts> => {
  const prepared = prepare({ chain, ...world }, leg)
  const quote = await quoteOnChain(chain, prepared.pool, prepared.swap, { blockHash: leg.blockHash as Hex })
  return amountsOf(prepared, leg, quote)
}
