/** Time that passes only when told to, with what is due in it: a seed replays exactly. */
export interface VirtualTime {
  readonly nowMs: number
  at(delayMs: number, run: () => void): void
  wait(delayMs: number): Promise<void>
  /** Runs everything that is due within so long, one after another; promises in between come to rest. */
  pass(durationMs: number): Promise<void>
}

interface Due {
  readonly atMs: number
  readonly order: number
  readonly run: () => void
}

const rest = (): Promise<void> => new Promise(resolve => setImmediate(resolve))

export const createVirtualTime = (): VirtualTime => {
  let nowMs = 0
  let order = 0
  const queue: Due[] = []
  const at = (delayMs: number, run: () => void): void => {
    const due = { atMs: nowMs + Math.max(0, delayMs), order: order++, run }
    const index = queue.findIndex(other => other.atMs > due.atMs)
    if (index < 0) queue.push(due)
    else queue.splice(index, 0, due)
  }
  return {
    get nowMs() {
      return nowMs
    },
    at,
    wait: delayMs => new Promise(resolve => at(delayMs, resolve)),
    async pass(durationMs) {
      const endMs = nowMs + durationMs
      await rest()
      for (;;) {
        const due = queue[0]
        if (due === undefined || due.atMs > endMs) break
        queue.shift()
        nowMs = due.atMs
        due.run()
        if (queue[0]?.atMs !== nowMs) await rest()
      }
      nowMs = endMs
    },
  }
}
