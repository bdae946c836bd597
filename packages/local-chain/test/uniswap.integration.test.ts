import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import {
  addLiquidity,
  createChainFork,
  createPool,
  deployUniswap,
  dynamicFee,
  fullRange,
  mainnet,
  mainnetTokens,
  nativeEther,
  placeFeeHook,
  poolState,
  quoteOnChain,
  removeLiquidity,
  setHookFee,
  setProtocolFee,
  sqrtPriceX96Of,
  startChain,
  swapExactInput,
  swapExactOutput,
  tickNear,
  transact,
  TransactionFailed,
  type LocalChain,
  type Pool,
  type V2Pool,
  type V3Pool,
  type V4Pool,
} from '../src/index.ts'

const { USDC, WETH } = mainnetTokens
const ether = 10n ** 18n
const dollars = (count: number): bigint => BigInt(count) * 10n ** 6n

let chain: LocalChain
let v2: V2Pool
let v3: V3Pool
let v4: V4Pool

beforeAll(async () => {
  chain = await startChain()
  await deployUniswap(chain)
  const [token0, token1] = [USDC.address, WETH.address]
  v2 = await createPool(chain, { kind: 'v2', token0, token1 })
  await addLiquidity(chain, v2, { amount0: dollars(3_000_000), amount1: 1000n * ether })
  const price = sqrtPriceX96Of(ether, dollars(3000))
  v3 = await createPool(chain, { kind: 'v3', token0, token1, fee: 500, sqrtPriceX96: price })
  const middle = tickNear(1e18 / 3000e6, 10)
  await addLiquidity(chain, v3, { ...fullRange(10), liquidity: 10n ** 17n })
  await addLiquidity(chain, v3, { tickLower: middle - 200, tickUpper: middle + 200, liquidity: 10n ** 18n })
  const upside = sqrtPriceX96Of(dollars(3000), ether)
  const spec = { kind: 'v4', token0: nativeEther.address, token1: USDC.address, fee: 500, tickSpacing: 10 } as const
  v4 = await createPool(chain, { ...spec, sqrtPriceX96: upside })
  await addLiquidity(chain, v4, { ...fullRange(10), liquidity: 10n ** 18n })
})

afterAll(async () => {
  await chain.close()
})

it('pools get the addresses and the id that they have on Ethereum', () => {
  expect(v2.address).toBe('0xB4e16d0168e52d35CaCD2c6185b44281Ec28C9Dc')
  expect(v3.address).toBe('0x88e6A0c2dDD26FEEb64F039a2c41296FcB3f5640')
  expect(v4.id).toBe('0x21c67e77068de97969ba93d4aab21826d33ca12bb9f565d8496e8fda8a82ca27')
})

it('every contract and token is at its place, with its decimals', async () => {
  const codes = await Promise.all(Object.values(mainnet).map(address => chain.client.getCode({ address })))
  expect(codes.map(code => (code ?? '').length > 100)).toEqual(codes.map(() => true))
  for (const { address, decimals } of Object.values(mainnetTokens)) {
    const data = '0x313ce567' // decimals()
    const answer = await chain.client.call({ to: address, data })
    expect(Number(answer.data)).toBe(decimals)
  }
})

describe.each(['v2', 'v3', 'v4'] as const)('%s', kind => {
  const pool = (): Pool => ({ v2, v3, v4 })[kind]

  it('a swap moves what the contract quoted, both ways round and both ways of asking', async () => {
    for (const zeroForOne of [true, false]) {
      const paysDollars = (pool().token0 === USDC.address) === zeroForOne
      const [paid, received] = paysDollars ? [dollars(1000), ether / 3n] : [ether / 3n, dollars(1000)]
      const input = { zeroForOne, amountIn: paid }
      const promised = await quoteOnChain(chain, pool(), input)
      const sold = await swapExactInput(chain, pool(), input)
      expect(sold).toMatchObject({ amountIn: paid, amountOut: promised.amountOut })
      expect(sold.amountOut).toBeGreaterThan((received * 95n) / 100n)
      const output = { zeroForOne, amountOut: received }
      const asked = await quoteOnChain(chain, pool(), output)
      const bought = await swapExactOutput(chain, pool(), output)
      expect(bought).toMatchObject({ amountIn: asked.amountIn, amountOut: received })
      // The quote of an older block is that block's.
      const before = { blockNumber: bought.blockNumber - 1n }
      expect((await quoteOnChain(chain, pool(), output, before)).amountIn).toBe(asked.amountIn)
    }
  })

  it('the state can be asked for at a block by its hash', async () => {
    const swapped = await swapExactInput(chain, pool(), { zeroForOne: true, amountIn: 10n ** 9n })
    const after = await poolState(chain, pool(), { blockHash: swapped.blockHash })
    expect(after).toEqual(await poolState(chain, pool()))
    expect(await poolState(chain, pool(), { blockNumber: swapped.blockNumber - 1n })).not.toEqual(after)
  })
})

it('liquidity that is taken out is gone', async () => {
  for (const pool of [v3, v4]) {
    const before = await poolState(chain, pool)
    const position = await addLiquidity(chain, pool, { ...fullRange(10), liquidity: 10n ** 16n })
    expect((await poolState(chain, pool)).liquidity).toBe(before.liquidity + position.liquidity)
    await removeLiquidity(chain, pool, position, position.liquidity)
    expect(await poolState(chain, pool)).toEqual(before)
  }
})

it('the protocol takes its share of a V3 fee, and adds to a V4 fee', async () => {
  const input = { zeroForOne: true, amountIn: 10n ** 9n }
  const before = await Promise.all([v3, v4].map(pool => quoteOnChain(chain, pool, input)))
  await setProtocolFee(chain, v3, 4, 5)
  await setProtocolFee(chain, v4, 1000, 500)
  const after = await Promise.all([v3, v4].map(pool => quoteOnChain(chain, pool, input)))
  expect(after[0]!.amountOut).toBe(before[0]!.amountOut)
  expect(after[1]!.amountOut).toBeLessThanOrEqual(before[1]!.amountOut)
  expect((await poolState(chain, v3)).protocolFee).toBe(4 + (5 << 4))
  expect((await poolState(chain, v4)).protocolFee).toBe(1000 + (500 << 12))
})

it('a hook sets the fee of its pool without a log', async () => {
  const hooks = await placeFeeHook(chain)
  const spec = {
    kind: 'v4',
    token0: nativeEther.address,
    token1: USDC.address,
    fee: dynamicFee,
    tickSpacing: 60,
  } as const
  const pool = await createPool(chain, { ...spec, hooks, sqrtPriceX96: sqrtPriceX96Of(dollars(3000), ether) })
  await addLiquidity(chain, pool, { ...fullRange(60), liquidity: 10n ** 18n })
  const amountIn = ether / 100n
  await setHookFee(chain, hooks, 0)
  const free = await quoteOnChain(chain, pool, { zeroForOne: true, amountIn })
  await setHookFee(chain, hooks, 100_000)
  const dear = await swapExactInput(chain, pool, { zeroForOne: true, amountIn })
  expect(Number(dear.amountOut) / Number(free.amountOut)).toBeCloseTo(0.9, 3)
  expect((await poolState(chain, pool)).lpFee).toBe(100_000)
})

it('a transaction that reverts is told with its reason', async () => {
  const [owner] = chain.accounts
  const failed = transact(chain, owner!, { to: WETH.address, data: '0x2e1a7d4d'.padEnd(74, 'f') as `0x${string}` })
  await expect(failed).rejects.toThrow(TransactionFailed)
})

it('tokens in the wrong order are refused', async () => {
  const spec = { kind: 'v2', token0: WETH.address, token1: USDC.address } as const
  await expect(createPool(chain, spec)).rejects.toThrow('must be below token1')
})

it('a swap can be done at a block of the past, and the chain knows nothing of it', async () => {
  const fork = createChainFork(chain)
  onTestFinished(() => fork.close())
  const blockNumber = await chain.client.getBlockNumber()
  const swap = { zeroForOne: true, amountIn: 10n ** 9n }
  const promised = await Promise.all([v2, v3, v4].map(pool => quoteOnChain(chain, pool, swap, { blockNumber })))
  await swapExactInput(chain, v3, { zeroForOne: true, amountIn: dollars(50_000) })
  const before = await poolState(chain, v3)
  for (const [index, pool] of [v2, v3, v4].entries()) {
    const done = await fork.swapAt(blockNumber, pool, swap)
    expect(done).toMatchObject({ amountIn: swap.amountIn, amountOut: promised[index]!.amountOut })
    expect([done.blockNumber, done.gasUsed > 80_000n]).toEqual([blockNumber + 1n, true])
  }
  const bought = await fork.swapAt(blockNumber, v4, { zeroForOne: true, amountOut: dollars(100) })
  expect(bought.amountOut).toBe(dollars(100))
  expect(await poolState(chain, v3)).toEqual(before)
  await expect(fork.swapAt(blockNumber + 1000n, v3, swap)).rejects.toThrow()
  expect((await fork.swapAt(blockNumber, v3, swap)).amountOut).toBe(promised[1]!.amountOut)
})
