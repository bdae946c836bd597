import { Redis } from 'ioredis'
import { driverOptions, seedEndpoints, type Endpoint, type RedisOptions } from './redis-options.ts'
import { transportOf } from './transport.ts'

/** Reading side of one connection; its owner reconnects by opening another one. */
export interface LaneConnection {
  readonly endpoint: Endpoint
  readonly open: boolean
  read(args: readonly (string | number)[]): Promise<unknown>
  pipeline(commands: readonly (readonly string[])[]): Promise<readonly unknown[]>
  destroy(): void
}

/** Longer than BLOCK by more than Redis' own delays; a half-open socket is torn down after this. */
export const READ_SOCKET_TIMEOUT_MS = 2500

/** Connects once; rejects when that fails. Never reconnects by itself: the lane must look at the stream before it reads on. */
export const openLaneConnection = async (
  options: RedisOptions,
  endpoint: Endpoint,
  signal: AbortSignal,
): Promise<LaneConnection> => {
  const transport = transportOf(options)
  if (transport !== undefined) return transport.openLane(options)
  const driver = new Redis({
    ...driverOptions(options),
    ...endpoint,
    socketTimeout: READ_SOCKET_TIMEOUT_MS,
    retryStrategy: () => null,
    lazyConnect: true,
  })
  // The driver rejects connect() with a bare "closed"; the event before it has the reason.
  let reason: unknown
  driver.on('error', (cause: unknown) => {
    reason = cause
  })
  const onAbort = (): void => driver.disconnect()
  signal.addEventListener('abort', onAbort)
  try {
    await driver.connect()
  } catch (cause) {
    driver.disconnect()
    throw reason ?? cause
  } finally {
    signal.removeEventListener('abort', onAbort)
  }
  return {
    endpoint,
    get open() {
      return driver.status === 'ready'
    },
    read: args => driver.callBuffer('xread', ...args),
    pipeline: async commands => {
      const batch = driver.pipeline()
      for (const [name = '', ...args] of commands) batch.call(name, ...args)
      const results = await batch.exec()
      return commands.map((_, i) => results?.[i]?.[0] ?? results?.[i]?.[1])
    },
    destroy: () => driver.disconnect(),
  }
}

/** Which nodes to try, and which one first. In a Cluster any node tells by MOVED who holds a slot. */
export interface NodeDirectory {
  next(): Endpoint
  prefer(endpoint: Endpoint): void
  learn(endpoints: readonly Endpoint[]): void
}

const sameNode = (a: Endpoint, b: Endpoint): boolean => a.host === b.host && a.port === b.port

export const createNodeDirectory = (options: RedisOptions): NodeDirectory => {
  const known = seedEndpoints(options)
  let preferred: Endpoint | undefined
  let turn = 0
  return {
    next: () => {
      const chosen = preferred ?? known[turn++ % known.length]
      preferred = undefined
      if (chosen === undefined) throw new Error('url names no Redis node')
      return chosen
    },
    prefer: endpoint => {
      preferred = endpoint
    },
    learn: endpoints => {
      for (const endpoint of endpoints) if (!known.some(node => sameNode(node, endpoint))) known.push(endpoint)
    },
  }
}

/** Nodes named in the reply of CLUSTER SLOTS. */
export const nodesOfSlots = (reply: unknown, current: Endpoint): Endpoint[] => {
  if (!Array.isArray(reply)) return []
  const nodes: Endpoint[] = []
  for (const range of reply as unknown[][]) {
    for (const node of range.slice(2) as [string | null, number][]) {
      nodes.push({ host: node[0] === null || node[0] === '' ? current.host : node[0], port: node[1] })
    }
  }
  return nodes
}

/** The node a MOVED error names, or undefined for any other error. */
export const movedTo = (error: unknown, current: Endpoint): Endpoint | undefined => {
  const match = error instanceof Error ? /^(?:MOVED|ASK) \d+ (.*):(\d+)/.exec(error.message) : null
  if (match === null) return undefined
  return { host: match[1] === undefined || match[1] === '' ? current.host : match[1], port: Number(match[2]) }
}
