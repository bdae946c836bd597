import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { chromium, type Browser, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bookStream, marketDataStream, opportunityStream } from '@screener/contracts'
import { shapeProblems, verifyReceipt, type ServedReceipt } from '@screener/receipt-verifier'
import { createStreamReader } from '@screener/streams'
import { root } from '../stack/root.ts'
import { until } from '../stack/until.ts'
import { presentVenues } from '../stack/venue-list.ts'
import { startStack, type StartedStack } from './started-stack.ts'

interface ServiceState {
  readonly service: string
  readonly instance: string
  readonly healthy: boolean
  readonly shards: readonly number[]
  readonly silentMs: number
}

interface Status {
  readonly venues: readonly { readonly venue: string; readonly state: string }[]
  readonly services: readonly ServiceState[]
}

const venueIds = presentVenues(true)
/** On a machine of its own each part is back within 10 s, and the times are printed; others may share this one. */
const recoveryDeadlineMs = 30_000
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined }
let stack: StartedStack
let browser: Browser
let page: Page
const follower = { holes: [] as string[], entries: 0, epochs: 0, abort: new AbortController(), done: Promise.resolve() }

const getJson = async <T>(path: string): Promise<T> => (await (await fetch(`${stack.url}${path}`)).json()) as T
const openIds = async (): Promise<readonly string[]> => {
  const { opportunities } = await getJson<{ opportunities: readonly { id: string }[] }>('/api/v1/opportunities')
  return opportunities.map(({ id }) => id)
}
const redisCli = (...args: string[]): string =>
  execFileSync('redis-cli', [...(stack.redis.cluster ? ['-c'] : []), '-p', `${stack.redisPort}`, ...args], {
    encoding: 'utf8',
  })

/** Follows every single-writer stream from the outside for the whole test and counts holes by id. */
const followEverything = async (): Promise<void> => {
  const reader = createStreamReader({ ...stack.redis, name: 'follower' }, quiet)
  for (let shard = 0; shard < 4; shard += 1) {
    reader.follow(bookStream(shard), 'now')
    for (const venue of venueIds) reader.follow(marketDataStream(shard, venue), 'now')
  }
  reader.follow(opportunityStream(0), 'now')
  for await (const batch of reader.batches(follower.abort.signal)) {
    for (const event of batch) {
      if (event.kind === 'hole') follower.holes.push(`${event.stream} expected ${event.expected} found ${event.found}`)
      if (event.kind === 'epoch') follower.epochs += 1
      if (event.kind === 'entry') follower.entries += 1
    }
  }
  await reader.close()
}

const heard = async (): Promise<readonly ServiceState[]> =>
  (await getJson<Status>('/api/v1/status')).services.filter(({ silentMs }) => silentMs < 3_000)
const allShards = (states: readonly ServiceState[]): boolean =>
  states
    .flatMap(({ shards }) => shards)
    .toSorted((a, b) => a - b)
    .join() === '0,1,2,3'

/** The restarted process has work again, all shards are held once, and all books of all venues are live. */
const isWhole = async (pid: number, isOurs: boolean): Promise<true | undefined> => {
  const states = await heard()
  if (isOurs && !states.some(({ instance, healthy }) => instance.endsWith(`-${pid}`) && healthy)) return undefined
  for (const role of [...venueIds.map(id => `collector-${id}`), 'orderbook-sync']) {
    if (!allShards(states.filter(({ service }) => service === role))) return undefined
  }
  const { venues } = await getJson<Status>('/api/v1/status')
  return venues.every(({ state }) => state === 'live') && (await openIds()).length > 0 ? true : undefined
}

/** The page is live and its rows change. */
const pageIsLive = async (timeoutMs: number): Promise<void> => {
  const text = (): Promise<string> => page.locator('[role=grid]').innerText()
  await until('the page is live again', timeoutMs, async () => {
    const title = await page.title()
    return title.includes('Not live') || title.startsWith('○') ? undefined : title
  })
  const before = await text()
  await until('rows change', timeoutMs, async () => ((await text()) === before ? undefined : true))
}

beforeAll(async () => {
  stack = await startStack(['--scale', 'collector-binance=2'])
  browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
  page = await browser.newPage()
}, 180_000)

afterAll(async () => {
  follower.abort.abort()
  await follower.done
  await (browser as Browser | undefined)?.close()
  await (stack as StartedStack | undefined)?.interrupt()
})

describe('scripts/start', () => {
  it('says where the page is', () => {
    expect(stack.output()).toMatch(/^ready: http:\/\/127\.0\.0\.1:\d+$/m)
  })

  it('shows opportunities that change, without a console error', async () => {
    const errors: string[] = []
    page.on('console', message => message.type() === 'error' && errors.push(message.text()))
    page.on('pageerror', error => errors.push(error.message))
    await page.goto(stack.url)
    await page.waitForSelector('[role=row][aria-rowindex="2"]', { timeout: 30_000 })
    await pageIsLive(10_000)
    expect(errors).toEqual([])
  })

  it('answers /api/v1/opportunities with an array of things that have an id', async () => {
    const ids = await until('opportunities', 20_000, async () => {
      const found = await openIds()
      return found.length > 0 ? found : undefined
    })
    expect(ids.every(id => typeof id === 'string' && id.length > 0)).toBe(true)
  })

  it('tells each opportunity with a receipt from which its figures follow', async () => {
    const verified = await until('receipts', 20_000, async () => {
      // As many as the gate lets through at once: there may be more.
      const ids = (await openIds()).slice(0, 15)
      const answers = await Promise.all(
        ids.map(id => fetch(`${stack.url}/api/v1/opportunities/${encodeURIComponent(id)}`)),
      )
      return answers.length > 0
        ? Promise.all(answers.map(answer => answer.json() as Promise<ServedReceipt>))
        : undefined
    })
    for (const served of verified) {
      expect(shapeProblems(served)).toEqual([])
      expect(verifyReceipt(served)).toEqual([])
    }
  })

  it('names every venue with its state', async () => {
    const { venues } = await getJson<Status>('/api/v1/status')
    expect(venues.map(({ venue }) => venue).toSorted()).toEqual(venueIds.toSorted())
    await until('all live', 15_000, async () =>
      (await getJson<Status>('/api/v1/status')).venues.every(({ state }) => state === 'live') ? true : undefined,
    )
  })

  it('has typed entries on every stream, a readable price hash, and scripts/tail prints JSON', async () => {
    const streams = [...venueIds.map(id => `md:{0}:${id}`), 'book:{0}', 'arb:{0}:opportunities', 'sys:status']
    for (const stream of streams) {
      expect(redisCli('XREAD', 'COUNT', '1', 'STREAMS', stream, '0'), stream).toMatch(
        /\bt\n(MarketDataBatch|BookViewBatch|OpportunityBatch|ServiceStatus)\n/,
      )
    }
    const price = redisCli('HGETALL', 'price:binance:BTC-USDT')
    expect(price).toMatch(/\bbid\n[\d.]+\n/)
    expect(price).toMatch(/\bstatus\nlive\n/i)
    const lines = execFileSync(join(root, 'scripts/tail'), ['--count', '3', 'book:{0}'], {
      encoding: 'utf8',
      env: { ...process.env, REDIS_URL: stack.redis.url, REDIS_CLUSTER: `${stack.redis.cluster}` },
      timeout: 20_000,
    })
    const entries = lines
      .trim()
      .split('\n')
      .map(line => JSON.parse(line) as Record<string, unknown>)
    expect(entries).toHaveLength(3)
  })

  it('shares the shards of a venue between two collectors and moves them when one is killed', async () => {
    const holders = async (): Promise<readonly ServiceState[]> =>
      (await heard()).filter(({ service, shards }) => service === 'collector-binance' && shards.length > 0)
    await until('two holders of four shards', 20_000, async () => {
      const states = await holders()
      return states.length === 2 && allShards(states) ? true : undefined
    })
    const victim = stack.pidOf('collector-binance-2')!
    process.kill(victim, 'SIGSTOP')
    try {
      await until('all shards with the other one', 10_000, async () => {
        const states = await holders()
        return states.length === 1 && allShards(states) ? true : undefined
      })
    } finally {
      process.kill(victim, 'SIGKILL')
    }
    await until('shared again', 20_000, async () => {
      const states = await holders()
      return states.length === 2 && allShards(states) ? true : undefined
    })
  })

  it('recovers by itself from kill -9 of each part in turn, Redis last; no entry lost or doubled', async () => {
    follower.done = followEverything()
    await until('the follower reads', 10_000, () => (follower.entries > 100 ? true : undefined))
    const recoveryMs: Record<string, number> = {}
    const names = stack.processNames().filter(name => name !== 'collector-binance-2')
    const isRedis = (name: string): boolean => name.startsWith('redis')
    for (const name of [...names.filter(name => !isRedis(name)), ...names.filter(isRedis)]) {
      const before = stack.pidOf(name)!
      process.kill(before, 'SIGKILL')
      const startedAt = performance.now()
      const left = (): number => recoveryDeadlineMs - (performance.now() - startedAt)
      const pid = await until(`${name} has a new process`, left(), () => {
        const found = stack.pidOf(name)
        return found !== before ? found : undefined
      })
      const reportsItself = !isRedis(name) && !['nginx', 'exchange-simulator', 'chain-simulator'].includes(name)
      await until(`all is well after ${name} was killed`, left(), () => isWhole(pid, reportsItself))
      await pageIsLive(left())
      recoveryMs[name] = Math.round(performance.now() - startedAt)
    }
    console.log('recovered after kill -9, ms:', recoveryMs)
    expect(follower.holes).toEqual([])
    expect(follower.epochs).toBeGreaterThan(0)
  })

  it('stops everything on Ctrl-C and leaves nothing behind', async () => {
    follower.abort.abort()
    await follower.done
    const pids = stack.everyPid()
    expect(await stack.interrupt()).toBe(0)
    expect(pids.filter(pid => existsSync(`/proc/${pid}`))).toEqual([])
  })
})
