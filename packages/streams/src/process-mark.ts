import { readFileSync, readlinkSync } from 'node:fs'

/** A process among all that ever were on this machine: `<boot>.<pid namespace>.<pid>.<start>`; empty where the system does not tell. */
export type ProcessMark = string

const readOrEmpty = (read: () => string): string => {
  try {
    return read().trim()
  } catch {
    return ''
  }
}

interface ProcessState {
  /** One letter; Z is a process that has ended and whose parent has not looked yet. */
  readonly state: string
  /** Clock ticks since boot: a pid given anew has another one. */
  readonly start: string
}

/** From /proc (Linux); undefined where it shows nothing of the process. */
const stateOf = (pid: number): ProcessState | undefined => {
  const text = readOrEmpty(() => readFileSync(`/proc/${pid}/stat`, 'utf8'))
  // The name, in parentheses, may hold anything: count from behind it.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  const [state, start] = [fields[0], fields[19]]
  return state === undefined || start === undefined || start === '' ? undefined : { state, start }
}

/** Pids mean the same only within one boot and one pid namespace (a container has its own). */
const scopeOfPids = (): string => {
  const boot = readOrEmpty(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8'))
  const namespace = readOrEmpty(() => readlinkSync('/proc/self/ns/pid')).replace(/\D/g, '')
  return boot === '' || namespace === '' ? '' : `${boot}.${namespace}`
}

export const markOf = (pid: number): ProcessMark => {
  const scope = scopeOfPids()
  const start = stateOf(pid)?.start
  return scope === '' || start === undefined ? '' : `${scope}.${pid}.${start}`
}

/** True only when the process is certainly over: it ran where we run, and is no more. */
export const isKnownDead = (mark: ProcessMark, scope: string = scopeOfPids()): boolean => {
  const match = /^(.+)\.(\d+)\.(\d+)$/.exec(mark)
  if (match === null || scope === '' || match[1] !== scope) return false
  const pid = Number(match[2])
  try {
    process.kill(pid, 0)
  } catch (cause) {
    // EPERM: it lives and is another user's.
    return (cause as NodeJS.ErrnoException).code === 'ESRCH'
  }
  const now = stateOf(pid)
  return now !== undefined && (now.state === 'Z' || now.start !== match[3])
}
