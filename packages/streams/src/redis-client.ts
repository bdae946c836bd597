import { Cluster, Redis } from 'ioredis'
import {
  asBuffer,
  clusterNodes,
  driverOptions,
  retryDelayMs,
  seedEndpoints,
  type RedisArgument,
  type RedisCommand,
  type RedisOptions,
  type StreamLog,
} from './redis-options.ts'
import { createReplyWatch } from './reply-watch.ts'
import { transportOf } from './transport.ts'

/**
 * One connection for commands, to a single Redis or a Cluster. It reconnects by itself for ever, keeps nothing while
 * Redis is away and never resends: a command that was cut off rejects, and its caller decides.
 */
export interface RedisClient {
  /** True while commands would be sent; false means every call rejects at once. */
  readonly ready: boolean
  /** Why nothing can be written now, for people: not connected, no answer, or what Redis refuses writes with; undefined when all is well. */
  readonly trouble: string | undefined
  /** Runs one command; text replies. Rejects when Redis is away, cuts off, or refuses. */
  command(name: string, ...args: RedisArgument[]): Promise<unknown>
  /** Sends the commands in one write, all keys in one slot. One result for each, an Error where that one failed; never rejects. */
  pipeline(commands: readonly RedisCommand[]): Promise<readonly unknown[]>
  /** One MULTI; `key` and all keys of the commands in one slot. Rejects when Redis is away or any command failed. */
  transaction(key: string, commands: readonly RedisCommand[]): Promise<void>
  /** Calls back after every (re)connect; returns the function that ends it. */
  onReady(listener: () => void): () => void
  close(): Promise<void>
}

export class RedisAwayError extends Error {
  constructor() {
    super('Redis is away: not connected')
    this.name = 'RedisAwayError'
  }
}

/** Redis Cluster forgets a moved slot only when told; this often it is asked without a reason. */
const SLOTS_REFRESH_MS = 5000
const CLOSE_PATIENCE_MS = 500

const openDriver = (options: RedisOptions): Redis | Cluster => {
  const common = driverOptions(options)
  if (!options.cluster) {
    const [endpoint] = seedEndpoints(options)
    if (endpoint === undefined) throw new Error('url names no Redis node')
    return new Redis({ ...common, ...endpoint, retryStrategy: retryDelayMs })
  }
  return new Cluster(clusterNodes(options), {
    redisOptions: common,
    enableOfflineQueue: false,
    // 0: a command cut off by a fail-over is not resent behind our back (it would double `XADD *`).
    retryDelayOnFailover: 0,
    slotsRefreshTimeout: 2000,
    slotsRefreshInterval: SLOTS_REFRESH_MS,
    clusterRetryStrategy: retryDelayMs,
  })
}

const driverArguments = (args: readonly RedisArgument[]): (string | Buffer | number)[] =>
  args.map(argument => (argument instanceof Uint8Array ? asBuffer(argument) : argument))

const asError = (cause: unknown): Error => (cause instanceof Error ? cause : new Error(String(cause)))

const watch = (driver: Redis | Cluster, options: RedisOptions, log: StreamLog): void => {
  let lastMessage = ''
  driver.on('error', (cause: unknown) => {
    const { message } = asError(cause)
    // Once per outage and reason: a retry loop must not flood the log.
    if (message !== lastMessage)
      log.warn({ event: 'redis_error', client: options.name, reason: message }, 'Redis error')
    lastMessage = message
  })
  driver.on('ready', () => {
    lastMessage = ''
    log.info({ event: 'redis_ready', client: options.name }, 'connected to Redis')
  })
}

/** Connects in the background; never throws out of an event. */
export const connectRedis = (options: RedisOptions, log: StreamLog): RedisClient =>
  transportOf(options)?.connect(options, log) ?? connectOverSocket(options, log)

const connectOverSocket = (options: RedisOptions, log: StreamLog): RedisClient => {
  const driver = openDriver(options)
  watch(driver, options, log)
  const ready = (): boolean => driver.status === 'ready'

  const watched = createReplyWatch()
  // What was in flight is rejected at a cut; what a Redis refused before says nothing of the one that is there now.
  driver.on('ready', () => watched.forget())

  /** Counts the question as open until it is settled. */
  const watching = async <T>(asking: Promise<T>): Promise<T> => {
    watched.asked(performance.now())
    try {
      return await asking
    } finally {
      watched.answered(performance.now())
    }
  }

  const command = async (name: string, ...args: RedisArgument[]): Promise<unknown> => {
    if (!ready()) throw new RedisAwayError()
    try {
      const reply = await watching(driver.call(name.toLowerCase(), ...driverArguments(args)))
      watched.note(name, reply)
      return reply
    } catch (cause) {
      watched.note(name, asError(cause))
      throw cause
    }
  }

  const pipeline = async (commands: readonly RedisCommand[]): Promise<readonly unknown[]> => {
    if (!ready()) return commands.map(() => new RedisAwayError())
    const [only] = commands
    // The calm case, one entry a turn: without the pipeline's machinery a third cheaper.
    if (commands.length === 1 && only !== undefined) return [await command(...only).catch(asError)]
    const batch = driver.pipeline()
    for (const [name, ...args] of commands) batch.call(name.toLowerCase(), ...driverArguments(args))
    try {
      const results = await watching(batch.exec())
      return commands.map(([name], i) => {
        const reply = results?.[i]?.[0] ?? results?.[i]?.[1]
        watched.note(name, reply)
        return reply
      })
    } catch (cause) {
      const failure = asError(cause)
      return commands.map(() => failure)
    }
  }

  const transaction = async (key: string, commands: readonly RedisCommand[]): Promise<void> => {
    if (!ready()) throw new RedisAwayError()
    const batch = driver.multi()
    for (const [name, ...args] of commands) batch.call(name.toLowerCase(), ...driverArguments(args))
    const results = await watching(batch.exec())
    if (results === null) throw new Error(`transaction on ${key} was discarded`)
    for (const [failure] of results) if (failure !== null) throw failure
  }

  const close = async (): Promise<void> => {
    if (driver.status === 'end') return
    const ended = new Promise<void>(resolve => {
      driver.once('end', resolve)
      setTimeout(resolve, CLOSE_PATIENCE_MS).unref()
    })
    driver.disconnect()
    await ended
  }

  return {
    get ready() {
      return ready()
    },
    get trouble() {
      return ready() ? watched.trouble(performance.now()) : 'not connected to Redis'
    },
    command,
    pipeline,
    transaction,
    onReady: listener => {
      driver.on('ready', listener)
      return () => driver.off('ready', listener)
    },
    close,
  }
}
