import { eventually } from '@screener/testing'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { startWorld, type ChainWorld } from '../src/chain-world.ts'
import { startControl, type ControlServer } from '../src/control.ts'
import type { ExecutedLeg } from '../src/execute.ts'
import type { BlockTruth } from '../src/truth.ts'
import { get, post, remove } from './control-client.ts'

let world: ChainWorld
let server: ControlServer
let control: string

beforeAll(async () => {
  const onError = (error: unknown): void => {
    throw error
  }
  const settings = { blockMs: 150, baseFeeGwei: 0.5, seed: 'test', marketUrl: '', marketWithinMs: 0 }
  world = await startWorld({ ...settings, ports: [0, 0], host: '127.0.0.1', onError })
  server = await startControl(world, 0, '127.0.0.1')
  control = `http://127.0.0.1:${server.port}`
})

afterAll(async () => {
  await server.close()
  await world.close()
})

beforeEach(async () => {
  await remove(`${control}/faults`)
})

interface PoolTruth {
  readonly price: number
}

const block = async (asked: string | number = 'latest'): Promise<BlockTruth> =>
  (await get<BlockTruth>(`${control}/truth/block/${asked}`)).body
const headNumber = async (): Promise<number> => (await block()).number
const priceOf = async ({ name }: { readonly name: string }): Promise<number> =>
  (await get<PoolTruth>(`${control}/truth/pool/${name}`)).body.price
const blocksLater = async (count: number): Promise<void> => {
  const wanted = (await headNumber()) + count
  await eventually(async () => (await headNumber()) >= wanted, { everyMs: 50 })
}

it('blocks come one after the other, with trades, at about the base fee that was asked for', async () => {
  await blocksLater(8)
  const head = await headNumber()
  const blocks = await Promise.all(Array.from({ length: 6 }, (_, back) => block(head - back)))
  expect(blocks.map(({ number }) => number)).toEqual(blocks.map((_, back) => head - back))
  for (const [back, { parentHash, canonical, baseFeeWei }] of blocks.slice(0, -1).entries()) {
    expect([parentHash, canonical]).toEqual([blocks[back + 1]!.hash, true])
    expect(Math.abs(Math.log(Number(baseFeeWei) / 5e8))).toBeLessThan(0.8)
  }
  expect(blocks.reduce((sum, { logs }) => sum + logs, 0)).toBeGreaterThan(20)
})

it('every pool is about where the prices are, and none stands still', async () => {
  const { body: pools } = await get<{ name: string }[]>(`${control}/pools`)
  expect(pools).toHaveLength(8)
  const before = await Promise.all(pools.map(priceOf))
  for (const [index, running] of world.pools.entries()) {
    const fair = world.prices.usd(running.base.symbol) / world.prices.usd(running.quote.symbol)
    expect(Math.abs(before[index]! / fair - 1), running.name).toBeLessThan(0.02)
  }
  await eventually(
    async () => {
      const after = await Promise.all(pools.map(priceOf))
      return after.every((price, index) => price !== before[index])
    },
    { everyMs: 100 },
  )
})

it('what the quoter promises at a block is what the router gives there, for every kind and side', async () => {
  const { hash } = await block()
  await blocksLater(1)
  for (const pool of ['ETH-USDC~v2', 'ETH-USDC~v3-500', 'ETH-USDC~v4-500', 'WBTC-USDT~v3-500', 'USDC-USDT~v3-100'])
    for (const side of ['buy', 'sell']) {
      const leg = { pool, side, quantity: '1.25', blockHash: hash }
      const { body: quote } = await post<object>(`${control}/quote`, leg)
      const { body: done } = await post<ExecutedLeg>(`${control}/execute`, leg)
      expect(done).toEqual({ ...quote, gasUsed: done.gasUsed })
      expect(done).toMatchObject({ pool, side, blockHash: hash, baseQuantity: '1.25' })
      expect(done.gasUsed).toBeGreaterThan(70_000)
    }
})

it('a reorg replaces blocks by others with other trades; what was asked for in one of them is refused', async () => {
  await blocksLater(3)
  const lost = await block()
  const { status, body } = await post<{ head: BlockTruth }>(`${control}/faults`, { kind: 'reorg', depth: 2 })
  expect(status).toBe(200)
  expect(body.head.number).toBeGreaterThan(lost.number)
  const now = await block(lost.number)
  expect([now.hash === lost.hash, now.canonical]).toEqual([false, true])
  expect(now.logs).toBeGreaterThan(0)
  expect((await block(lost.hash)).canonical).toBe(false)
  const leg = { pool: 'ETH-USDC~v3-500', side: 'buy', quantity: '1', blockHash: lost.hash }
  expect(await post(`${control}/execute`, leg)).toMatchObject({
    status: 400,
    body: { error: expect.stringMatching(/was replaced/) },
  })
  expect((await get(`${control}/truth/pool/ETH-USDC~v2?block=${lost.hash}`)).status).toBe(404)
  expect((await get<{ reorgs: number }>(`${control}/counters`)).body.reorgs).toBeGreaterThan(0)
  await blocksLater(2)
})

it('each provider fails alone, by control, and the faults can be ended', async () => {
  const { body: endpoints } = await get<{ port: number }[]>(`${control}/endpoints`)
  const askHead = async (index: number): Promise<{ status: number; number: number }> => {
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'eth_blockNumber', params: [] })
    const response = await fetch(`http://127.0.0.1:${endpoints[index]!.port}`, { method: 'POST', body })
    return { status: response.status, number: Number(((await response.json()) as { result?: string }).result) }
  }
  await post(`${control}/faults`, { endpoint: 'a', kind: 'lag', blocks: 5 })
  expect((await askHead(1)).number - (await askHead(0)).number).toBeGreaterThanOrEqual(4)
  await post(`${control}/faults`, { endpoint: 'b', kind: 'throttle', count: 1 })
  expect([(await askHead(0)).status, (await askHead(1)).status, (await askHead(1)).status]).toEqual([200, 429, 200])
  expect((await get(`${control}/faults`)).body).toMatchObject({ a: [{ kind: 'lag', blocks: 5, untilMs: null }] })
  await remove(`${control}/faults`)
  expect((await askHead(0)).number).toBeGreaterThanOrEqual((await headNumber()) - 1)
  await post(`${control}/knobs`, { endpoint: 'a', removedLogs: false, maxLogRange: 10 })
  expect((await get(`${control}/knobs`)).body).toMatchObject({
    a: { removedLogs: false, maxLogRange: 10 },
    b: { removedLogs: true, maxLogRange: 0 },
  })
  expect(world.proxy.endpoints.get('b')!.counters.errors['429']).toBeGreaterThanOrEqual(1)
})

it.each([
  ['faults', { kind: 'nonsense' }, /"kind" must be one of lag/],
  ['faults', { kind: 'lag' }, /"blocks" is missing/],
  ['faults', { kind: 'cut', endpoint: 'c' }, /"endpoint" must be one of a, b/],
  ['faults', { kind: 'reorg', depth: 65 }, /"depth" must be a whole number from 1 to 64/],
  ['knobs', { nonsense: 1 }, /"knob" must be one of removedLogs/],
  [
    'execute',
    { pool: 'ETH-USDC~v2', side: 'hold', quantity: '1', blockHash: '0x1' },
    /"side" must be one of buy, sell/,
  ],
  ['execute', { pool: 'ETH-USDC~v9', side: 'buy', quantity: '1', blockHash: 'latest' }, /no pool "ETH-USDC~v9"/],
  ['execute', { pool: 'ETH-USDC~v2', side: 'buy', quantity: '1', blockHash: '0x1' }, /unknown or too old/],
])('POST /%s %j is refused with its reason', async (path, body, reason) => {
  expect(await post(`${control}/${path}`, body)).toMatchObject({
    status: 400,
    body: { error: expect.stringMatching(reason) },
  })
})

it('a quantity is decimal text of the base, with no more digits than it has', async () => {
  const { hash } = await block()
  for (const quantity of ['0', '1.123456789', '-1', '1e3'])
    expect(
      (await post(`${control}/quote`, { pool: 'WBTC-USDT~v3-500', side: 'buy', quantity, blockHash: hash })).status,
    ).toBe(400)
})
