import {
  addLiquidity,
  poolState,
  quoteOnChain,
  removeLiquidity,
  replaceBlocks,
  setAutomaticMining,
  type RpcFaultRequest,
} from '@screener/local-chain'
import { eventually } from '@screener/testing'
import { quoteExactInput } from '@screener/uniswap-pools'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { chains } from '../src/chains.ts'
import { ladderOfPool } from '../src/pools/pool-book.ts'
import { loadPools } from '../src/pools/load-pools.ts'
import type { Ask } from '../src/rpc/multicall.ts'
import { listen, startRig, type Heard, type Rig } from './rig.ts'

const cover = new Map([
  ['USDC', 300_000],
  ['USDT', 100_000],
])
const all = ['ETH-USDC~v2', 'ETH-USDC~v3-500', 'ETH-USDT~v3-3000', 'ETH-USDC~v4-500']

let rig: Rig
let heard: Heard

/** Until the assertions hold. */
const soon = (assert: () => void | Promise<void>): Promise<boolean> =>
  eventually(async () => {
    await assert()
    return true
  })

const askNode: Ask = async (method, params) => {
  const asked: unknown = { method, params }
  return rig.chain.client.request(asked as never)
}

/** Every book is what is read from the chain itself at its head. */
const equalsChain = async (of: Heard): Promise<void> => {
  const head = await rig.chain.client.getBlock()
  const { pools, refused } = await loadPools(askNode, chains.ethereum, rig.specs, head.hash)
  expect([...refused]).toEqual([])
  for (const spec of rig.specs) {
    const snapshot = of.live.get(spec.symbol)
    const ladder = ladderOfPool(spec, pools.get(spec.symbol)!, { cover, maxLevels: 20 })
    expect(snapshot?.bidPrices, spec.symbol).toEqual(ladder.bids.prices)
    expect(snapshot?.askPrices, spec.symbol).toEqual(ladder.asks.prices)
    expect(snapshot?.askQuantities, spec.symbol).toEqual(ladder.asks.quantities)
    // What it names is a part of the chain.
    const [number, hash] = snapshot!.origin!.split(':')
    expect((await rig.chain.client.getBlock({ blockNumber: BigInt(number!) })).hash).toBe(hash)
  }
  expect(of.problems).toEqual([])
}

const caughtUp = (of: Heard): Promise<unknown> =>
  soon(async () => {
    const { hash } = await rig.chain.client.getBlock()
    expect(of.collector.state.tip?.hash).toBe(hash)
    expect([...of.live.keys()].toSorted()).toEqual([...all].toSorted())
  })

const inject = (id: string, fault: RpcFaultRequest): void => void rig.proxy.endpoints.get(id)!.inject(fault)

beforeAll(async () => {
  rig = await startRig()
})

afterAll(() => rig.close())

beforeEach(() => {
  for (const endpoint of rig.proxy.endpoints.values()) {
    endpoint.clearFaults()
    Object.assign(endpoint.knobs, { removedLogs: true })
  }
})

afterEach(() => heard.collector.stop())

describe('on a real chain', () => {
  it('loads what the contracts hold: quotes are theirs to the last unit', async () => {
    heard = listen(rig, [rig.proxy.urlOf('a').ws])
    await caughtUp(heard)
    await equalsChain(heard)
    expect(heard.rejected.get('BTC-USDT')).toContain('pools')
    const { hash } = await rig.chain.client.getBlock()
    const { pools } = await loadPools(askNode, chains.ethereum, rig.specs, hash)
    for (const [symbol, pool] of rig.pools) {
      for (const zeroForOne of [true, false]) {
        for (const size of [1n, 1000n, 123_456_789n]) {
          const amountIn =
            size * (zeroForOne === rig.specs.find(spec => spec.symbol === symbol)!.baseIsToken0 ? 10n ** 11n : 100n)
          const theirs = await quoteOnChain(rig.chain, pool, { zeroForOne, amountIn }, { blockHash: hash })
          expect(quoteExactInput(pools.get(symbol)!, zeroForOne, amountIn).amountOut, symbol).toBe(theirs.amountOut)
        }
      }
    }
  })

  it('follows swaps block by block; gas is told in the coin of the chain and moves with the base fee', async () => {
    heard = listen(rig, [rig.proxy.urlOf('a').ws])
    await caughtUp(heard)
    const before = heard.costs.get('ETH-USDC~v3-500')
    for (let count = 0; count < 4; count++) {
      await rig.mine({ 'ETH-USDC~v2': 900, 'ETH-USDC~v3-500': 40_000 * (count - 1.5), 'ETH-USDC~v4-500': 7_000 })
      await caughtUp(heard)
      await equalsChain(heard)
    }
    expect(heard.costs.get('ETH-USDC~v3-500')).toMatchObject({ asset: 'ETH' })
    expect(heard.costs.get('ETH-USDC~v3-500')!.buy).not.toBe(before!.buy)
    expect(heard.counts.booksLost.size).toBe(0)
    await soon(() => {
      expect(heard.counts.verified).toBeGreaterThan(4)
    })
    expect([...heard.counts.quoteMismatches]).toEqual([])
  })

  it('follows liquidity that comes and goes, in range and out of it', async () => {
    heard = listen(rig, [rig.proxy.urlOf('a').ws])
    await caughtUp(heard)
    await setAutomaticMining(rig.chain, true)
    for (const symbol of ['ETH-USDC~v3-500', 'ETH-USDC~v4-500']) {
      const pool = rig.pools.get(symbol)!
      if (pool.kind === 'v2') continue
      const { tick } = await poolState(rig.chain, pool)
      const middle = Math.round(tick / 10) * 10
      const position = await addLiquidity(rig.chain, pool, {
        tickLower: middle - 50,
        tickUpper: middle + 50,
        liquidity: 10n ** 18n,
      })
      await addLiquidity(rig.chain, pool, { tickLower: middle + 200, tickUpper: middle + 250, liquidity: 10n ** 18n })
      await caughtUp(heard)
      await equalsChain(heard)
      await removeLiquidity(rig.chain, pool, position, position.liquidity)
    }
    await setAutomaticMining(rig.chain, false)
    await caughtUp(heard)
    await equalsChain(heard)
    expect([...heard.counts.quoteMismatches]).toEqual([])
    expect(heard.counts.chain.get('bad_logs')).toBeUndefined()
  })

  it.each([1, 3, 12])('withdraws the quotes of %i removed blocks and is the chain again', async depth => {
    heard = listen(rig, [rig.proxy.urlOf('a').ws])
    for (let count = 0; count < depth; count++) await rig.mine({ 'ETH-USDC~v2': 2_000, 'ETH-USDC~v3-500': 30_000 })
    await caughtUp(heard)
    const from = heard.events.length
    const removed = heard.live.get('ETH-USDC~v3-500')!.origin
    await rig.proxy.reorg(depth, () =>
      replaceBlocks(
        rig.chain,
        depth,
        [...Array(depth + 1)].map(() => rig.plan({ 'ETH-USDC~v3-500': -20_000 })),
      ),
    )
    await caughtUp(heard)
    await equalsChain(heard)
    const after = heard.events.slice(from)
    const lostAt = after.findIndex(event => event.bookLost?.symbols.includes('ETH-USDC~v3-500') === true)
    expect(after[lostAt]?.bookLost?.reason).toBe('reorg')
    expect(after.findIndex(event => event.snapshot !== undefined)).toBeGreaterThan(lostAt)
    expect(after.some(event => event.snapshot?.origin === removed)).toBe(false)
  })

  it('is told of no removed log by many providers: the parent of a head is enough', async () => {
    heard = listen(rig, [rig.proxy.urlOf('a').ws])
    rig.proxy.endpoints.get('a')!.knobs.removedLogs = false
    await rig.mine({ 'ETH-USDC~v2': 2_000 })
    await caughtUp(heard)
    await rig.proxy.reorg(1, () => replaceBlocks(rig.chain, 1, [rig.plan({ 'ETH-USDC~v2': -9_000 }), {}]))
    await caughtUp(heard)
    await equalsChain(heard)
    expect(heard.counts.booksLost.get('reorg')).toBeGreaterThan(0)
  })

  it('fails without rollback: the control', async () => {
    heard = listen(rig, [rig.proxy.urlOf('a').ws], { rollBack: false, verifyQuotes: 0 })
    await rig.mine({ 'ETH-USDC~v3-500': 30_000 })
    await caughtUp(heard)
    const removed = heard.live.get('ETH-USDC~v3-500')!.origin!
    await rig.proxy.reorg(1, () => replaceBlocks(rig.chain, 1, [{}, {}]))
    await soon(async () => {
      const { hash } = await rig.chain.client.getBlock()
      expect(heard.collector.state.tip?.hash).toBe(hash)
    })
    // Still shown, although the block is gone.
    expect(heard.live.get('ETH-USDC~v3-500')!.origin).toBe(removed)
    await expect(equalsChain(heard)).rejects.toThrow()
  })

  it.each<[string, RpcFaultRequest]>([
    ['a node that lags five blocks', { kind: 'lag', blocks: 5 }],
    ['logs that are not there', { kind: 'emptyLogs', count: 6 }],
    ['a dead subscription', { kind: 'deadSubscription' }],
    ['heads that were not pushed', { kind: 'dropHeads', count: 3 }],
    ['a storm of 429', { kind: 'throttle', forMs: 1_500 }],
    ['a storm of -32005', { kind: 'throttle', form: 'rpc32005', forMs: 1_500 }],
    ['a connection cut', { kind: 'cut' }],
  ])('comes through %s', async (_, fault) => {
    heard = listen(rig, [rig.proxy.urlOf('a').ws])
    for (let count = 0; count < 6; count++) await rig.mine()
    await caughtUp(heard)
    inject('a', fault)
    for (let count = 0; count < 3; count++) {
      await rig.mine({ 'ETH-USDC~v3-500': 5_000 * (count - 1), 'ETH-USDC~v2': 500, 'ETH-USDC~v4-500': -2_000 })
      await new Promise(resolve => setTimeout(resolve, 150))
    }
    if (fault.kind === 'lag') {
      await soon(() => {
        expect([...heard.live.keys()]).toEqual([])
      })
      expect(heard.counts.booksLost.get('lagging_node')).toBe(4)
      rig.proxy.endpoints.get('a')!.clearFaults()
    }
    await caughtUp(heard)
    await equalsChain(heard)
    expect([...heard.counts.quoteMismatches]).toEqual([])
  })

  it('goes over to another node when the first is silent, and asks it for a second opinion', async () => {
    heard = listen(rig, [rig.proxy.urlOf('a').ws, rig.proxy.urlOf('b').http], { rpcTimeoutMs: 500 })
    await caughtUp(heard)
    inject('a', { kind: 'silence' })
    await rig.mine({ 'ETH-USDC~v2': 2_000 })
    await caughtUp(heard)
    await equalsChain(heard)
    expect(heard.counts.chain.get('failover')).toBeGreaterThan(0)
  })

  it('books without proof: a frozen node says nothing new, so nothing is confirmed', async () => {
    heard = listen(rig, [rig.proxy.urlOf('a').ws])
    await caughtUp(heard)
    inject('a', { kind: 'silence' })
    const proofOf = (): number =>
      heard.events.findLast(event => event.feedHeartbeat !== undefined)!.feedHeartbeat!.lastDataTimeUs
    await soon(() => {
      expect(heard.collector.state.proofAgeMs).toBeGreaterThan(500)
    })
    const proof = proofOf()
    await soon(() => {
      expect(heard.collector.state.proofAgeMs).toBeGreaterThan(800)
    })
    expect(proofOf()).toBe(proof)
  })

  it('a pool that the chain does not have is refused by name, the others go on', async () => {
    const missing = { ...rig.specs[0]!, symbol: 'ETH-USDC~none', key: '0x00000000000000000000000000000000000000aa' }
    heard = listen({ specs: [...rig.specs, missing] }, [rig.proxy.urlOf('a').ws])
    await caughtUp(heard)
    await soon(() => {
      expect(heard.rejected.get('ETH-USDC~none')).toContain('no pair')
    })
    await rig.mine({ 'ETH-USDC~v2': 100 })
    await caughtUp(heard)
  })
})
