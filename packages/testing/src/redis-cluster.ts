import { execFile } from 'node:child_process'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { removeDirectory, temporaryDirectory, type Child } from './child-process.ts'
import { eventually } from './eventually.ts'
import { freePort } from './free-port.ts'
import { launchRedis } from './redis-server.ts'

const run = promisify(execFile)

export interface ClusterNodeProcess {
  readonly port: number
  readonly pid: number
  kill9(): Promise<void>
}

/** Three masters, each with one replica that is online. */
export interface RedisClusterServer {
  /** All nodes, separated by commas. */
  readonly url: string
  readonly nodes: readonly ClusterNodeProcess[]
  /** The process that serves the slot of the key now. */
  masterOf(key: string): Promise<ClusterNodeProcess>
  /** The process that would take over from it. */
  replicaOf(key: string): Promise<ClusterNodeProcess>
  stop(): Promise<void>
}

const NODES = 6
/** Redis Cluster talks between nodes on the data port plus this. */
const BUS_OFFSET = 10_000
/** Both below the ports of outgoing connections, for the reason freePort has. */
const MAX_PORT = 32_767

const portWithBus = async (): Promise<number> => {
  for (;;) {
    const port = await freePort()
    if (port + BUS_OFFSET <= MAX_PORT) return port
  }
}

const cli = async (port: number, ...args: string[]): Promise<string> =>
  (await run('redis-cli', ['-h', '127.0.0.1', '-p', String(port), ...args], { timeout: 60_000 })).stdout

const startNode = async (directory: string): Promise<ClusterNodeProcess> => {
  const port = await portWithBus()
  const home = join(directory, String(port))
  await mkdir(home)
  const args = ['--cluster-enabled', 'yes', '--cluster-node-timeout', '2000', '--repl-diskless-sync-delay', '0']
  const child: Child = await launchRedis(home, port, args)
  return { port, pid: child.pid, kill9: () => child.end('SIGKILL') }
}

/** A master killed before its replica has synced is never failed over; so wait until all replicas are online. */
const settled = async (ports: readonly number[]): Promise<boolean> => {
  let online = 0
  for (const port of ports) {
    if (!(await cli(port, 'cluster', 'info')).includes('cluster_state:ok')) return false
    online += (await cli(port, 'info', 'replication')).match(/slave\d+:.*state=online/g)?.length ?? 0
  }
  return online === ports.length / 2
}

/** Makes a cluster of empty nodes on loopback that run already, a replica for each master; waits until all replicas are online. */
export const formRedisCluster = async (ports: readonly number[]): Promise<void> => {
  const addresses = ports.map(port => `127.0.0.1:${port}`)
  await cli(ports[0] ?? 0, '--cluster', 'create', ...addresses, '--cluster-replicas', '1', '--cluster-yes')
  await eventually(() => settled(ports), { timeoutMs: 60_000, everyMs: 100, what: 'cluster with online replicas' })
}

/** Starts a real cluster; takes some seconds. */
export const startRedisCluster = async (): Promise<RedisClusterServer> => {
  const directory = await temporaryDirectory('cluster')
  const nodes: ClusterNodeProcess[] = []
  const stop = async (): Promise<void> => {
    await Promise.all(nodes.map(node => node.kill9()))
    await removeDirectory(directory)
  }
  try {
    while (nodes.length < NODES) nodes.push(await startNode(directory))
    await formRedisCluster(nodes.map(node => node.port))
  } catch (cause) {
    await stop()
    throw cause
  }
  const masterOf = async (key: string): Promise<ClusterNodeProcess> => {
    for (const node of nodes) {
      const answer = await cli(node.port, 'type', key).catch(() => 'dead')
      const master = (await cli(node.port, 'info', 'replication').catch(() => '')).includes('role:master')
      if (master && answer !== 'dead' && !answer.startsWith('MOVED')) return node
    }
    throw new Error(`no node serves ${key}`)
  }
  return {
    url: nodes.map(node => `redis://127.0.0.1:${node.port}`).join(','),
    nodes,
    masterOf,
    replicaOf: async key => {
      const { port } = await masterOf(key)
      for (const node of nodes)
        if ((await cli(node.port, 'info', 'replication').catch(() => '')).includes(`master_port:${port}\r`)) return node
      throw new Error(`${key} has no replica`)
    },
    stop,
  }
}
