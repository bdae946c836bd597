import type { ServiceStatus } from '@screener/contracts'

/** Every instance says something each second. */
const silentAfterMs = 3000
const forgetAfterMs = 60_000
/** Most instances remembered: the stream has many writers, and none may fill our memory. */
const maxInstances = 1000

export interface KnownService {
  readonly status: ServiceStatus
  /** How long its last word is ago, milliseconds. */
  readonly silentMs: number
  readonly heard: boolean
  /** How late its last word arrived by its own clock, milliseconds. */
  readonly lagMs: number
}

/** Who lives, by their own word on sys:status. Times are monotonic milliseconds unless they say otherwise. */
export interface KnownServices {
  readonly apply: (status: ServiceStatus, nowMs: number, wallMs: number) => void
  readonly list: (nowMs: number) => readonly KnownService[]
  readonly collectorsOf: (venue: string, nowMs: number) => readonly KnownService[]
}

export const createKnownServices = (): KnownServices => {
  const instances = new Map<
    string,
    { readonly status: ServiceStatus; readonly heardAtMs: number; readonly lagMs: number }
  >()

  const list = (nowMs: number): readonly KnownService[] => {
    const known: KnownService[] = []
    for (const [key, { status, heardAtMs, lagMs }] of instances) {
      const silentMs = Math.round(nowMs - heardAtMs)
      if (silentMs > forgetAfterMs) instances.delete(key)
      else known.push({ status, silentMs, heard: silentMs <= silentAfterMs, lagMs })
    }
    return known
  }

  return {
    apply: (status, nowMs, wallMs) => {
      const key = `${status.service} ${status.instance}`
      if (!instances.has(key) && instances.size >= maxInstances) return
      instances.set(key, { status, heardAtMs: nowMs, lagMs: Math.max(0, wallMs - status.atMs) })
    },
    list,
    collectorsOf: (venue, nowMs) => list(nowMs).filter(service => service.heard && service.status.venue === venue),
  }
}
