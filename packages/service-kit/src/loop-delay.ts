import { monitorEventLoopDelay } from 'node:perf_hooks'

const resolutionMs = 20
const windowMs = 5000

export interface LoopDelay {
  /** 99th percentile of how late the event loop was, milliseconds, over the last 5–10 s. */
  readonly p99Ms: () => number
  readonly stop: () => void
}

export const watchLoopDelay = (): LoopDelay => {
  const histogram = monitorEventLoopDelay({ resolution: resolutionMs })
  let previousMs = 0
  // The histogram counts the sampling interval itself as delay.
  const currentMs = (): number =>
    histogram.count === 0 ? 0 : Math.max(0, histogram.percentile(99) / 1e6 - resolutionMs)
  const timer = setInterval(() => {
    previousMs = currentMs()
    histogram.reset()
  }, windowMs)
  timer.unref()
  histogram.enable()
  return {
    p99Ms: () => Math.max(previousMs, currentMs()),
    stop: () => {
      clearInterval(timer)
      histogram.disable()
    },
  }
}
