import { setTimeout as wait } from 'node:timers/promises'
import { runStack } from '../stack/run-stack.ts'
import type { StackOptions } from '../stack/stack-plan.ts'
import { createConvergence } from './convergence.ts'
import { everyKind, planFault, randomFrom } from './fault-plan.ts'
import { createTruthClient, type TruthClient } from './truth-client.ts'
import { startWitness, type Witness } from './witness.ts'

export interface TruthRunOptions {
  readonly stack: StackOptions
  readonly seconds: number
  readonly faultEveryMs: number
  readonly convergeWithinMs: number
  readonly seed: number
  /** Absent: every kind that applies to a venue. */
  readonly kinds?: readonly string[]
  readonly report: (line: string) => void
}

export interface TruthResult {
  readonly faults: number
  readonly faultsByKind: Readonly<Record<string, number>>
  /** Books that were not LIVE and equal within the limit of the newest fault that met them. */
  readonly notConverged: readonly string[]
  /** Books that went wrong without a fault; they healed in time, or are in `notConverged`. */
  readonly unprovoked: readonly string[]
  readonly convergenceMs: { readonly p50: number; readonly p99: number; readonly max: number }
  readonly booksCompared: number
  readonly published: number
  readonly legsChecked: number
  readonly phantoms: readonly string[]
  readonly streamHoles: readonly string[]
  readonly counters: Readonly<Record<string, unknown>>
}

const quantile = (sorted: readonly number[], q: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? 0

interface BookName {
  readonly venue: string
  readonly symbol: string
}

const allBooks = (options: StackOptions): readonly BookName[] =>
  options.venues.flatMap(venue => options.symbols.map(symbol => ({ venue, symbol })))

/** All books compared so often. */
const pollMs = 400

const settle = async (witness: Witness, books: readonly BookName[]): Promise<void> => {
  const deadline = performance.now() + 60_000
  for (;;) {
    const wrong = await witness.wrongBooks(books)
    if (wrong.length === 0) return
    if (performance.now() > deadline) {
      const examples = wrong.slice(0, 5).map(({ venue, symbol, why }) => `${venue} ${symbol} ${why}`)
      throw new Error(`${wrong.length} books never became equal: ${examples.join('; ')}`)
    }
    await wait(250)
  }
}

const injectFaults = async (
  options: TruthRunOptions,
  witness: Witness,
  truth: TruthClient,
): Promise<Omit<TruthResult, 'published' | 'legsChecked' | 'phantoms' | 'streamHoles' | 'counters'>> => {
  const random = randomFrom(options.seed)
  const books = allBooks(options.stack)
  const venues = await truth.venues()
  const convergence = createConvergence(options.convergeWithinMs)
  const faultsByKind: Record<string, number> = {}
  const startedAt = performance.now()
  const lastFaultAt = startedAt + options.seconds * 1000
  let nextFaultAt = startedAt
  let faults = 0
  let booksCompared = 0
  // The last fault has its time too.
  while (performance.now() < lastFaultAt + options.convergeWithinMs + pollMs) {
    const pollAt = performance.now()
    if (pollAt >= nextFaultAt && pollAt < lastFaultAt) {
      nextFaultAt += options.faultEveryMs
      const fault = planFault(venues, options.stack.symbols, options.kinds ?? everyKind, random)
      await truth.injectFault(fault.body)
      convergence.injected(fault, performance.now())
      faults += 1
      faultsByKind[fault.kind] = (faultsByKind[fault.kind] ?? 0) + 1
      if (faults % 20 === 0)
        options.report(`» ${faults} faults, ${witness.legsChecked} legs checked, ${witness.phantoms.length} phantoms`)
    }
    const wrong = await witness.wrongBooks(books)
    booksCompared += books.length
    for (const line of convergence.observe(wrong, performance.now())) options.report(`✗ ${line}`)
    await wait(Math.max(0, pollMs - (performance.now() - pollAt)))
  }
  const times = [...convergence.times()].sort((a, b) => a - b)
  return {
    faults,
    faultsByKind,
    notConverged: convergence.notConverged,
    unprovoked: convergence.unprovoked,
    convergenceMs: {
      p50: Math.round(quantile(times, 0.5)),
      p99: Math.round(quantile(times, 0.99)),
      max: Math.round(times.at(-1) ?? 0),
    },
    booksCompared,
  }
}

/** The whole stack on simulated venues, a fault every few seconds, and a witness that reads only streams and truth. */
export const truthRun = async (options: TruthRunOptions): Promise<TruthResult> => {
  const stack = await runStack(options.stack, options.report)
  try {
    await stack.ready(60_000)
    if (stack.controlUrl === undefined) throw new Error('a truth run needs the simulator')
    const truth = createTruthClient(stack.controlUrl)
    const witness = startWitness({ url: stack.redisUrl, cluster: stack.redisCluster }, 4, truth, {
      maxLegAgeMs: 1_000,
      maxSkewMs: 250,
    })
    await settle(witness, allBooks(options.stack))
    options.report('» all books equal the truth; injecting faults')
    const figures = await injectFaults(options, witness, truth)
    const counters = await truth.counters()
    await witness.stop()
    return {
      ...figures,
      published: witness.published,
      legsChecked: witness.legsChecked,
      phantoms: witness.phantoms,
      streamHoles: witness.holes,
      counters,
    }
  } finally {
    await stack.stop()
  }
}
