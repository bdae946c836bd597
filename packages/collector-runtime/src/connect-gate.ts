import { createSlidingWindow } from './sliding-window.ts'
import type { VenueLimits } from './venue.ts'

/** When the next connection of this venue may be opened, for all links together. */
export interface ConnectGate {
  /** Milliseconds to wait; 0: now. */
  waitMs(nowMs: number): number
  record(nowMs: number): void
  /** The venue refused us and named a time. */
  block(nowMs: number, forMs: number): void
  setShare(instances: number): void
}

export const createConnectGate = (limits: VenueLimits): ConnectGate => {
  const allowed = limits.connectsPerWindow * 0.8
  const window = createSlidingWindow(allowed, limits.connectWindowMs)
  let blockedUntilMs = 0
  return {
    waitMs: nowMs => Math.max(blockedUntilMs - nowMs, window.waitMs(nowMs)),
    record: nowMs => window.record(nowMs),
    block(nowMs, forMs) {
      blockedUntilMs = Math.max(blockedUntilMs, nowMs + forMs)
    },
    setShare: instances => window.resize(allowed / Math.max(1, instances)),
  }
}
