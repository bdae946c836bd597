import { readFileSync } from 'node:fs'

/**
 * Milliseconds for which this process was ready to run and no core was free, since it began (Linux, /proc/<pid>/schedstat).
 * What a limit of the system is judged by must not hang on who else uses the machine. 0 where the kernel does not tell.
 */
const waitedForCpuMs = (pid: number): number => {
  try {
    return Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[1] ?? 0) / 1e6
  } catch {
    // It has ended, or this is no Linux.
    return 0
  }
}

/**
 * Begins to count for how long (ms) the one of these that waited longest had no core. They wait at the same time, so a sum
 * would forgive more than was lost.
 */
export const countWaitingForCpu = (pids: readonly number[]): (() => number) => {
  const before = pids.map(waitedForCpuMs)
  return () => Math.max(0, ...pids.map((pid, index) => waitedForCpuMs(pid) - (before[index] ?? 0)))
}
