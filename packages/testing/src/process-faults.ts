import { readFileSync } from 'node:fs'
import { eventually } from './eventually.ts'

const quick = { everyMs: 1 } as const

const readStat = (pid: number): string => {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8')
  } catch {
    return ''
  }
}

/** One letter, as in proc(5): R runs, S sleeps, T is stopped, Z has ended and nobody asked yet; empty: there is none. */
const stateOf = (pid: number): string => {
  const stat = readStat(pid)
  // The name in front, in parentheses, may hold anything.
  return stat.slice(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3)
}

/** Whether this process does or could do something. */
export const isRunning = (pid: number): boolean => !['', 'Z', 'X'].includes(stateOf(pid))

/** Stops it in the middle of whatever it does (SIGSTOP); from when this resolves it does nothing more. */
export const freeze = async (pid: number): Promise<void> => {
  process.kill(pid, 'SIGSTOP')
  await eventually(() => stateOf(pid) === 'T' || !isRunning(pid), { ...quick, what: `process ${pid} stopped` })
}

/** Lets it go on where it was. */
export const thaw = (pid: number): void => {
  process.kill(pid, 'SIGCONT')
}

/** Bytes of memory that it holds now; 0 when it is gone. */
export const residentBytes = (pid: number): number => {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024
  } catch {
    return 0
  }
}
