import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Opportunity, Receipt } from '@screener/contracts'
import { verifyReceipt } from '@screener/receipt-verifier'
import { eventually, startRedis, type RedisServer } from '@screener/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startGatewayProcess, type GatewayProcess } from './gateway-process.ts'
import { makeOpportunity, makeReceipt } from './make.ts'
import { startPipeline, type Pipeline } from './pipeline.ts'

const script = fileURLToPath(new URL('../../../scripts/verify-receipt.ts', import.meta.url))
const startedUs = Date.UTC(2026, 0, 1) * 1000
let redis: RedisServer
let pipeline: Pipeline
let gateway: GatewayProcess
let stopLiving: () => void

/** A pair that pays 18 of the quote on 25,000, to the last digit; several of its fields are 0, false or empty. */
const honest = (pool = ''): Opportunity => {
  const legs = makeOpportunity().legs.map((leg, index) => ({
    ...leg,
    symbol: `BTC-USDT${pool}`,
    receivedTimeUs: startedUs,
    proofTimeUs: startedUs + 1_000,
    syncedTimeUs: startedUs + 100,
    vwap: [50_000, 50_100][index]!,
    notional: [25_000, 25_050][index]!,
    takerBps: 2,
    feeQuote: [5, 5.01][index]!,
  }))
  const cost = 25_000 * (1 + 2 / 10_000)
  const proceeds = 25_050 * (1 - 2 / 10_000)
  const profit = proceeds - cost
  const netBps = (profit / 25_000) * 10_000
  const routeId = `two-leg:binance.BTC-USDT${pool}.buy:bybit.BTC-USDT${pool}.sell`
  return makeOpportunity({
    id: `${routeId}@${startedUs / 1000}`,
    routeId,
    legs,
    costQuote: cost,
    proceedsQuote: proceeds,
    profitQuote: profit,
    grossBps: ((25_050 - 25_000) / 25_000) * 10_000,
    netBps,
    openedAtMs: startedUs / 1000,
    updatedAtUs: startedUs + 2_000,
    lifetimeUs: 2_000,
    peakNetBps: netBps,
    peakProfitQuote: profit,
    timeWeightedNetBps: netBps,
    ageMs: 1,
    skewMs: 0,
    assetBps: netBps,
    exclusiveGroups: [`binance.BTC-USDT${pool}.buy`, `bybit.BTC-USDT${pool}.sell`],
    capacitySpentQuote: [25_000],
    capacityProfitQuote: [profit],
  })
}

const sorted = (_key: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
    : value

const receiptFor = (opportunity: Opportunity): Receipt => {
  const { codeVersion, legs, rates } = makeReceipt()
  const text = JSON.stringify({ opportunity, receipt: { codeVersion, legs, rates } }, sorted)
  return makeReceipt(createHash('sha256').update(text).digest('hex'))
}

const fetched = (id: string) => gateway.get(`/api/v1/opportunities/${encodeURIComponent(id)}`)

beforeAll(async () => {
  redis = await startRedis()
  pipeline = await startPipeline(redis.url)
  gateway = await startGatewayProcess({
    REDIS_URL: redis.url,
    SHARDS: '2',
    VENUES: 'binance,bybit',
    SYMBOLS: 'BTC-USDT',
  })
  stopLiving = pipeline.live()
  await eventually(async () => (await gateway.get('/api/v1/status')).body.live === true, { what: 'live' })
})

afterAll(async () => {
  stopLiving()
  await pipeline.close()
  await gateway.kill('SIGKILL')
  await redis.stop()
})

test('a receipt that was fetched verifies, open and closed; one that was touched does not', async () => {
  const opportunity = honest('~v3-500')
  pipeline.receipts.set(opportunity.id, receiptFor(opportunity))
  pipeline.put(opportunity)
  const open = await eventually(async () => {
    const answer = await fetched(opportunity.id)
    expect(answer.status).toBe(200)
    return answer
  })
  expect(open.headers.get('opportunity-state')).toBe('open')
  expect(open.headers.get('content-type')).toMatch(/^application\/json/)
  expect(open.body).toEqual({ opportunity, receipt: receiptFor(opportunity) })
  expect(verifyReceipt(open.body)).toEqual([])

  pipeline.end({ ...opportunity, netBps: 1, lifetimeUs: 9_000 }, 'not_live')
  const closed = await eventually(async () => {
    const answer = await fetched(opportunity.id)
    expect(answer.headers.get('opportunity-state')).toBe('closed; reason="not_live"')
    return answer
  })
  expect(closed.body).toEqual(open.body)

  const directory = mkdtempSync(join(tmpdir(), 'receipt-'))
  const verify = (text: string) => {
    writeFileSync(join(directory, 'receipt.json'), text)
    return spawnSync(process.execPath, [script, join(directory, 'receipt.json')], { encoding: 'utf8' })
  }
  try {
    const text = JSON.stringify(closed.body)
    expect(verify(text)).toMatchObject({ status: 0, stdout: expect.stringContaining(opportunity.id) })
    const touched = verify(text.replace('"feeQuote":5.01', '"feeQuote":5.02'))
    expect(touched).toMatchObject({
      status: 1,
      stdout: expect.stringContaining('opportunity.legs[1].feeQuote: says 5.02'),
    })
    expect(verify(text.replace('"leftover":0,', ''))).toMatchObject({
      status: 1,
      stdout: expect.stringContaining('opportunity.legs[0].leftover: is missing'),
    })
    expect(verify('{"opportunity"')).toMatchObject({ status: 2, stderr: expect.stringContaining('Usage') })
    expect(spawnSync(process.execPath, [script, join(directory, 'none.json')]).status).toBe(2)
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
})

test('of an analyzer that is not heard any more the receipts stay, and say so', async () => {
  const opportunity = honest()
  pipeline.receipts.set(opportunity.id, receiptFor(opportunity))
  pipeline.put(opportunity)
  await eventually(async () => (await fetched(opportunity.id)).status === 200)
  stopLiving()
  await eventually(async () => (await fetched(opportunity.id)).headers.get('opportunity-state') === 'unheard', {
    what: 'unheard',
  })
  stopLiving = pipeline.live()
})

test('an id that is not known is 404 with the fix', async () => {
  expect(await fetched('two-leg:a>b@1')).toMatchObject({
    status: 404,
    body: { status: 404, field: 'id', fix: 'take an id from /api/v1/opportunities' },
  })
})
