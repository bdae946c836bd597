import { fork, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { ClientSettings } from './client.ts'

export interface MeasuredClient {
  readonly name: string
  readonly pid: number
  readonly count: () => number
  readonly exited: () => boolean
  readonly stop: () => void
}

/** One client as a process of its own, so that the kernel accounts its CPU apart. */
export const startClient = (
  name: string,
  settings: ClientSettings,
  environment: Readonly<Record<string, string>> = {},
): MeasuredClient => {
  const child: ChildProcess = fork(
    fileURLToPath(new URL(`./${name}-client.ts`, import.meta.url)),
    [JSON.stringify(settings)],
    {
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    },
  )
  let count = 0
  child.on('message', message => {
    count = (message as { count: number }).count
  })
  return {
    name,
    pid: child.pid ?? 0,
    count: () => count,
    exited: () => child.exitCode !== null || child.signalCode !== null,
    stop: () => void child.kill('SIGTERM'),
  }
}
