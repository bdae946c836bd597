import { eventually, type FrameFault, type FrameFaultKind, type InjectedFault } from '@screener/testing'
import { atAnyMoment, discardBench, judged, shareBench } from '../bench-scenario.ts'
import { isHarmlessFlip } from '../bit-flips.ts'
import type { Scenario } from '../scenario.ts'
import type { BenchVenue, VenueBenchOptions } from '../venue-bench.ts'

/** Promised for a single fault, in ms. */
const rightWithinMs = 5_000
const symbols = 4
/** Frames of quiet books take a while to come. */
const metWithinMs = 20_000

interface Control {
  readonly what: string
  readonly environment?: VenueBenchOptions['environment']
  /** Flips digits of valid levels where no checksum covers them. */
  readonly flipsLevels?: true
}

const faultOf = (kind: FrameFaultKind, venue: BenchVenue, symbol: string, control: Control | undefined): FrameFault => {
  const flips = (text: string, index: number, bit: number): boolean =>
    control?.flipsLevels === true
      ? isHarmlessFlip(text, index, bit) === 'level'
      : isHarmlessFlip(text, index, bit, venue.hasChecksum) === undefined
  return {
    kind,
    match: venue.isOf(symbol, 'depth'),
    ...(kind === 'flip' ? { mayFlip: flips } : {}),
    ...(kind === 'delay' ? { delayMs: 300 } : {}),
  }
}

/** One frame of each book of each venue is damaged, all within a moment; each must be seen before anything wrong is published. */
const messageScenario = (kind: FrameFaultKind, control?: Control): Scenario => ({
  name:
    control === undefined
      ? `${kind} of one depth frame of every book`
      : `control: ${kind} of one depth frame of every book, ${control.what}`,
  guarantee: 'G5',
  ...(control === undefined ? {} : { control: control.what }),
  atMost: { untrue: 0, rightAfterMs: rightWithinMs },
  run: async context => {
    const name = control?.what ?? 'all'
    const on = await shareBench(context, name, { symbols, environment: control?.environment ?? {} })
    const result = await judged(on, async () => {
      await on.untilSteady()
      await atAnyMoment(context)
      const venues = control?.flipsLevels === true ? on.venues.filter(({ hasChecksum }) => !hasChecksum) : on.venues
      const injected: InjectedFault[] = []
      for (const venue of venues)
        for (const symbol of on.symbols) injected.push(venue.proxy.inject(faultOf(kind, venue, symbol, control)))
      await eventually(() => injected.every(({ isOver }) => isOver), { timeoutMs: metWithinMs, what: 'all frames met' })
      const metMs = performance.now()
      // A control may never be right again: what was published until then is what counts.
      const rightMs = await on.untilRight(control === undefined ? 30_000 : 2_000).catch((cause: unknown) => {
        if (control === undefined) throw cause
        return metMs + 2_000
      })
      return { figures: { injected: injected.length, rightAfterMs: rightMs - metMs } }
    })
    if (control !== undefined) await discardBench(context)
    return result
  },
})

const kinds: readonly FrameFaultKind[] = ['drop', 'duplicate', 'swap', 'flip', 'truncate', 'delay']

export const scenarios: readonly Scenario[] = [
  ...kinds.map(kind => messageScenario(kind)),
  messageScenario('drop', {
    what: 'the check of the sequence is off',
    environment: { 'orderbook-sync': { CONTROL_IGNORE_GAPS: 'true' } },
  }),
  messageScenario('flip', {
    what: 'in digits of a valid level without a checksum, which TLS is for',
    flipsLevels: true,
  }),
]
