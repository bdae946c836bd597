import { spawn, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import {
  encodeMarketDataBatch,
  encodeOpportunityBatch,
  encodeServiceStatus,
  encodeVerdictBatch,
} from '@screener/contracts'
import { connectRedis, createStreamWriter, type RedisClient } from '@screener/streams'
import { eventually } from '@screener/testing'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { startEmptyRedis, type EmptyRedis } from './empty-redis.ts'

const script = fileURLToPath(new URL('../tail', import.meta.url))
const log = { info: () => undefined, warn: () => undefined, error: () => undefined }

interface Line {
  readonly stream: string
  readonly type?: string
  readonly message?: { readonly keyframe?: boolean }
}

let server: EmptyRedis
let redis: RedisClient
let children: ChildProcess[]

const environment = () => ({
  PATH: process.env['PATH'],
  REDIS_URL: server.url,
  REDIS_CLUSTER: `${server.cluster}`,
})

const run = (...args: string[]) => {
  const child = spawn(script, args, {
    env: environment(),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  children.push(child)
  let output = ''
  let errors = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text))
  return {
    lines: () =>
      output
        .split('\n')
        .filter(Boolean)
        .map(line => JSON.parse(line) as Line),
    errors: () => errors,
    interrupt: () => child.kill('SIGINT'),
    exited: new Promise<number | null>(resolve => child.once('close', resolve)),
  }
}

const writerOf = (stream: string) =>
  createStreamWriter(
    redis,
    { stream, epochMs: 1_700_000_000_000, maxEntries: 100, maxPendingBytes: 1 << 20, onFenced: () => undefined },
    log,
  )

const heartbeat = encodeMarketDataBatch({
  venue: 'binance',
  events: [{ feedHeartbeat: { atUs: 1_700_000_000_000_001, lastDataTimeUs: 0, connected: false } }],
})

beforeAll(async () => {
  server = await startEmptyRedis()
})

afterAll(() => server.stop())

beforeEach(async () => {
  children = []
  await server.empty()
  redis = connectRedis({ url: server.url, cluster: server.cluster, name: 'test' }, log)
  await eventually(() => redis.ready)
})

afterEach(async () => {
  for (const child of children) child.kill('SIGKILL')
  await redis.close()
})

test('prints what a pattern matches as JSON, every field included, and ends after --count', async () => {
  const writer = writerOf('md:{0}:binance')
  writer.append('MarketDataBatch', heartbeat)
  await writer.close()
  await redis.command('XADD', 'other', '*', 't', 'MarketDataBatch', 'p', '')
  const { lines, exited } = run('md:*', '--from', 'start', '--count', '1')
  expect(await exited).toBe(0)
  expect(lines()).toEqual([
    {
      stream: 'md:{0}:binance',
      id: '1700000000000-0',
      type: 'MarketDataBatch',
      message: {
        venue: 'binance',
        events: [{ feedHeartbeat: { atUs: 1_700_000_000_000_001, lastDataTimeUs: 0, connected: false } }],
      },
    },
  ])
})

test('follows what comes, on streams that did not exist before, and says what was lost', async () => {
  const { lines, interrupt, exited } = run('arb:*', 'sys:status')
  // prettier-ignore
  const status = encodeServiceStatus({
    service: 'x', instance: 'y', healthy: true, venue: '', shards: [1, 2], startedAtMs: 1, atMs: 2, counters: { gaps: 3 }, detail: '',
  })
  await eventually(
    async () => {
      await redis.command('XADD', 'sys:status', '*', 't', 'ServiceStatus', 'p', status)
      return lines().length > 0
    },
    { timeoutMs: 10_000, everyMs: 50 },
  )
  const writer = writerOf('arb:{0}:opportunities')
  writer.append('OpportunityBatch', encodeOpportunityBatch({ survivals: [], events: [], keyframe: true, atUs: 5 }))
  await writer.flush()
  await eventually(() => lines().some(line => line.message?.keyframe === true))
  await redis.command('XADD', 'arb:{0}:opportunities', '1700000000000-9', 't', 'Odd', 'p', 'abc')
  await redis.command('XADD', 'arb:{0}:opportunities', '1700000000000-10', 't', 'OpportunityBatch', 'p', 'abc')
  await eventually(() => lines().some(line => line.type === 'OpportunityBatch' && line.message === undefined))
  const opportunities = lines().filter(line => line.stream.startsWith('arb'))
  expect(opportunities.slice(1)).toMatchObject([
    { kind: 'hole', expected: '1700000000000-1', found: '1700000000000-9' },
    { type: 'Odd', error: 'unknown type', bytes: 'YWJj' },
    { type: 'OpportunityBatch', bytes: 'YWJj' },
  ])
  expect(lines().find(line => line.stream === 'sys:status')).toMatchObject({
    message: { shards: [1, 2], counters: { gaps: 3 } },
  })
  interrupt()
  expect(await exited).toBe(0)
})

test('a stream with several writers has no holes', async () => {
  const payload = encodeVerdictBatch({ atUs: 5, instance: 'x', routes: 2, counts: { tops: 2 }, verdicts: [] })
  for (const id of ['1700000000000-0', '1700000000000-7', '1700000000009-3'])
    await redis.command('XADD', 'arb:verdicts', id, 't', 'VerdictBatch', 'p', payload)
  const { lines, exited } = run('arb:*', '--from', 'start', '--count', '3')
  expect(await exited).toBe(0)
  expect(lines()).toMatchObject(Array(3).fill({ type: 'VerdictBatch', message: { routes: 2, counts: { tops: 2 } } }))
})

test.each([
  { name: 'no stream', args: [], says: 'STREAM is missing' },
  { name: 'a place that is none', args: ['md:*', '--from', 'yesterday'], says: '--from: "yesterday"' },
  { name: 'a count that is none', args: ['md:*', '--count', 'many'], says: '--count: "many"' },
  { name: 'an unknown option', args: ['md:*', '--fro', 'now'], says: '--fro' },
])('$name: exit 2 and how it is used', async ({ args, says }) => {
  const { errors, exited } = run(...args)
  expect(await exited).toBe(2)
  expect(errors()).toContain(says)
  expect(errors()).toContain('Usage:')
})

test('the reader of the pipe may leave', async () => {
  const writer = writerOf('md:{0}:binance')
  for (let index = 0; index < 50; index += 1) writer.append('MarketDataBatch', heartbeat)
  await writer.close()
  const child = spawn('sh', ['-c', `'${script}' 'md:*' --from start | head -n 1`], {
    env: environment(),
  })
  children.push(child)
  let errors = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text))
  // tail notices at its next line, so something has to pass.
  const again = writerOf('md:{1}:binance')
  const beat = setInterval(() => again.append('MarketDataBatch', heartbeat), 100)
  const code = await new Promise(resolve => child.once('close', resolve))
  clearInterval(beat)
  await again.close()
  expect(code).toBe(0)
  expect(errors).toBe('')
})
