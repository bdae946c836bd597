import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from '../stack/root.ts'
import { until } from '../stack/until.ts'
import { onCluster } from './redis-kind.ts'

interface StackState {
  readonly url: string
  readonly redisPort: number
  readonly redisUrl: string
  readonly redisCluster: boolean
  readonly controlUrl?: string
  readonly processes: readonly { readonly name: string; readonly pid?: number; readonly restarts: number }[]
}

export interface StartedStack {
  readonly url: string
  readonly redisPort: number
  readonly redis: { readonly url: string; readonly cluster: boolean }
  readonly runDirectory: string
  readonly output: () => string
  readonly pidOf: (name: string) => number | undefined
  readonly processNames: () => readonly string[]
  /** Every process the stack ever had, to see that none is left. */
  readonly everyPid: () => readonly number[]
  /** Ctrl-C; resolves with the exit code. */
  readonly interrupt: () => Promise<number | null>
}

/** `scripts/start` as a person runs it, on free ports, in a run directory of its own. */
export const startStack = async (args: readonly string[] = []): Promise<StartedStack> => {
  const runDirectory = mkdtempSync(join(tmpdir(), 'stack-'))
  const cluster = onCluster ? ['--redis-cluster'] : []
  const child: ChildProcess = spawn(
    join(root, 'scripts/start'),
    ['--port', '0', '--redis-port', '0', '--run-dir', runDirectory, ...cluster, ...args],
    { cwd: tmpdir(), stdio: ['ignore', 'pipe', 'pipe'], detached: true },
  )
  let output = ''
  child.stdout?.on('data', data => (output += String(data)))
  child.stderr?.on('data', data => (output += String(data)))
  const exited = new Promise<number | null>(resolve => child.once('exit', code => resolve(code)))
  const everyPid = new Set<number>()
  const state = (): StackState => JSON.parse(readFileSync(join(runDirectory, 'state.json'), 'utf8')) as StackState
  const note = setInterval(() => {
    try {
      for (const { pid } of state().processes) if (pid !== undefined) everyPid.add(pid)
    } catch {
      // Not written yet.
    }
  }, 250)
  const interrupt = async (): Promise<number | null> => {
    clearInterval(note)
    if (child.exitCode === null) process.kill(child.pid!, 'SIGINT')
    const code = await exited
    rmSync(runDirectory, { recursive: true, force: true })
    return code
  }
  try {
    await until('scripts/start says ready', 120_000, () => {
      if (child.exitCode !== null) throw new Error(`it ended:\n${output}`)
      return /^ready: /m.test(output) ? true : undefined
    })
  } catch (error) {
    await interrupt()
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n${output}`)
  }
  const { url, redisPort, redisUrl, redisCluster } = state()
  return {
    url,
    redisPort,
    redis: { url: redisUrl, cluster: redisCluster },
    runDirectory,
    output: () => output,
    pidOf: name => state().processes.find(part => part.name === name)?.pid,
    processNames: () => state().processes.map(({ name }) => name),
    everyPid: () => [...everyPid],
    interrupt,
  }
}
