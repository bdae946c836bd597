import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import {
  commandStream,
  decodeMarketDataBatch,
  decodeServiceStatus,
  encodeCollectorCommand,
  marketDataStream,
  statusStream,
  type MarketDataEvent,
  type ServiceStatus,
} from '@screener/contracts'
import { appendShared, connectRedis, createStreamReader, type RedisClient } from '@screener/streams'
import { eventually, startRedis, type RedisServer } from '@screener/testing'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startAcme, type AcmeServer } from './acme/server.ts'

const log = { info: () => undefined, warn: () => undefined, error: () => undefined }
const symbols = ['AUSDT', 'BUSDT', 'CUSDT', 'DUSDT', 'EUSDT', 'FUSDT']

let server: AcmeServer
let redis: RedisServer
let client: RedisClient
let follower: Follower
const children: ChildProcess[] = []

interface Follower {
  readonly events: MarketDataEvent[]
  readonly statuses: ServiceStatus[]
  readonly faults: string[]
  end(): Promise<void>
}

const follow = (url: string): Follower => {
  const events: MarketDataEvent[] = []
  const statuses: ServiceStatus[] = []
  const faults: string[] = []
  const aborter = new AbortController()
  const reader = createStreamReader({ url, cluster: false, name: 'test' }, log)
  for (let shard = 0; shard < 4; shard++) reader.follow(marketDataStream(shard, 'acme'), 'start', { explicitIds: true })
  reader.follow(statusStream, 'start', { explicitIds: false })
  const reading = (async () => {
    for await (const batch of reader.batches(aborter.signal)) {
      for (const event of batch) {
        if (event.kind !== 'entry') faults.push(`${event.kind} ${event.stream}`)
        else if (event.type === 'ServiceStatus') statuses.push(decodeServiceStatus(event.payload))
        else events.push(...decodeMarketDataBatch(event.payload).events)
      }
    }
  })()
  return {
    events,
    statuses,
    faults,
    end: async () => {
      aborter.abort()
      await reading
      await reader.close()
    },
  }
}

const startProcess = (instance: string, extra: Record<string, string> = {}): ChildProcess => {
  const child = spawn(process.execPath, [new URL('acme/main.ts', import.meta.url).pathname, 'rest'], {
    env: {
      ...process.env,
      SYMBOLS: symbols.map(symbol => `${symbol[0]}-USDT`).join(),
      REDIS_URL: redis.url,
      WEBSOCKET_URL: server.webSocketUrl,
      REST_URL: `${server.restUrl}/`,
      INSTANCE_ID: instance,
      HTTP_PORT: '0',
      LEASE_TTL_MS: '1500',
      ...extra,
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  children.push(child)
  return child
}
const snapshotsOf = (): Set<string> =>
  new Set(follower.events.flatMap(({ snapshot }) => (snapshot ? [snapshot.symbol] : [])))
const statusOf = (instance: string): ServiceStatus | undefined =>
  follower.statuses.filter(status => status.instance === instance).at(-1)

beforeEach(async () => {
  server = await startAcme(symbols, 'rest')
  redis = await startRedis()
  client = connectRedis({ url: redis.url, cluster: false, name: 'test' }, log)
  await eventually(() => client.ready)
  follower = follow(redis.url)
})
afterEach(async () => {
  for (const child of children.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
  await follower.end()
  await client.close()
  await redis.stop()
  await server.close()
})

test('collects, obeys, reports healthy, and ends at SIGTERM with its last word in every stream', async () => {
  // A busy machine must not cost it the leases.
  const child = startProcess('one', { LEASE_TTL_MS: '10000' })
  await eventually(() => snapshotsOf().size === 6, { timeoutMs: 40_000 })
  await eventually(() => statusOf('one')?.healthy === true, { timeoutMs: 40_000 })
  expect(statusOf('one')).toMatchObject({ service: 'collector-acme', venue: 'acme', detail: '' })
  expect([...statusOf('one')!.shards].sort()).toEqual([0, 1, 2, 3])

  const before = follower.events.filter(({ snapshot }) => snapshot).length
  for (let shard = 0; shard < 4; shard++) {
    const command = encodeCollectorCommand({ resyncShard: { shard, reason: 'start' }, issuedBy: 'test', atUs: 0 })
    await appendShared(client, commandStream('acme'), 'CollectorCommand', command, 1000)
  }
  await appendShared(client, commandStream('acme'), 'CollectorCommand', Uint8Array.of(0x0a, 0xff), 1000)
  await eventually(() => follower.events.filter(({ snapshot }) => snapshot).length === before + 6)

  const killedAtMs = performance.now()
  child.kill('SIGTERM')
  const [code] = (await once(child, 'exit')) as [number]
  expect(code).toBe(0)
  expect(performance.now() - killedAtMs).toBeLessThan(5000)
  await eventually(() => follower.events.filter(({ bookLost }) => bookLost?.reason === 'shutdown').length === 4)
  expect(follower.faults).toEqual([])
  expect(server.clients.some(({ open }) => open)).toBe(false)
})

test('two instances share the shards; the death of one moves them', async () => {
  startProcess('one')
  const second = startProcess('two')
  const shardsOf = (instance: string): readonly number[] => statusOf(instance)?.shards ?? []
  await eventually(() => shardsOf('one').length > 0 && shardsOf('one').length + shardsOf('two').length === 4, {
    timeoutMs: 40_000,
  })
  await eventually(() => snapshotsOf().size === 6, { timeoutMs: 40_000 })
  second.kill('SIGKILL')
  await eventually(() => shardsOf('one').length === 4, { timeoutMs: 40_000 })
})

test('Redis away: the process lives, and every book starts anew when it is back', async () => {
  const child = startProcess('one')
  await eventually(() => snapshotsOf().size === 6, { timeoutMs: 40_000 })
  await redis.kill9()
  await eventually(() => server.clients.every(({ open }) => !open), { timeoutMs: 40_000, what: 'leases run out' })
  expect(child.exitCode).toBeNull()
  await redis.restart()
  const seen = follower.events.length
  await eventually(
    () =>
      new Set(follower.events.slice(seen).flatMap(({ snapshot }) => (snapshot ? [snapshot.symbol] : []))).size === 6,
    { timeoutMs: 40_000 },
  )
})

test('a variant of the venue, at the hosts of this place', async () => {
  startProcess('one', { VENUE_VARIANT: 'abroad' })
  await eventually(() => snapshotsOf().size === 6, { timeoutMs: 40_000 })
  expect(server.clients.map(({ path }) => path)).toEqual(['/abroad'])
})

test.each([
  { name: 'a wrong setting', env: { WEBSOCKET_URL: 'http://example.test' }, says: ['WEBSOCKET_URL'] },
  { name: 'a variant that is none', env: { VENUE_VARIANT: 'nope' }, says: ['VENUE_VARIANT', 'set one of abroad'] },
])('$name ends the process with code 2 and says what to do', async ({ env, says }) => {
  const child = spawn(process.execPath, [new URL('acme/main.ts', import.meta.url).pathname], {
    env: { ...process.env, ...env, HTTP_PORT: '0' },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let message = ''
  child.stderr.on('data', (data: Buffer) => (message += data.toString()))
  const [code] = (await once(child, 'exit')) as [number]
  expect(code).toBe(2)
  for (const part of says) expect(message).toContain(part)
})
