import { readFileSync } from 'node:fs'

/**
 * Milliseconds for which these processes were ready to run and no core was free, since they began (Linux, /proc/<pid>/schedstat).
 * What a limit of the system is judged by must not hang on who else uses the machine. 0 where the kernel does not tell.
 */
export const waitedForCpuMs = (pids: readonly number[]): number => {
  let waitedNs = 0
  for (const pid of pids) {
    try {
      waitedNs += Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[1] ?? 0)
    } catch {
      // It has ended, or this is no Linux.
    }
  }
  return waitedNs / 1e6
}
