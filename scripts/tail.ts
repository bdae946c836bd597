import { once } from 'node:events'
import { parseArgs } from 'node:util'
import { decoders, verdictStream } from '@screener/contracts'
import { ConfigError, loadConfig, redisConnection, redisSettings } from '@screener/service-kit'
import {
  connectRedis,
  createStreamReader,
  type RedisClient,
  type RedisOptions,
  type StreamEvent,
  type StreamReader,
} from '@screener/streams'

const usage = `Usage: scripts/tail STREAM... [--from start|now] [--count N]

Prints each entry as one line of JSON and goes on until stopped. STREAM is a name (arb:{0}:opportunities) or a pattern
('md:*', in quotes); streams that match later are taken up within two seconds. Entries that were lost are said, too.

  --from    start = all that is kept, now (default) = what comes
  --count   end after N entries
  REDIS_URL (default redis://127.0.0.1:6379), REDIS_USERNAME, REDIS_PASSWORD[_FILE], REDIS_CLUSTER`

/** What the user did wrong; printed without a stack. */
class UsageError extends Error {}

interface Request {
  readonly names: readonly string[]
  readonly patterns: readonly string[]
  readonly from: 'start' | 'now'
  readonly count: number
}

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined }
const lookAgainEveryMs = 2_000
const connectPatienceMs = 5_000
const isPattern = (text: string): boolean => /[*?[\]]/.test(text)
/** Streams with one writer have ids without holes; the others (verdicts, ctl, sys, ref, exec) take theirs from Redis. */
const hasExplicitIds = (stream: string): boolean => stream !== verdictStream && /^(md|book|arb|tops):/.test(stream)

const readRequest = (): Request | undefined => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      from: { type: 'string', default: 'now' },
      count: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  })
  if (values.help === true) return undefined
  if (positionals.length === 0) throw new UsageError('STREAM is missing: name a stream or a pattern')
  if (values.from !== 'start' && values.from !== 'now')
    throw new UsageError(`--from: "${values.from}" is neither start nor now`)
  const count = values.count === undefined ? Infinity : Number(values.count)
  if (!(count === Infinity || (Number.isInteger(count) && count > 0))) {
    throw new UsageError(`--count: "${values.count ?? ''}" is no whole number above 0`)
  }
  return {
    names: positionals.filter(text => !isPattern(text)),
    patterns: positionals.filter(isPattern),
    from: values.from,
    count,
  }
}

/** Decoded messages keep absent fields on their prototype; a line shows them all. Members of a oneof that are not set are left out. */
const withDefaults = (_key: string, value: unknown): unknown => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  const plain: Record<string, unknown> = {}
  for (const key in value) {
    const field = (value as Record<string, unknown>)[key]
    if (field !== null && typeof field !== 'function') plain[key] = field
  }
  return plain
}

const lineOf = (event: StreamEvent): string => {
  if (event.kind !== 'entry') return JSON.stringify(event)
  const { stream, id, type, payload } = event
  const decode = Object.hasOwn(decoders, type) ? decoders[type] : undefined
  const raw = (error: string): string =>
    JSON.stringify({ stream, id, type, error, bytes: Buffer.from(payload).toString('base64') })
  if (decode === undefined) return raw('unknown type')
  try {
    return JSON.stringify({ stream, id, type, message: decode(payload) }, withDefaults)
  } catch (error) {
    return raw(error instanceof Error ? error.message : String(error))
  }
}

const scan = async (redis: RedisClient, pattern: string): Promise<readonly string[]> => {
  const found: string[] = []
  let cursor = '0'
  do {
    // TYPE stream: only keys that can be followed.
    const reply = await redis.command('SCAN', cursor, 'MATCH', pattern, 'TYPE', 'stream', 'COUNT', 1_000)
    const [next, keys] = reply as [string, string[]]
    found.push(...keys)
    cursor = next
  } while (cursor !== '0')
  return found.sort()
}

/** In a Cluster each master is asked for the keys it holds. */
const matching = async (redis: RedisClient, connection: RedisOptions, pattern: string): Promise<readonly string[]> => {
  if (!connection.cluster) return scan(redis, pattern)
  const ranges = (await redis.command('CLUSTER', 'SLOTS')) as readonly (readonly [number, number, [string, number]])[]
  const masters = new Set(ranges.map(([, , [host, port]]) => `redis://${host}:${port}`))
  const found = new Set<string>()
  for (const url of masters) {
    const node = connectRedis({ ...connection, url, cluster: false }, quiet)
    try {
      await awaitRedis(node, url)
      for (const key of await scan(node, pattern)) found.add(key)
    } finally {
      await node.close()
    }
  }
  return [...found].sort()
}

/** Takes up what matches now and, every two seconds, what has come since; a stream that came later is read from its start. */
const followPatterns = async (
  redis: RedisClient,
  connection: RedisOptions,
  reader: StreamReader,
  request: Request,
): Promise<NodeJS.Timeout> => {
  const followed = new Set(request.names)
  const look = async (from: 'start' | 'now'): Promise<void> => {
    for (const pattern of request.patterns) {
      for (const stream of await matching(redis, connection, pattern)) {
        if (followed.has(stream)) continue
        followed.add(stream)
        reader.follow(stream, from, { explicitIds: hasExplicitIds(stream) })
      }
    }
  }
  await look(request.from)
  return setInterval(() => {
    // Redis may be away for a while; the reader waits for it, and so does this.
    look('start').catch(() => undefined)
  }, lookAgainEveryMs)
}

const awaitRedis = async (redis: RedisClient, url: string): Promise<void> => {
  if (redis.ready) return
  const { promise, resolve, reject } = Promise.withResolvers<undefined>()
  const patience = setTimeout(() => {
    reject(
      new UsageError(`no Redis answers at ${URL.parse(url)?.host ?? url}: is it running? Set REDIS_URL to where it is`),
    )
  }, connectPatienceMs)
  const off = redis.onReady(() => resolve(undefined))
  try {
    await promise
  } finally {
    off()
    clearTimeout(patience)
  }
}

const print = async (reader: StreamReader, signal: AbortSignal, count: number): Promise<void> => {
  let left = count
  for await (const events of reader.batches(signal)) {
    for (const event of events) {
      const flushed = process.stdout.write(`${lineOf(event)}\n`)
      if (event.kind === 'entry') left -= 1
      if (left === 0) return
      if (!flushed) await once(process.stdout, 'drain')
    }
  }
}

const tail = async (request: Request): Promise<void> => {
  const config = loadConfig(redisSettings)
  const connection = redisConnection(config, 'tail')
  const aborter = new AbortController()
  const stop = (): void => aborter.abort()
  process.once('SIGINT', stop).once('SIGTERM', stop)
  // The reader of our pipe (head, grep -m) has seen enough.
  process.stdout.on('error', () => process.exit(0))
  const redis = connectRedis(connection, quiet)
  const reader = createStreamReader(connection, quiet)
  let lookingAgain: NodeJS.Timeout | undefined
  try {
    await awaitRedis(redis, config.redisUrl)
    for (const name of request.names) reader.follow(name, request.from, { explicitIds: hasExplicitIds(name) })
    if (request.patterns.length > 0) lookingAgain = await followPatterns(redis, connection, reader, request)
    await print(reader, aborter.signal, request.count)
  } finally {
    clearInterval(lookingAgain)
    await reader.close()
    await redis.close()
  }
}

const isArgumentError = (error: unknown): error is Error =>
  error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')

try {
  const request = readRequest()
  if (request === undefined) process.stdout.write(`${usage}\n`)
  else await tail(request)
} catch (error) {
  if (!(error instanceof UsageError || error instanceof ConfigError || isArgumentError(error))) throw error
  process.stderr.write(`scripts/tail: ${error.message}\n\n${usage}\n`)
  process.exitCode = 2
}
