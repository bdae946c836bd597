/** Time and chance as the core sees them, so that tests and simulations own both. */
export interface SyncClock {
  /** Monotonic milliseconds. */
  nowMs(): number
  /** Epoch microseconds that never go back; comparable with the stamps of collectors up to the skew of their clocks. */
  epochUs(): number
  /** 0 ≤ value < 1. */
  random(): number
}
