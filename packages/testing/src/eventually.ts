import { setTimeout as delay } from 'node:timers/promises'

export interface EventuallyOptions {
  /** Default 20 000: it costs only when the probe stays false. */
  readonly timeoutMs?: number
  /** Pause between probes, default 10. */
  readonly everyMs?: number
  /** Said when the time is over. */
  readonly what?: string
}

/**
 * Waits until the probe returns something truthy and gives that back; falsy or thrown means not yet. A probe made of
 * assertions ends with `return true`. At the deadline it throws, the last failure as cause.
 */
export const eventually = async <T>(
  probe: () => T | Promise<T>,
  { timeoutMs = 20_000, everyMs = 10, what = 'condition' }: EventuallyOptions = {},
): Promise<T> => {
  const deadlineMs = performance.now() + timeoutMs
  for (;;) {
    let failure: unknown
    try {
      const result = await probe()
      if (result) return result
    } catch (cause) {
      failure = cause
    }
    if (performance.now() >= deadlineMs)
      throw new Error(`${what} did not come true in ${timeoutMs} ms`, { cause: failure })
    await delay(everyMs)
  }
}
