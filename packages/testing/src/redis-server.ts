import { execFile } from 'node:child_process'
import { createConnection } from 'node:net'
import { promisify } from 'node:util'
import { removeDirectory, startChild, temporaryDirectory, type Child } from './child-process.ts'
import { eventually } from './eventually.ts'
import { freePort } from './free-port.ts'

export interface RedisServerOptions {
  /**
   * Append-only file; needed for data to outlive kill9. `true`: synced every second, as in production, where Redis holds back for
   * up to two seconds what it has acknowledged while the disk is busy. `always`: on disk before it is acknowledged; such a Redis
   * ends itself when a write fails. Default false.
   */
  readonly appendOnly?: boolean | 'always'
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
  /** Ends it with this signal; SIGTERM writes everything out first. */
  end(signal: NodeJS.Signals): Promise<void>
  /** Starts it on the same port and data when it has ended; `extra` counts for this start only. Does not wait for PING when `listening` is enough. */
  start(options?: { readonly extra?: readonly string[]; readonly until?: 'answering' | 'listening' }): Promise<void>
  /** Starts it again on the same port and data; ends it first if it still runs. */
  restart(): Promise<void>
  /** One command over a connection of its own, as redis-cli prints the answer. Throws what Redis refuses with. */
  command(...args: string[]): Promise<string>
  /** Ends it and removes its directory. */
  stop(): Promise<void>
}

const run = promisify(execFile)

const isLoading = /^-LOADING/

/** True when a Redis there answers PING; `loading`: whether one that still loads its data counts too. */
export const answersPing = (port: number, loading = false): Promise<boolean> =>
  new Promise(resolve => {
    const socket = createConnection({ host: '127.0.0.1', port })
    const settle = (answer: boolean): void => {
      socket.destroy()
      resolve(answer)
    }
    socket.setTimeout(500, () => settle(false))
    socket.once('error', () => settle(false))
    socket.once('close', () => settle(false))
    socket.once('data', data => {
      const answer = data.toString()
      settle(answer.startsWith('+PONG') || (loading && isLoading.test(answer)))
    })
    socket.once('connect', () => socket.write('PING\r\n'))
  })

const START_ATTEMPTS = 5

/** A limit on the size of its files must look like a full disk to it and not end it; `exec`, so that its pid is the child's. */
const withoutFileSizeSignal = 'trap "" XFSZ; exec redis-server "$@"'

/** Launches a server and waits for PING (or, `loading`, until it listens); throws with its output when it ends before. */
export const launchRedis = async (
  directory: string,
  port: number,
  args: readonly string[],
  loading = false,
): Promise<Child> => {
  const fixed = ['--port', String(port), '--bind', '127.0.0.1', '--dir', directory, '--save', '']
  const child = startChild('sh', ['-c', withoutFileSizeSignal, 'redis-server', ...fixed, ...args], directory)
  await eventually(async () => child.exited || (await answersPing(port, loading)), { what: 'redis-server up' })
  if (child.exited) throw new Error(`redis-server ended at start: ${child.output}`)
  return child
}

/** Starts Redis; throws when redis-server is not installed. */
export const startRedis = async (options: RedisServerOptions = {}): Promise<RedisServer> => {
  const directory = await temporaryDirectory('redis')
  const { appendOnly = false } = options
  const sync = appendOnly === 'always' ? 'always' : 'everysec'
  const persistence = appendOnly === false ? [] : ['--appendonly', 'yes', '--appendfsync', sync]
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
    end: signal => current.end(signal),
    start: async ({ extra = [], until = 'answering' } = {}) => {
      if (!current.exited) return
      current = await launchRedis(directory, port, [...args, ...extra], until === 'listening')
    },
    restart: async () => {
      await current.end('SIGTERM')
      current = await launchRedis(directory, port, args)
    },
    command: async (...command) => {
      // -e: what Redis refuses is an error here too.
      const { stdout } = await run('redis-cli', ['-e', '-h', '127.0.0.1', '-p', String(port), ...command])
      return stdout.trimEnd()
    },
    stop: async () => {
      await current.end('SIGKILL')
      await removeDirectory(directory)
    },
  }
}
