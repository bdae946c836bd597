import Bottleneck from 'bottleneck'
import { setTimeout as delay } from 'node:timers/promises'

/** Every REST request of one venue passes here: nothing else decides when one may leave. */
export interface RestBudget {
  /** Runs when `weight` is there and no ban is in force. Rejects when stopped. Smaller `priority` goes first (0–9). */
  schedule<T>(weight: number, priority: number, run: () => Promise<T>): Promise<T>
  /** Weight that could be spent at this moment. */
  available(): Promise<number>
  /** The venue said stop: no request of any kind before this has passed. */
  block(forMs: number): void
  /** What the venue says was used by this IP in its current window, by us and by others. */
  observe(usedWeight: number): void
  /** Live instances that share this IP's limit. */
  setShare(instances: number): void
  refill(): void
  stop(): void
  readonly blockedForMs: number
}

export interface RestBudgetOptions {
  readonly weightPerWindow: number
  readonly windowMs: number
  readonly nowMs: () => number
  /** Wall clock: venue windows are aligned to it. */
  readonly wallMs: () => number
  readonly signal: AbortSignal
}

// A full bucket plus what flows in during one window is the most any window can see: 0.38 + 0.40 stays under 80 %.
const burstShare = 0.38
const refillShare = 0.4
const observedStopShare = 0.8

export const createRestBudget = (options: RestBudgetOptions): RestBudget => {
  const { weightPerWindow, windowMs, nowMs, wallMs, signal } = options
  let instances = 1
  let blockedUntilMs = 0
  let refilledAtMs = nowMs()
  const capacity = (): number => (weightPerWindow * burstShare) / instances
  // Refilled by hand: Bottleneck 2.19's own heartbeat dies at the first updateSettings, and its maxConcurrent counts weight.
  const limiter = new Bottleneck({ reservoir: capacity() })
  limiter.on('error', () => undefined)

  const top = async (): Promise<void> => {
    const now = nowMs()
    const flow = ((now - refilledAtMs) / windowMs) * ((weightPerWindow * refillShare) / instances)
    refilledAtMs = now
    const level = (await limiter.currentReservoir()) ?? 0
    // Negative when another instance came to life and our share shrank.
    const change = Math.min(flow, capacity() - level)
    if (change !== 0) await limiter.incrementReservoir(change)
  }
  const waitOutBan = async (): Promise<void> => {
    while (nowMs() < blockedUntilMs) {
      await delay(Math.min(blockedUntilMs - nowMs() + 1, 1000), undefined, { signal })
    }
  }
  const block = (forMs: number): void => {
    blockedUntilMs = Math.max(blockedUntilMs, nowMs() + forMs)
  }
  return {
    get blockedForMs() {
      return Math.max(0, blockedUntilMs - nowMs())
    },
    schedule: (weight, priority, run) =>
      limiter.schedule({ weight, priority }, async () => {
        await waitOutBan()
        signal.throwIfAborted()
        return run()
      }),
    available: async () => (nowMs() < blockedUntilMs ? 0 : ((await limiter.currentReservoir()) ?? 0)),
    block,
    observe(usedWeight) {
      if (usedWeight >= weightPerWindow * observedStopShare) block(windowMs - (wallMs() % windowMs))
    },
    setShare(next) {
      instances = Math.max(1, next)
    },
    refill: () => void top().catch(() => undefined),
    stop: () => void limiter.stop({ dropWaitingJobs: true }).catch(() => undefined),
  }
}
