import { startUsd } from '../../services/exchange-simulator/src/market/instruments.ts'
import { falsehoods, type Falsehood, type Liar } from './falsehoods.ts'
import type { KnownVenue } from './known-venues.ts'
import type { Env } from './simulated-services.ts'
import { knownFromMs, simulateAccuracy, type AccuracyOptions, type AccuracyResult } from './simulate-accuracy.ts'

/** What one class of falsehood did to what was published. */
export interface ClassResult {
  readonly name: string
  readonly what: string
  readonly seeds: number
  /** Rows published or listed while the lie was told. */
  readonly rows: number
  /** Of them, rows that are the lie. */
  readonly falseRows: number
  /** Of them, those that opened an episode; the others tell of one that was open. */
  readonly openedFalse: number
  /** Rows are to be expected: see the document. */
  readonly knownLimit: boolean
  /** Example of one. */
  readonly example: string
  /** True opportunities of routes that the lie does not touch, alive 100 ms or longer, and those that were published. */
  readonly there: number
  readonly found: number
}

export interface AccuracyLength {
  readonly seeds: readonly string[]
  readonly simulatedMs: number
  /** Of the first seed: which venues take part goes by turn. 0 when left out. */
  readonly firstTurn?: number
}

const takerBps = 4

const base = (known: readonly KnownVenue[], seed: string, simulatedMs: number): AccuracyOptions => ({
  ...{ seed, venues: known, simulatedMs, takerBps, eventsPerSecond: 20 },
  symbols: ['BTC-USDT', 'ETH-USDT', 'ETH-BTC'],
  maxLegs: 3,
  judgedFromMs: knownFromMs,
})

const poolId = 'pool'
const unitOfThousand = 1_000

/** All kinds of routes: four assets in a ring, a pool, one venue with fees in kind, one that counts SOL in thousands. */
const everyKind = (venues: readonly KnownVenue[], seed: string, simulatedMs: number): AccuracyOptions => {
  const [first, second] = venues.map(({ venue }) => venue.id)
  const unit = { venue: first ?? '', asset: 'SOL', factor: unitOfThousand }
  return {
    ...{
      seed,
      venues,
      simulatedMs,
      takerBps,
      eventsPerSecond: 5,
      maxLegs: 4,
      gapsEveryMs: 250,
      judgedFromMs: knownFromMs,
      finerLots: 1 + (Number(seed.replace(/\D/g, '')) % 2),
    },
    symbols: ['BTC-USDT', 'ETH-USDT', 'ETH-BTC', 'SOL-USDT', 'SOL-ETH'],
    receivedFees: [second ?? ''],
    pool: { id: poolId, symbol: 'ETH-USDT' },
    unit,
    elsewhere: { venue: unit.venue, anchors: anchorsFrom(seed, { SOL: unitOfThousand }) },
  }
}

/** Three venues, another three for each seed. */
const someVenues = (known: readonly KnownVenue[], turn: number): readonly KnownVenue[] =>
  [0, 1, 2].flatMap(offset => known[(turn + offset) % known.length] ?? [])

/** No lie: recall, precision and figures against the oracle. */
export const measureTruth = async (
  known: readonly KnownVenue[],
  { seeds, simulatedMs, firstTurn = 0 }: AccuracyLength,
  more: Partial<AccuracyOptions> = {},
): Promise<readonly AccuracyResult[]> => {
  const results: AccuracyResult[] = []
  for (const [turn, seed] of seeds.entries())
    results.push(
      await simulateAccuracy({ ...everyKind(someVenues(known, firstTurn + turn), seed, simulatedMs), ...more }),
    )
  return results
}

const anchorsFrom = (seed: string, factors: Readonly<Record<string, number>>): ReadonlyMap<string, number> =>
  new Map(Object.entries(factors).map(([asset, factor]) => [asset, startUsd(asset, seed) * factor]))

const measureOne = async (
  falsehood: Falsehood,
  venues: readonly KnownVenue[],
  seed: string,
  simulatedMs: number,
): Promise<ClassResult> => {
  const { name, what, symbols, prices, pricesEverywhere, env } = falsehood
  const liar: Liar = { venue: venues[0]?.venue.id ?? '', symbol: symbols[0] ?? '' }
  const touches = (venue: string, symbol: string): boolean => venue === liar.venue && symbols.includes(symbol)
  let rows = 0
  let opened = 0
  const wrong: string[] = []
  const result = await simulateAccuracy({
    ...base(venues, seed, simulatedMs),
    symbols,
    // Where another coin goes by the same name, a gap at one of the two honest venues leaves no majority to say which it is.
    ...(prices === undefined ? { gapsEveryMs: 300, gapsAt: venues.slice(1).map(({ venue }) => venue.id) } : {}),
    ...(env === undefined ? {} : { env }),
    ...(prices === undefined ? {} : { elsewhere: { venue: liar.venue, anchors: anchorsFrom(seed, prices) } }),
    ...(pricesEverywhere === undefined ? {} : { anchors: anchorsFrom(seed, pricesEverywhere) }),
    concerns: ({ legs }) => !legs.some(({ venue, symbol }) => touches(venue, symbol)),
    ...(falsehood.tooFine === true ? { unjudged: true } : {}),
    prepare: world => {
      falsehood.begin(world, liar)
    },
    onRow: (row, nowMs, opens) => {
      rows++
      if (!falsehood.isFalse(row, nowMs, liar)) return
      wrong.push(`${row.id} at ${Math.round(nowMs)} ms`)
      if (opens) opened++
    },
  })
  wrong.push(...result.falseRows)
  const lived = result.recall.filter(({ fromMs }) => fromMs >= 100)
  return {
    ...{ name, what, seeds: 1, rows, falseRows: wrong.length, example: wrong[0] ?? '' },
    openedFalse: opened,
    knownLimit: falsehood.knownLimit === true,
    there: lived.reduce((sum, { there }) => sum + there, 0),
    found: lived.reduce((sum, { found }) => sum + found, 0),
  }
}

/** Each class of falsehood by itself, summed over the seeds. `control`: settings that take a protection away. */
export const measureFalsehoods = async (
  known: readonly KnownVenue[],
  { seeds, simulatedMs, firstTurn = 0 }: AccuracyLength,
  only?: string,
  control: Env = {},
): Promise<readonly ClassResult[]> => {
  const results: ClassResult[] = []
  for (const falsehood of falsehoods) {
    if (only !== undefined && falsehood.name !== only) continue
    const parts: ClassResult[] = []
    for (const [turn, seed] of seeds.entries())
      parts.push(
        await measureOne(
          { ...falsehood, env: { ...falsehood.env, ...control } },
          someVenues(known, firstTurn + turn),
          seed,
          simulatedMs,
        ),
      )
    results.push(sumClasses(parts))
  }
  return results
}

/** Parts of one class. Throws when there are none. */
export const sumClasses = (parts: readonly ClassResult[]): ClassResult => {
  const [first] = parts
  if (first === undefined) throw new Error('there is nothing to sum')
  const sum = (of: (part: ClassResult) => number): number => parts.reduce((total, part) => total + of(part), 0)
  return {
    ...{ name: first.name, what: first.what, knownLimit: first.knownLimit },
    seeds: sum(({ seeds }) => seeds),
    rows: sum(({ rows }) => rows),
    falseRows: sum(({ falseRows }) => falseRows),
    openedFalse: sum(({ openedFalse }) => openedFalse),
    example: parts.find(({ example }) => example !== '')?.example ?? '',
    there: sum(({ there }) => there),
    found: sum(({ found }) => found),
  }
}
