import { execFileSync } from 'node:child_process'
import { startRedis, startRedisCluster } from '@screener/testing'
import { onCluster } from './redis-kind.ts'

/** A Redis of the kind these tests run on. */
export interface EmptyRedis {
  readonly url: string
  readonly cluster: boolean
  /** Removes all keys. */
  empty(): Promise<void>
  stop(): Promise<void>
}

const flush = (port: number): void => {
  const role = execFileSync('redis-cli', ['-p', `${port}`, 'ROLE'], { encoding: 'utf8' })
  if (role.startsWith('master')) execFileSync('redis-cli', ['-p', `${port}`, 'FLUSHALL'])
}

export const startEmptyRedis = async (): Promise<EmptyRedis> => {
  const server = onCluster ? await startRedisCluster() : await startRedis()
  const ports = 'nodes' in server ? server.nodes.map(({ port }) => port) : [server.port]
  return {
    url: server.url,
    cluster: onCluster,
    empty: () => {
      for (const port of ports) flush(port)
      return Promise.resolve()
    },
    stop: () => server.stop(),
  }
}
