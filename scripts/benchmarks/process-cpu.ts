import { readFileSync } from 'node:fs'

const ticksPerSecond = 100

/** User plus system CPU time of a process since its start, in µs, as the kernel counts it (10 ms steps). */
export const processCpuUs = (pid: number): number => {
  // The command name may hold spaces and brackets; the fields after the last bracket are fixed.
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ')
  return ((Number(fields[11]) + Number(fields[12])) / ticksPerSecond) * 1_000_000
}
