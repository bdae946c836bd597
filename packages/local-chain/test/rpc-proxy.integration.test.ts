import { setTimeout as wait } from 'node:timers/promises'
import { eventually } from '@screener/testing'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import {
  addLiquidity,
  createPool,
  deployUniswap,
  mainnetTokens,
  mineBlock,
  poolState,
  replaceBlocks,
  setAutomaticMining,
  startChain,
  startRpcProxy,
  swapCall,
  type BlockPlan,
  type LocalChain,
  type RpcEndpoint,
  type RpcFaultRequest,
  type RpcProxy,
  type V2Pool,
} from '../src/index.ts'
import { askHttp, openSocket, type Pushed, type RpcSocket } from './rpc-client.ts'

const { USDC, WETH } = mainnetTokens
const syncTopic = '0x1c411e9a96e071241c2f21f7726b17ae89e3cab4c78be50e062b03a9fffbbad1'

let chain: LocalChain
let pool: V2Pool
let proxy: RpcProxy

beforeAll(async () => {
  chain = await startChain()
  await deployUniswap(chain)
  pool = await createPool(chain, { kind: 'v2', token0: USDC.address, token1: WETH.address })
  await addLiquidity(chain, pool, { amount0: 3n * 10n ** 12n, amount1: 10n ** 21n })
  await setAutomaticMining(chain, false)
  proxy = await startRpcProxy(chain)
})

afterAll(async () => {
  await proxy.close()
  await chain.close()
})

beforeEach(() => {
  for (const endpoint of proxy.endpoints.values()) {
    endpoint.clearFaults()
    Object.assign(endpoint.knobs, { removedLogs: true, maxLogRange: 0, maxBatch: 100, requestsPerSecond: 0 })
  }
})

/** A block with one swap of this many dollars. */
const swapBlock = (dollars: number): BlockPlan => {
  const trader = chain.accounts[1]!
  const amountIn = BigInt(dollars) * 10n ** 6n
  return { transactions: [{ from: trader, call: swapCall(pool, { zeroForOne: true, amountIn }, trader) }] }
}

const mineSwap = async (dollars = 1000): Promise<string> => {
  const { block } = await mineBlock(chain, swapBlock(dollars))
  await proxy.settled()
  return block.hash
}

const follow = async (id: string): Promise<{ socket: RpcSocket; heads: () => Pushed[]; logs: () => Pushed[] }> => {
  const socket = await openSocket(proxy.urlOf(id).ws)
  const headsId = (await socket.ask('eth_subscribe', 'newHeads')).result
  const filter = { address: [pool.address], topics: [[syncTopic]] }
  const logsId = (await socket.ask('eth_subscribe', 'logs', filter)).result
  const of = (subscription: unknown) => (): Pushed[] => socket.pushed.filter(each => each.subscription === subscription)
  return { socket, heads: of(headsId), logs: of(logsId) }
}

const endpointOf = (id: string): RpcEndpoint => proxy.endpoints.get(id)!
const inject = (id: string, request: RpcFaultRequest): number => endpointOf(id).inject(request)

const headOf = async (id: string): Promise<number> =>
  Number((await askHttp(proxy.urlOf(id).http, 'eth_blockNumber')).result)

it('heads and the logs that were asked for are pushed; what is read is what the node answers', async () => {
  const { socket, heads, logs } = await follow('a')
  const hash = await mineSwap()
  await eventually(() => heads().length === 1 && logs().length === 1)
  expect(heads()[0]!.result).toMatchObject({ hash, parentHash: (await chain.client.getBlock()).parentHash })
  expect(logs()[0]!.result).toMatchObject({ blockHash: hash, removed: false })
  const read = await socket.ask('eth_getLogs', { blockHash: hash, address: pool.address })
  const direct = await chain.client.getLogs({ blockHash: hash as `0x${string}`, address: pool.address })
  expect((read.result as unknown[]).length).toBe(direct.length)
  const subscriptions = new Set(socket.pushed.map(({ subscription }) => subscription))
  for (const id of subscriptions) expect((await socket.ask('eth_unsubscribe', id)).result).toBe(true)
  await mineSwap()
  expect((await socket.ask('eth_blockNumber')).result).toBeDefined()
  expect(socket.pushed).toHaveLength(2)
})

it('the state after a block is the same before, while and after the next one is mined', async () => {
  const { http } = proxy.urlOf('a')
  const getReserves = '0x0902f1ac'
  for (let round = 0; round < 25; round++) {
    const { hash } = await chain.client.getBlock()
    const reserves = async (): Promise<unknown> =>
      (await askHttp(http, 'eth_call', { to: pool.address, data: getReserves }, { blockHash: hash })).result
    const before = await reserves()
    expect(before).toMatch(/^0x[0-9a-f]{192}$/)
    const among: Promise<unknown>[] = []
    let isMined = false
    const mining = mineSwap(100).finally(() => (isMined = true))
    while (!isMined) {
      among.push(reserves(), reserves())
      await wait(1)
    }
    await mining
    expect(new Set(await Promise.all(among))).toEqual(new Set([before]))
    expect(await reserves()).toBe(before)
  }
})

it.each([1, 12])('a reorg of depth %i: lost logs again as removed, newest first, then the new chain', async depth => {
  const { heads, logs } = await follow('a')
  const plain = await follow('b')
  endpointOf('b').knobs.removedLogs = false
  const lost: string[] = []
  for (let i = 0; i < depth; i++) lost.push(await mineSwap(100 + i))
  await eventually(() => heads().length === depth && logs().length === depth)
  const before = await poolState(chain, pool)
  const plans = Array.from({ length: depth + 1 }, (_, index) => swapBlock(500 + index))
  const mined: string[] = []
  await proxy.reorg(depth, async () => {
    for (const { block } of await replaceBlocks(chain, depth, plans)) mined.push(block.hash)
  })
  await eventually(() => heads().length === 2 * depth + 1 && logs().length === 3 * depth + 1)
  const later = logs().slice(depth)
  expect(later.slice(0, depth).map(({ result }) => [result.removed, result.blockHash])).toEqual(
    lost.toReversed().map(hash => [true, hash]),
  )
  expect(later.slice(depth).map(({ result }) => [result.removed, result.blockHash])).toEqual(
    mined.map(hash => [false, hash]),
  )
  expect(
    heads()
      .slice(depth)
      .map(({ result }) => result.hash),
  ).toEqual(mined)
  await eventually(() => plain.logs().length === 2 * depth + 1)
  expect(plain.logs().every(({ result }) => result.removed === false)).toBe(true)
  for (const hash of lost) {
    expect(proxy.record.isCanonical(hash)).toBe(false)
    expect(proxy.record.byHash(hash)?.logs.length).toBeGreaterThan(0)
    expect((await askHttp(proxy.urlOf('a').http, 'eth_getBlockByHash', hash, false)).result).toBe(null)
  }
  expect(await poolState(chain, pool)).not.toEqual(before)
})

it('a chain that only went back is told when it grows again', async () => {
  const { heads, logs } = await follow('a')
  const [one, two] = [swapBlock(321), swapBlock(322)]
  const { block: lost } = await mineBlock(chain, {
    transactions: [...(one.transactions ?? []), ...(two.transactions ?? [])],
  })
  await proxy.settled()
  await eventually(() => logs().length === 2)
  await chain.client.request({ method: 'anvil_rollback' as never, params: [1] as never })
  await proxy.settled()
  expect(logs()).toHaveLength(2)
  const hash = await mineSwap(123)
  await eventually(() => heads().length === 2 && logs().length === 5)
  const pushed = logs().map(({ result }) => result)
  expect(pushed.slice(2, 4)).toEqual([pushed[1], pushed[0]].map(log => ({ ...log, removed: true })))
  expect(pushed[2]!.blockHash).toBe(lost.hash)
  expect(heads()[1]!.result.hash).toBe(hash)
})

it('a provider that lags answers and pushes an older chain; the other one does not', async () => {
  for (let i = 0; i < 5; i++) await mineSwap(10 + i)
  const { socket, heads } = await follow('a')
  const { tip } = proxy.record
  inject('a', { kind: 'lag', blocks: 3 })
  expect(await headOf('a')).toBe(tip.number - 3)
  expect(await headOf('b')).toBe(tip.number)
  const old = proxy.record.at(tip.number - 3)!
  const url = proxy.urlOf('a').http
  expect((await askHttp(url, 'eth_getBlockByNumber', 'latest', false)).result).toMatchObject({ hash: old.hash })
  expect((await askHttp(url, 'eth_getBlockByNumber', tip.header.number, false)).result).toBe(null)
  expect((await askHttp(url, 'eth_getBlockByHash', tip.hash, false)).result).toBe(null)
  expect((await askHttp(url, 'eth_getLogs', { blockHash: tip.hash })).error?.message).toBe('unknown block')
  expect((await askHttp(url, 'eth_getLogs', { fromBlock: tip.header.number, toBlock: 'latest' })).result).toEqual([])
  const call = { to: pool.address, data: '0x0902f1ac' }
  const answers = await Promise.all(
    [['latest'], [old.header.number], []].map(block => askHttp(url, 'eth_call', call, ...block)),
  )
  expect(new Set(answers.map(({ result }) => result)).size).toBe(1)
  expect(answers[0]!.result).not.toBe((await askHttp(proxy.urlOf('b').http, 'eth_call', call, 'latest')).result)
  expect((await askHttp(url, 'eth_call', call, { blockHash: tip.hash })).error?.message).toBe('header not found')
  expect((await askHttp(url, 'eth_call', call, tip.header.number)).error?.message).toBe('header not found')
  const hash = await mineSwap()
  expect((await socket.ask('eth_blockNumber')).result).toBe(`0x${(tip.number - 2).toString(16)}`)
  expect(heads()).toHaveLength(0)
  endpointOf('a').clearFaults()
  await eventually(() => heads().length === 1)
  expect(heads()[0]!.result.hash).toBe(hash)
})

it('a frozen provider stays where it was, until it is over', async () => {
  const { tip } = proxy.record
  const { heads } = await follow('a')
  inject('a', { kind: 'freeze' })
  for (let i = 0; i < 3; i++) await mineSwap()
  expect([await headOf('a'), heads().length]).toEqual([tip.number, 0])
  endpointOf('a').clearFaults()
  await eventually(() => heads().length === 3)
  expect(await headOf('a')).toBe(tip.number + 3)
  inject('a', { kind: 'freeze', forMs: 200 })
  const hash = await mineSwap()
  await eventually(() => heads().at(-1)!.result.hash === hash)
})

it('logs that are not ready are an empty answer, without an error', async () => {
  const url = proxy.urlOf('a').http
  const logsOf = async (filter: object): Promise<number> =>
    ((await askHttp(url, 'eth_getLogs', filter)).result as unknown[]).length
  inject('a', { kind: 'emptyLogs', count: 2 })
  const blockHash = await mineSwap()
  const block = proxy.record.byHash(blockHash)!.header.number
  expect(await logsOf({ blockHash })).toBe(0)
  expect(await logsOf({ fromBlock: block, toBlock: block })).toBe(0)
  expect(await logsOf({ blockHash })).toBeGreaterThan(0)
  inject('a', { kind: 'emptyLogs', forMs: 60_000, delayMs: 60_000 })
  const young = await mineSwap()
  expect(await logsOf({ blockHash: young })).toBe(0)
  endpointOf('a').clearFaults()
  inject('a', { kind: 'emptyLogs', forMs: 60_000, delayMs: 0 })
  await eventually(async () => (await logsOf({ blockHash: young })) > 0)
})

it('a dead subscription: the socket answers, nothing is pushed', async () => {
  const { socket, heads, logs } = await follow('a')
  const other = await follow('a')
  inject('a', { kind: 'deadSubscription', connection: 'oldest' })
  await mineSwap()
  await eventually(() => other.heads().length === 1 && other.logs().length === 1)
  await socket.ping()
  expect((await socket.ask('eth_blockNumber')).result).toBe(proxy.record.tip.header.number)
  expect([heads().length, logs().length]).toEqual([0, 0])
  endpointOf('a').clearFaults()
  const hash = await mineSwap()
  await eventually(() => heads().length === 1)
  expect(heads()[0]!.result.hash).toBe(hash)
})

it('single pushes can be lost', async () => {
  const { heads, logs } = await follow('a')
  inject('a', { kind: 'dropHeads' })
  inject('a', { kind: 'dropLogs' })
  await mineSwap()
  const hash = await mineSwap()
  await eventually(() => heads().length === 1 && logs().length === 1)
  expect([heads()[0]!.result.hash, logs()[0]!.result.blockHash]).toEqual([hash, hash])
})

it('silence: neither answers nor pongs, and HTTP hangs until it ends', async () => {
  const { socket, heads } = await follow('a')
  inject('a', { kind: 'silence', forMs: 500 })
  let answered = false
  void socket.ask('eth_blockNumber').then(() => (answered = true))
  await expect(askHttp(proxy.urlOf('a').http, 'eth_blockNumber')).rejects.toThrow()
  await mineSwap()
  expect([answered, socket.isOpen, heads().length]).toEqual([false, true, 1])
  expect(await headOf('b')).toBe(proxy.record.tip.number)
})

it('throttled: 429 over HTTP, an error over WebSocket, or -32005 over both', async () => {
  const { http } = proxy.urlOf('a')
  const { socket } = await follow('a')
  inject('a', { kind: 'throttle', count: 2 })
  expect((await askHttp(http, 'eth_blockNumber')).status).toBe(429)
  expect((await socket.ask('eth_blockNumber')).error?.code).toBe(429)
  expect((await askHttp(http, 'eth_blockNumber')).status).toBe(200)
  inject('a', { kind: 'throttle', count: 2, form: 'rpc32005', method: 'eth_getLogs' })
  expect((await askHttp(http, 'eth_blockNumber')).error).toBeUndefined()
  expect(await askHttp(http, 'eth_getLogs', {})).toMatchObject({ status: 200, error: { code: -32005 } })
  expect((await socket.ask('eth_getLogs', {})).error?.code).toBe(-32005)
  expect((await socket.ask('eth_getLogs', {})).error).toBeUndefined()
  expect(endpointOf('a').counters.faults['throttle']).toBeGreaterThanOrEqual(4)
})

it('the limits of a provider: range of logs, size of a batch, requests per second', async () => {
  const { http } = proxy.urlOf('b')
  const { knobs } = endpointOf('b')
  const batch = async (size: number): Promise<unknown> => {
    const body = Array.from({ length: size }, (_, id) => ({ jsonrpc: '2.0', id, method: 'eth_chainId', params: [] }))
    return (await fetch(http, { method: 'POST', body: JSON.stringify(body) })).json()
  }
  knobs.maxBatch = 3
  expect(await batch(3)).toHaveLength(3)
  expect(await batch(4)).toMatchObject({ error: { code: -32600 } })
  knobs.maxLogRange = 10
  const { number } = proxy.record.tip
  const range = (from: number): object => ({ fromBlock: `0x${from.toString(16)}`, toBlock: 'latest' })
  expect((await askHttp(http, 'eth_getLogs', range(number - 9))).error).toBeUndefined()
  expect((await askHttp(http, 'eth_getLogs', range(number - 10))).error?.code).toBe(-32005)
  knobs.requestsPerSecond = 2
  const statuses = await Promise.all([1, 2, 3, 4].map(async () => (await askHttp(http, 'eth_chainId')).status))
  expect(statuses.filter(status => status === 429).length).toBeGreaterThanOrEqual(1)
})

it('cut, refused, spoiled, in error and late', async () => {
  const { http, ws } = proxy.urlOf('a')
  const { socket } = await follow('a')
  expect(inject('a', { kind: 'cut' })).toBeGreaterThanOrEqual(1)
  await eventually(() => !socket.isOpen)
  inject('a', { kind: 'refuse', count: 2 })
  await expect(openSocket(ws)).rejects.toThrow('503')
  await expect(askHttp(http, 'eth_chainId')).rejects.toThrow()
  const again = await openSocket(ws)
  expect((await again.ask('eth_chainId')).result).toBe('0x1')
  for (const form of ['truncate', 'garbage', 'html'] as const) {
    inject('a', { kind: 'corrupt', form })
    await expect(askHttp(http, 'eth_chainId')).rejects.toThrow(/JSON/)
  }
  inject('a', { kind: 'error', method: 'eth_chainId' })
  expect((await askHttp(http, 'eth_chainId')).error?.code).toBe(-32603)
  inject('a', { kind: 'delay', delayMs: 300 })
  const startedAt = performance.now()
  await askHttp(http, 'eth_chainId')
  expect(performance.now() - startedAt).toBeGreaterThan(290)
})

it('blocks follow the rule of the base fee, also where blocks were replaced', async () => {
  await mineBlock(chain, { othersGas: 30_000_000n })
  await mineBlock(chain)
  await replaceBlocks(chain, 1)
  const { number } = await chain.client.getBlock()
  for (let height = number - 2n; height <= number; height++) {
    const [parent, block] = await Promise.all(
      [height - 1n, height].map(blockNumber => chain.client.getBlock({ blockNumber })),
    )
    const target = parent!.gasLimit / 2n
    const change = (parent!.baseFeePerGas! * (parent!.gasUsed - target)) / target / 8n
    // Rounded towards zero on both sides of the target.
    expect(block!.baseFeePerGas).toBe(parent!.baseFeePerGas! + change)
  }
})
