import { setTimeout as wait } from 'node:timers/promises'
import { runStack } from '../stack/run-stack.ts'
import type { StackOptions } from '../stack/stack-plan.ts'
import { createTruthClient, type TruthClient, type TruthQuestion } from './truth-client.ts'
import { startWitness, type Witness } from './witness.ts'

export interface TruthRunOptions {
  readonly stack: StackOptions
  readonly seconds: number
  readonly faultEveryMs: number
  readonly convergeWithinMs: number
  readonly seed: number
  readonly report: (line: string) => void
}

export interface TruthResult {
  readonly faults: number
  readonly faultsByKind: Readonly<Record<string, number>>
  /** Faults after which some book was not LIVE and equal within the limit, with the first wrong books. */
  readonly notConverged: readonly string[]
  readonly convergenceMs: { readonly p50: number; readonly p99: number; readonly max: number }
  readonly booksCompared: number
  readonly published: number
  readonly legsChecked: number
  readonly phantoms: readonly string[]
  readonly streamHoles: readonly string[]
  readonly counters: Readonly<Record<string, unknown>>
}

/** Small, seeded and good enough to choose faults (mulberry32). */
const randomFrom = (seed: number): (() => number) => {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

const pick = <T>(items: readonly T[], random: () => number): T => {
  const item = items[Math.floor(random() * items.length)]
  if (item === undefined) throw new Error('nothing to pick from')
  return item
}

const quantile = (sorted: readonly number[], q: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? 0

const nextFault = (options: StackOptions, random: () => number): { kind: string; body: Record<string, unknown> } => {
  const venue = pick(options.venues, random)
  const kind = pick(['cut', 'stall', 'drop'], random)
  if (kind === 'cut') return { kind, body: { venue, kind } }
  if (kind === 'stall') return { kind, body: { venue, kind, forMs: 2_000 } }
  return { kind, body: { venue, kind, symbol: pick(options.symbols, random), channel: 'depth', count: 1 } }
}

const allBooks = (options: StackOptions): TruthQuestion[] =>
  options.venues.flatMap(venue => options.symbols.map(symbol => ({ venue, symbol, sequence: 0 })))

/** Ms until every book was LIVE and equal to the truth at its sequence and stayed so at the deadline; or what is wrong. */
const converged = async (
  witness: Witness,
  books: readonly TruthQuestion[],
  withinMs: number,
): Promise<{ ms: number; wrong: readonly string[] }> => {
  const startedAt = performance.now()
  let equalSince: number | undefined
  for (;;) {
    const wrong = await witness.wrongBooks(books)
    const elapsed = performance.now() - startedAt
    if (wrong.length > 0) equalSince = undefined
    else equalSince ??= elapsed
    if (elapsed >= withinMs - 250) return { ms: equalSince ?? elapsed, wrong }
    await wait(200)
  }
}

const settle = async (witness: Witness, books: readonly TruthQuestion[]): Promise<void> => {
  const deadline = performance.now() + 30_000
  for (;;) {
    const wrong = await witness.wrongBooks(books)
    if (wrong.length === 0) return
    if (performance.now() > deadline) throw new Error(`books never became equal: ${wrong.slice(0, 5).join('; ')}`)
    await wait(250)
  }
}

const injectFaults = async (
  options: TruthRunOptions,
  witness: Witness,
  truth: TruthClient,
): Promise<Pick<TruthResult, 'faults' | 'faultsByKind' | 'notConverged' | 'convergenceMs' | 'booksCompared'>> => {
  const random = randomFrom(options.seed)
  const books = allBooks(options.stack)
  const faultsByKind: Record<string, number> = {}
  const notConverged: string[] = []
  const times: number[] = []
  const endAt = performance.now() + options.seconds * 1000
  let faults = 0
  while (performance.now() < endAt) {
    const { kind, body } = nextFault(options.stack, random)
    const startedAt = performance.now()
    await truth.injectFault(body)
    faults += 1
    faultsByKind[kind] = (faultsByKind[kind] ?? 0) + 1
    const { ms, wrong } = await converged(witness, books, options.convergeWithinMs)
    times.push(ms)
    if (wrong.length > 0) {
      const line = `fault ${faults} (${JSON.stringify(body)}): ${wrong.length} books wrong, e.g. ${wrong.slice(0, 3).join('; ')}`
      notConverged.push(line)
      options.report(`✗ ${line}`)
    }
    if (faults % 12 === 0)
      options.report(`» ${faults} faults, ${witness.legsChecked} legs checked, ${witness.phantoms.length} phantoms`)
    await wait(Math.max(0, options.faultEveryMs - (performance.now() - startedAt)))
  }
  times.sort((a, b) => a - b)
  return {
    faults,
    faultsByKind,
    notConverged,
    convergenceMs: {
      p50: Math.round(quantile(times, 0.5)),
      p99: Math.round(quantile(times, 0.99)),
      max: Math.round(times.at(-1) ?? 0),
    },
    booksCompared: times.length * books.length,
  }
}

/** The whole stack on simulated venues, a fault every few seconds, and a witness that reads only streams and truth. */
export const truthRun = async (options: TruthRunOptions): Promise<TruthResult> => {
  const stack = await runStack(options.stack, options.report)
  try {
    await stack.ready(60_000)
    if (stack.controlUrl === undefined) throw new Error('a truth run needs the simulator')
    const truth = createTruthClient(stack.controlUrl)
    const witness = startWitness(`redis://127.0.0.1:${stack.redisPort}`, 4, truth, {
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
