import { createConnection } from 'node:net'
import { removeDirectory, startChild, temporaryDirectory, type Child } from './child-process.ts'
import { eventually } from './eventually.ts'
import { freePort } from './free-port.ts'

export interface RedisServerOptions {
  /** Append-only file, synced every second; needed for data to outlive kill9. Default false. */
  readonly appendOnly?: boolean
  /** More lines of configuration, e.g. ['--maxmemory', '8mb']. */
  readonly extra?: readonly string[]
}

/** A real redis-server on a free loopback port, in a temporary directory. */
export interface RedisServer {
  readonly url: string
  readonly port: number
  /** Changes at every restart. */
  readonly pid: number
  kill9(): Promise<void>
  /** Starts it again on the same port and data; ends it first if it still runs. */
  restart(): Promise<void>
  /** Ends it and removes its directory. */
  stop(): Promise<void>
}

/** True when a Redis there answers PING (not while it loads its data). */
export const answersPing = (port: number): Promise<boolean> =>
  new Promise(resolve => {
    const socket = createConnection({ host: '127.0.0.1', port })
    const settle = (answer: boolean): void => {
      socket.destroy()
      resolve(answer)
    }
    socket.setTimeout(500, () => settle(false))
    socket.once('error', () => settle(false))
    socket.once('close', () => settle(false))
    socket.once('data', data => settle(data.toString().startsWith('+PONG')))
    socket.once('connect', () => socket.write('PING\r\n'))
  })

const START_ATTEMPTS = 5

/** Launches a server and waits for PING; throws with its output when it ends before. */
export const launchRedis = async (directory: string, port: number, args: readonly string[]): Promise<Child> => {
  const fixed = ['--port', String(port), '--bind', '127.0.0.1', '--dir', directory, '--save', '']
  const child = startChild('redis-server', [...fixed, ...args], directory)
  await eventually(async () => child.exited || (await answersPing(port)), { what: 'redis-server up' })
  if (child.exited) throw new Error(`redis-server ended at start: ${child.output}`)
  return child
}

/** Starts Redis; throws when redis-server is not installed. */
export const startRedis = async (options: RedisServerOptions = {}): Promise<RedisServer> => {
  const directory = await temporaryDirectory('redis')
  const persistence = options.appendOnly === true ? ['--appendonly', 'yes', '--appendfsync', 'everysec'] : []
  const args = [...persistence, ...(options.extra ?? [])]
  let port = 0
  let child: Child | undefined
  for (let attempt = 1; child === undefined; attempt++) {
    port = await freePort()
    try {
      child = await launchRedis(directory, port, args)
    } catch (cause) {
      if (attempt === START_ATTEMPTS) throw cause
    }
  }
  let current = child
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    get pid() {
      return current.pid
    },
    kill9: () => current.end('SIGKILL'),
    restart: async () => {
      await current.end('SIGTERM')
      current = await launchRedis(directory, port, args)
    },
    stop: async () => {
      await current.end('SIGKILL')
      await removeDirectory(directory)
    },
  }
}
