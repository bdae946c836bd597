/**
 * Time that passes only when nothing is left to do: a queue of due calls, taken in the order of their time and then of
 * their making. Every call belongs to a process; what a process asks for while it runs belongs to it too, so that killing
 * one takes away all that it had under way, as a real kill does, and pausing one holds all of it back.
 */
export class VirtualTime {
  /** Milliseconds since the start; the same for all processes. */
  nowMs = 0
  /** Calls made so far. */
  turns = 0
  /** Whose call is running. */
  current: SimulatedProcess
  /** First failure that nobody caught: a real process would have ended here. */
  failure: unknown
  readonly world: SimulatedProcess
  readonly #heap: Call[] = []
  #made = 0

  constructor() {
    this.world = new SimulatedProcess('world')
    this.current = this.world
  }

  /** Calls back after so many milliseconds, for the process that runs now unless another is named. */
  schedule(delayMs: number, run: () => void, process: SimulatedProcess = this.current): Call {
    const wait = delayMs > 0 && delayMs < Infinity ? delayMs : 0
    const call: Call = { atMs: this.nowMs + wait, order: this.#made++, process, run, cancelled: false }
    this.#push(call)
    return call
  }

  /** Runs the call now, as the process. */
  as<T>(process: SimulatedProcess, run: () => T): T {
    const before = this.current
    this.current = process
    try {
      return run()
    } finally {
      this.current = before
    }
  }

  /** Lets time pass. Between two calls all promises that can settle do. */
  run(untilMs: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const step = (): void => {
        const next = this.#heap[0]
        if (this.failure !== undefined || next === undefined || next.atMs > untilMs) {
          this.nowMs = Math.max(this.nowMs, untilMs)
          this.current = this.world
          if (this.failure === undefined) resolve()
          else
            reject(
              this.failure instanceof Error
                ? this.failure
                : new Error('a simulated process failed', { cause: this.failure }),
            )
          return
        }
        this.#pop()
        this.#make(next)
        // A tick that is asked for in a microtask comes after all other microtasks, also those they ask for.
        queueMicrotask(() => {
          process.nextTick(step)
        })
      }
      step()
    })
  }

  #make(call: Call): void {
    if (call.cancelled || call.process.dead) return
    this.nowMs = Math.max(this.nowMs, call.atMs)
    if (call.process.paused) {
      call.process.held.push(call)
      return
    }
    this.turns++
    this.current = call.process
    try {
      call.run()
    } catch (error) {
      this.failure ??= error
    }
  }

  /** What was due meanwhile is made at once, in order, as after SIGCONT. */
  resume(process: SimulatedProcess): void {
    process.paused = false
    for (const call of process.held.splice(0)) {
      // The handle that the process has is that of the held call.
      const run = (): void => {
        if (!call.cancelled) call.run()
      }
      this.#push({ atMs: this.nowMs, order: this.#made++, process, run, cancelled: false })
    }
  }

  #push(call: Call): void {
    const heap = this.#heap
    let at = heap.length
    heap.push(call)
    while (at > 0) {
      const parent = (at - 1) >> 1
      const above = heap[parent] as Call
      if (!isBefore(call, above)) break
      heap[at] = above
      at = parent
    }
    heap[at] = call
  }

  #pop(): void {
    const heap = this.#heap
    const last = heap.pop()
    if (last === undefined || heap.length === 0) return
    let at = 0
    for (;;) {
      let child = 2 * at + 1
      if (child >= heap.length) break
      if (child + 1 < heap.length && isBefore(heap[child + 1] as Call, heap[child] as Call)) child++
      const below = heap[child] as Call
      if (!isBefore(below, last)) break
      heap[at] = below
      at = child
    }
    heap[at] = last
  }
}

export interface Call {
  readonly atMs: number
  readonly order: number
  readonly process: SimulatedProcess
  readonly run: () => void
  cancelled: boolean
}

const isBefore = (a: Call, b: Call): boolean => a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order)

/** One process of the simulated world: a name, a life, and what to tell others when it dies. */
export class SimulatedProcess {
  readonly name: string
  dead = false
  paused = false
  /** Due while it was paused. */
  readonly held: Call[] = []
  /** How far its clock is ahead of the world's, milliseconds. */
  clockAheadMs = 0
  readonly #onDeath: (() => void)[] = []

  constructor(name: string) {
    this.name = name
  }

  /** Called when the process is killed: what the kernel does for it then, such as closing its connections. */
  atDeath(run: () => void): void {
    this.#onDeath.push(run)
  }

  kill(): void {
    if (this.dead) return
    this.dead = true
    for (const run of this.#onDeath.splice(0)) run()
  }
}
