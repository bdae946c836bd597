import { setTimeout as wait } from 'node:timers/promises'

/** Polls until the probe gives a value; at the deadline it fails with what the probe said last. */
export const until = async <T>(
  what: string,
  timeoutMs: number,
  probe: () => Promise<T | undefined> | T | undefined,
): Promise<T> => {
  const deadline = performance.now() + timeoutMs
  let last: unknown
  while (performance.now() < deadline) {
    try {
      const value = await probe()
      if (value !== undefined) return value
    } catch (error) {
      last = error
    }
    await wait(100)
  }
  throw new Error(`${what}: not within ${Math.round(timeoutMs)} ms${last instanceof Error ? ` (${last.message})` : ''}`)
}
