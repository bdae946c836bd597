import { mkdirSync } from 'node:fs'
import { createConnection } from 'node:net'
import { join } from 'node:path'
import { formRedisCluster } from '@screener/testing'
import { freePort } from './free-port.ts'
import type { ProcessSpec } from './supervised-process.ts'

export interface RedisPlan {
  readonly processes: readonly ProcessSpec[]
  /** Of the first node. */
  readonly port: number
  /** All nodes, separated by commas. */
  readonly url: string
  /** Called once when all processes answer. */
  readonly form: () => Promise<void>
}

/** Three masters, a replica for each. */
const clusterNodes = 6
/** Nodes talk to each other on the data port plus this; both below the ports of outgoing connections. */
const busOffset = 10_000
const lastPort = 32_000

const answersPing = (port: number): Promise<boolean> =>
  new Promise(resolve => {
    const socket = createConnection(port, '127.0.0.1')
    const end = (answer: boolean): void => {
      socket.destroy()
      resolve(answer)
    }
    socket.setTimeout(1_000, () => end(false))
    socket.once('error', () => end(false))
    socket.once('connect', () => socket.write('PING\r\n'))
    socket.once('data', data => end(data.toString().startsWith('+PONG')))
  })

const node = (name: string, port: number, runDirectory: string, more: readonly string[]): ProcessSpec => {
  const directory = join(runDirectory, name)
  mkdirSync(directory, { recursive: true })
  const place = ['--port', `${port}`, '--bind', '127.0.0.1', '--dir', directory]
  const durable = ['--appendonly', 'yes', '--save', '']
  const bounded = ['--maxmemory', '2gb', '--maxmemory-policy', 'noeviction']
  return {
    name,
    command: 'redis-server',
    args: [...place, ...durable, ...bounded, ...more],
    env: {},
    logFile: join(runDirectory, 'logs', `${name}.log`),
    isReady: () => answersPing(port),
  }
}

const portWithBus = async (): Promise<number> => {
  for (;;) {
    const port = await freePort()
    if (port + busOffset <= lastPort) return port
  }
}

/** One Redis on the wished port, or a Redis Cluster on any. */
export const planRedis = async (runDirectory: string, wishedPort: number, cluster: boolean): Promise<RedisPlan> => {
  if (!cluster) {
    const port = await freePort(wishedPort)
    const processes = [node('redis', port, runDirectory, [])]
    return { processes, port, url: `redis://127.0.0.1:${port}`, form: () => Promise.resolve() }
  }
  const ports: number[] = []
  while (ports.length < clusterNodes) ports.push(await portWithBus())
  const asNode = ['--cluster-enabled', 'yes', '--cluster-node-timeout', '2000', '--repl-diskless-sync-delay', '0']
  return {
    processes: ports.map((port, index) =>
      node(index === 0 ? 'redis' : `redis-${index + 1}`, port, runDirectory, asNode),
    ),
    port: ports[0] ?? 0,
    url: ports.map(port => `redis://127.0.0.1:${port}`).join(','),
    form: () => formRedisCluster(ports),
  }
}
