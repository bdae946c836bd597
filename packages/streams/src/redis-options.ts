import type { ClusterNode, RedisOptions as DriverOptions } from 'ioredis'

/** Where Redis is. `url` is redis:// or rediss://; for a Cluster several seed nodes may be given, separated by commas. */
export interface RedisOptions {
  readonly url: string
  readonly cluster: boolean
  readonly username?: string
  readonly password?: string
  /** Shown by CLIENT LIST, so that an operator sees which service holds a connection. */
  readonly name: string
}

/** What this package says in the log; pino fits. */
export interface StreamLog {
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}

export type RedisArgument = string | number | Uint8Array

/** Command name first, then its arguments. */
export type RedisCommand = readonly [string, ...RedisArgument[]]

/** The driver takes bytes only as Buffer; any other Uint8Array it would send as text. */
export const asBuffer = (bytes: Uint8Array): Buffer =>
  Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)

export interface Endpoint {
  readonly host: string
  readonly port: number
}

/** A command that got no answer for this long means the connection is dead, whatever TCP believes. */
export const COMMAND_SOCKET_TIMEOUT_MS = 3000

/** A Redis that loads its data is asked so often whether it is done. */
const LOADING_RETRY_MS = 250

const RETRY_FLOOR_MS = 50
const RETRY_CEILING_MS = 1000

/** Exponential with full jitter, so that a fleet does not come back in one instant. */
export const retryDelayMs = (attempt: number): number => {
  const ceiling = Math.min(RETRY_CEILING_MS, RETRY_FLOOR_MS * 2 ** Math.min(attempt, 10))
  return RETRY_FLOOR_MS + Math.random() * (ceiling - RETRY_FLOOR_MS)
}

const seedUrls = (options: RedisOptions): URL[] => options.url.split(',').map(text => new URL(text.trim()))

const endpointOf = (url: URL): Endpoint => ({
  host: decodeURIComponent(url.hostname.replace(/^\[|\]$/g, '')),
  port: url.port === '' ? 6379 : Number(url.port),
})

export const seedEndpoints = (options: RedisOptions): Endpoint[] => seedUrls(options).map(endpointOf)

type ConnectionOptions = Omit<DriverOptions, 'replyMapping'> & { readonly replyMapping: 'legacy' }

/** Options common to every connection of this package; see the reasons beside each. */
export const driverOptions = (options: RedisOptions): ConnectionOptions => {
  const url = seedUrls(options)[0]
  const username = options.username ?? (url?.username ? decodeURIComponent(url.username) : undefined)
  const password = options.password ?? (url?.password ? decodeURIComponent(url.password) : undefined)
  const database = Number(url?.pathname.slice(1) ?? '')
  return {
    // RESP2: every server answers XREAD in the same shape, and nothing here needs push frames.
    protocol: 2,
    replyMapping: 'legacy',
    // The driver's queues grow without bound while Redis is away; the writer's ring has a limit.
    enableOfflineQueue: false,
    // A resent `XADD *` doubles entries. Resending is the writer's own job, with explicit ids.
    autoResendUnfulfilledCommands: false,
    // With no resend the driver would forget commands in flight and never settle them; 0 rejects them at the cut.
    maxRetriesPerRequest: 0,
    connectTimeout: COMMAND_SOCKET_TIMEOUT_MS,
    socketTimeout: COMMAND_SOCKET_TIMEOUT_MS,
    keepAlive: 10_000,
    noDelay: true,
    enableReadyCheck: true,
    // While Redis loads its data the driver sleeps for as long as Redis believes it will take, by default up to 10 s.
    maxLoadingRetryTime: LOADING_RETRY_MS,
    autoResubscribe: false,
    // CLIENT SETINFO is unknown before Redis 7.2.
    disableClientInfo: true,
    connectionName: options.name,
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
    ...(options.cluster || !Number.isInteger(database) || database === 0 ? {} : { db: database }),
    ...(url?.protocol === 'rediss:' ? { tls: { servername: url.hostname } } : {}),
  }
}

export const clusterNodes = (options: RedisOptions): ClusterNode[] => seedEndpoints(options)
