/** Best prices of one book at one instant. */
export interface SampledTop {
  readonly bid: number
  readonly ask: number
}

/** What a replay has to offer to be sampled. */
export interface Sampled {
  line(text: string): void
  top(): SampledTop | undefined
}

/** The top at every whole second of the recorder's clock, by epoch ms: what was known when the second began. */
export const sampleTops = (replayed: Sampled, lines: readonly string[]): ReadonlyMap<number, SampledTop> => {
  const tops = new Map<number, SampledTop>()
  let next: number | undefined
  for (const line of lines) {
    const receivedAtMs = (JSON.parse(line) as { ts: number }).ts
    next ??= Math.ceil(receivedAtMs / 1000) * 1000
    for (; next < receivedAtMs; next += 1000) {
      const top = replayed.top()
      if (top !== undefined) tops.set(next, top)
    }
    replayed.line(line)
  }
  return tops
}

/** How two markets of one coin stood to each other at the seconds both are known, in the words of the expectations. */
export const comparePrices = (a: ReadonlyMap<number, SampledTop>, b: ReadonlyMap<number, SampledTop>): object => {
  const seconds = [...a.keys()].filter(second => b.has(second))
  const pairs = seconds.map(second => [a.get(second), b.get(second)] as readonly [SampledTop, SampledTop])
  const middle = ({ bid, ask }: SampledTop): number => (bid + ask) / 2
  const differences = pairs.map(([first, second]) => bps(middle(second), middle(first)))
  const sorted = [...differences].sort((left, right) => left - right)
  return {
    sampled_seconds: seconds.length,
    first_sample_ms: seconds[0],
    mid_difference_bps: { ...range(differences), median: round(sorted[sorted.length >> 1] ?? Number.NaN) },
    gross_bps_buy_A_sell_B: gross(pairs.map(([first, second]) => bps(second.bid, first.ask))),
    gross_bps_buy_B_sell_A: gross(pairs.map(([first, second]) => bps(first.bid, second.ask))),
  }
}

const bps = (value: number, base: number): number => ((value - base) / base) * 10_000
const round = (value: number): number => Number(value.toFixed(4))
const range = (values: readonly number[]): { min: number; max: number } => ({
  min: round(Math.min(...values)),
  max: round(Math.max(...values)),
})
const gross = (values: readonly number[]): object => ({
  ...range(values),
  seconds_positive: values.filter(value => value > 0).length,
})
