import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { freePort } from '../stack/free-port.ts'

/** How a process ended. */
export interface PartEnd {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
}

/** One service as a process that is ended and started again at will; nobody restarts it behind our back. */
export interface PartProcess {
  readonly name: string
  /** Of the process that runs or ran last. */
  readonly pid: number
  /** Base URL of /health and /metrics, the same after a restart. */
  readonly url: string
  readonly running: boolean
  /** Ends of processes that nobody asked for. */
  readonly unasked: readonly string[]
  start(): void
  /** Sends it; the end that it leads to counts as asked for. */
  signal(signal: NodeJS.Signals): void
  /** How the process that runs now ends. */
  ended(): Promise<PartEnd>
  /** What it last wrote. */
  readonly output: string
}

export interface PartOptions {
  readonly name: string
  /** Of the program, with what follows it. */
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string>>
}

const keptOutput = 20_000
const setpriv = '/usr/bin/setpriv'
const running = new Set<ChildProcess>()
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})

/** Does not start it yet. */
export const createPart = async ({ name, args, env }: PartOptions): Promise<PartProcess> => {
  const port = await freePort()
  const unasked: string[] = []
  let child: ChildProcess | undefined
  let ended: Promise<PartEnd> = Promise.resolve({ code: null, signal: null })
  let pid = 0
  let asked = false
  let output = ''

  const start = (): void => {
    if (child !== undefined) return
    asked = false
    // The kernel ends it with us, also when we are killed.
    const whole = [process.execPath, ...args]
    const [command = '', ...rest] = existsSync(setpriv) ? [setpriv, '--pdeathsig', 'KILL', ...whole] : whole
    const started = spawn(command, rest, {
      env: { PATH: process.env['PATH'] ?? '', HTTP_PORT: `${port}`, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    running.add(started)
    child = started
    pid = started.pid ?? 0
    for (const stream of [started.stdout, started.stderr])
      stream.on('data', (chunk: Buffer) => {
        output = (output + chunk.toString()).slice(-keptOutput)
      })
    ended = new Promise(resolve => {
      started.once('exit', (code, signal) => {
        running.delete(started)
        child = undefined
        if (!asked) unasked.push(`${name} ended by itself (${signal ?? `exit code ${code}`}): ${output.slice(-500)}`)
        resolve({ code, signal })
      })
    })
  }

  return {
    name,
    get pid() {
      return pid
    },
    url: `http://127.0.0.1:${port}`,
    get running() {
      return child !== undefined
    },
    unasked,
    start,
    signal: signal => {
      if (signal === 'SIGTERM' || signal === 'SIGKILL' || signal === 'SIGINT') asked = true
      child?.kill(signal)
    },
    ended: () => ended,
    get output() {
      return output
    },
  }
}
