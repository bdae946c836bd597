import type { PlannedFault } from './fault-plan.ts'

/** A book that is not LIVE, or not equal to the truth. */
export interface WrongBook {
  readonly venue: string
  readonly symbol: string
  readonly why: string
}

interface OpenFault extends PlannedFault {
  readonly number: number
  readonly atMs: number
  /** When a book that it met was last seen wrong. */
  wrongAtMs: number
  failed: boolean
}

interface BookState {
  wrongSinceMs: number | undefined
}

export interface Convergence {
  readonly injected: (fault: PlannedFault, nowMs: number) => void
  /** What is wrong now; returns a line for each fault that has just missed its deadline. */
  readonly observe: (wrong: readonly WrongBook[], nowMs: number) => readonly string[]
  /** Milliseconds from each fault until all the books that it met were seen equal for good. */
  readonly times: () => readonly number[]
  readonly notConverged: readonly string[]
  /** Books that went wrong without a fault that met them shortly before. */
  readonly unprovoked: readonly string[]
}

const keptUnprovoked = 20

/**
 * Faults come faster than books need to heal, so deadlines overlap: a book must be right within the limit of the newest
 * fault that met it, however many there were before.
 */
export const createConvergence = (withinMs: number): Convergence => {
  const books = new Map<string, BookState>()
  const faults: OpenFault[] = []
  const notConverged: string[] = []
  const unprovoked: string[] = []
  const stateOf = (name: string): BookState => {
    const known = books.get(name)
    if (known !== undefined) return known
    const fresh: BookState = { wrongSinceMs: undefined }
    books.set(name, fresh)
    return fresh
  }
  const newestFor = ({ venue, symbol }: WrongBook): OpenFault | undefined =>
    faults.findLast(fault => fault.venue === venue && (fault.symbol === undefined || fault.symbol === symbol))

  const observeOne = (book: WrongBook, nowMs: number): string | undefined => {
    const state = stateOf(`${book.venue} ${book.symbol}`)
    const fault = newestFor(book)
    state.wrongSinceMs ??= nowMs
    const line = `${book.venue} ${book.symbol}: ${book.why}`
    // What goes wrong while the limit runs, even a second time, must be right when it ends.
    const isProvoked = fault !== undefined && state.wrongSinceMs - fault.atMs <= withinMs
    const sinceMs = isProvoked ? fault.atMs : state.wrongSinceMs
    if (isProvoked) fault.wrongAtMs = nowMs
    else if (state.wrongSinceMs === nowMs && unprovoked.length < keptUnprovoked) unprovoked.push(line)
    if (nowMs - sinceMs <= withinMs || fault?.failed === true) return undefined
    if (fault !== undefined) fault.failed = true
    const what = fault === undefined ? 'no fault' : `fault ${fault.number} (${JSON.stringify(fault.body)})`
    return `${what}: ${line}, for ${Math.round(nowMs - sinceMs)} ms`
  }

  return {
    injected: (fault, nowMs) => {
      faults.push({ ...fault, number: faults.length + 1, atMs: nowMs, wrongAtMs: nowMs, failed: false })
    },
    observe: (wrong, nowMs) => {
      const names = new Set(wrong.map(({ venue, symbol }) => `${venue} ${symbol}`))
      for (const [name, state] of books) if (!names.has(name)) state.wrongSinceMs = undefined
      const lines = wrong.flatMap(book => observeOne(book, nowMs) ?? [])
      notConverged.push(...lines)
      return lines
    },
    times: () => faults.map(({ atMs, wrongAtMs }) => wrongAtMs - atMs),
    notConverged,
    unprovoked,
  }
}
