import { performance } from 'node:perf_hooks'

/**
 * Epoch microseconds that never go back: the wall clock as it stood at process start plus the monotonic clock, so a step
 * of the wall clock neither ages books nor makes them young.
 */
export const epochUs = (): number => Math.round((performance.timeOrigin + performance.now()) * 1000)

/** Session numbers: epoch microseconds, each greater than the one before, across restarts too. */
export const createSessionClock = (nowUs: () => number): (() => number) => {
  let last = 0
  return () => {
    last = Math.max(last + 1, nowUs())
    return last
  }
}
