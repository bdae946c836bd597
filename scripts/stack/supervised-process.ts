import { spawn, type ChildProcess } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs'

export interface ProcessSpec {
  readonly name: string
  readonly command: string
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string>>
  readonly logFile: string
  /** Asked on readiness polls; true when the part does its job. */
  readonly isReady: () => Promise<boolean>
  readonly stopSignal?: NodeJS.Signals
}

export interface SupervisedProcess {
  readonly name: string
  readonly pid: number | undefined
  readonly restarts: number
  start(): void
  /** Ends it for good: signal, then SIGKILL at the deadline. */
  stop(deadlineMs: number): Promise<void>
  isReady(): Promise<boolean>
  lastLines(count: number): string
}

const restartDelayMs = (recentFailures: number): number => Math.min(200 * 2 ** recentFailures, 5_000)

/** What a dead process started (nginx its workers, which would go on answering) ends with it, as in a container. */
const endGroup = (pid: number | undefined): void => {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL')
  } catch {
    // Nobody is left of it.
  }
}

/** Restarts what dies, as compose does: at once at first, slower when it keeps dying. */
export const superviseProcess = (spec: ProcessSpec, onExit: (description: string) => void): SupervisedProcess => {
  let child: ChildProcess | undefined
  let restarts = 0
  let recentFailures = 0
  let stopping = false
  let timer: NodeJS.Timeout | undefined
  let exited: Promise<void> = Promise.resolve()

  const start = (): void => {
    const log = openSync(spec.logFile, 'a')
    const startedAt = performance.now()
    // A group of its own: Ctrl-C reaches only this script, which stops the parts in order. If this script is killed,
    // the kernel tells the part (pdeathsig), so nothing stays behind.
    const guarded = existsSync('/usr/bin/setpriv')
    const [command, args] = guarded
      ? ['/usr/bin/setpriv', ['--pdeathsig', 'TERM', spec.command, ...spec.args]]
      : [spec.command, [...spec.args]]
    const started = spawn(command, args, {
      env: { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '/', ...spec.env },
      stdio: ['ignore', log, log],
      detached: true,
    })
    closeSync(log)
    child = started
    exited = new Promise(resolve => {
      const ended = (description: string): void => {
        child = undefined
        endGroup(started.pid)
        resolve()
        if (stopping) return
        recentFailures = performance.now() - startedAt > 10_000 ? 0 : recentFailures + 1
        onExit(description)
        timer = setTimeout(() => {
          restarts += 1
          start()
        }, restartDelayMs(recentFailures))
      }
      started.once('error', error => ended(error.message))
      started.once('exit', (code, signal) => ended(signal ?? `exit code ${code}`))
    })
  }

  return {
    name: spec.name,
    get pid() {
      return child?.pid
    },
    get restarts() {
      return restarts
    },
    start,
    stop: async deadlineMs => {
      stopping = true
      clearTimeout(timer)
      const running = child
      if (running === undefined) return
      running.kill(spec.stopSignal ?? 'SIGTERM')
      const killer = setTimeout(() => running.kill('SIGKILL'), deadlineMs)
      await exited
      clearTimeout(killer)
    },
    isReady: spec.isReady,
    lastLines: count => {
      try {
        return readFileSync(spec.logFile, 'utf8').trimEnd().split('\n').slice(-count).join('\n')
      } catch {
        return ''
      }
    },
  }
}
