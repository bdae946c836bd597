/**
 * Thousands of symbols of one simulated venue, best bid and ask alone: how long until all are confirmed, and what that costs.
 *
 *     node services/subscription-manager/bench/many-symbols.ts [venue] [symbols]
 */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseSubscription, subscriptionsKey } from '@screener/contracts'
import { connectRedis } from '@screener/streams'
import { eventually, freePort, startChild, startRedis, type Child } from '@screener/testing'

const [venue = 'binance', count = '2000'] = process.argv.slice(2)
const symbols = Array.from({ length: Number(count) }, (_, index) => `SIM${index}-USDT`)
const services = fileURLToPath(new URL('../../', import.meta.url))
const log = { info: () => undefined, warn: () => undefined, error: () => undefined }
const ticksPerSecond = 100

/** CPU seconds and resident bytes of a process so far. */
const costOf = (pid: number): { readonly cpuSeconds: number; readonly rssMb: number } => {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ')
  const status = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
  return {
    cpuSeconds: (Number(fields[11]) + Number(fields[12])) / ticksPerSecond,
    rssMb: Number(status?.[1] ?? 0) / 1024,
  }
}

const redis = await startRedis()
const client = connectRedis({ url: redis.url, cluster: false, name: 'bench' }, log)
const [port, controlPort] = [await freePort(), await freePort()]
const children = new Map<string, Child>()
const start = (service: string, env: Record<string, string>): void => {
  const common = { REDIS_URL: redis.url, HTTP_PORT: '0', LOG_LEVEL: 'warn' }
  const topology = { VENUES: venue, SYMBOLS: 'BTC-USDT', INSTANCE_ID: service }
  const main = `${services}${service}/src/main.ts`
  children.set(service, startChild(process.execPath, [main], services, { ...common, ...topology, ...env }))
}
try {
  start('exchange-simulator', {
    SYMBOLS: ['BTC-USDT', ...symbols].join(),
    [`${venue.toUpperCase()}_PORT`]: String(port),
    CONTROL_PORT: String(controlPort),
    EVENTS_PER_SECOND: '0.5',
    TRUTH_CHANGES: '1024',
  })
  const health = `http://127.0.0.1:${controlPort}/health`
  await eventually(async () => (await fetch(health)).ok, { timeoutMs: 120_000 })
  start('orderbook-sync', {})
  start(`collector-${venue}`, { WEBSOCKET_URL: `ws://127.0.0.1:${port}`, REST_URL: `http://127.0.0.1:${port}` })
  const startedMs = performance.now()
  start('subscription-manager', { TOP_SYMBOLS: symbols.join() })
  const confirmed = async (): Promise<number> => {
    const reply = (await client.command('HVALS', subscriptionsKey(venue))) as readonly string[]
    return reply.filter(text => parseSubscription(text)?.state === 'confirmed').length
  }
  await eventually(async () => (await confirmed()) === symbols.length + 1, { timeoutMs: 90_000, everyMs: 250 })
  const confirmSeconds = (performance.now() - startedMs) / 1_000
  const before = new Map([...children].map(([name, { pid }]) => [name, costOf(pid)]))
  const windowMs = 20_000
  await new Promise(resolve => setTimeout(resolve, windowMs))
  console.log(
    `${venue}: ${symbols.length} symbols confirmed in ${confirmSeconds.toFixed(1)} s, ${await confirmed()} after ${windowMs / 1_000} s`,
  )
  for (const [name, { pid }] of children) {
    const now = costOf(pid)
    const cpu = ((now.cpuSeconds - (before.get(name)?.cpuSeconds ?? 0)) / (windowMs / 1_000)) * 100
    console.log(`  ${name}: ${cpu.toFixed(1)} % of a core, ${now.rssMb.toFixed(0)} MB`)
  }
  const memory = String(await client.command('INFO', 'memory'))
  console.log(`  redis: ${/used_memory_human:(\S+)/.exec(memory)?.[1] ?? '?'}`)
  const counters = await (await fetch(`http://127.0.0.1:${controlPort}/counters`)).text()
  console.log(`  the venue's own counters: ${counters}`)
} catch (error) {
  console.error(error)
  for (const [name, { output }] of children) console.error(`--- ${name}\n${output}`)
  process.exitCode = 1
} finally {
  await Promise.all([...children.values()].map(child => child.end('SIGKILL')))
  await client.close()
  await redis.stop()
}
