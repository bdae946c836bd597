import { setTimeout as wait } from 'node:timers/promises'
import { atAnyMoment, discardBench, judged, pick, shareBench } from '../bench-scenario.ts'
import type { Scenario } from '../scenario.ts'
import { venueFaults, type VenueFault } from '../venue-faults.ts'

/** Promised from the moment that the last fault is over, in ms. */
const singleWithinMs = 5_000
const pairWithinMs = 15_000
const symbols = 4

const single = (fault: VenueFault): Scenario => ({
  name: `right again after ${fault.kind}`,
  guarantee: 'G6',
  atMost: { untrue: 0, rightAfterMs: singleWithinMs },
  run: async context => {
    const on = await shareBench(context, 'all', { symbols })
    return judged(on, async () => {
      await on.untilSteady()
      await atAnyMoment(context)
      const onceRight: (() => void)[] = []
      await fault.strike(on, pick(on.venues, context.random), context.random, act => onceRight.push(act))
      const healedMs = performance.now()
      const rightMs = await on.untilRight()
      for (const act of onceRight) act()
      return { figures: { rightAfterMs: rightMs - healedMs } }
    })
  },
})

/** Two faults of one venue, the second while the first is at work or just over. */
const pair = (number: number): Scenario => ({
  name: `right again after two faults of one venue, pair ${number}`,
  guarantee: 'G6',
  atMost: { untrue: 0, pairRightAfterMs: pairWithinMs },
  run: async context => {
    const on = await shareBench(context, 'all', { symbols })
    const { random, report } = context
    return judged(on, async () => {
      await on.untilSteady()
      const venue = pick(on.venues, random)
      const [first, second] = [pick(venueFaults, random), pick(venueFaults, random)]
      report(`  ${venue.id}: ${first.kind}, ${second.kind}`)
      const onceRight: (() => void)[] = []
      const strike = (fault: VenueFault): Promise<void> => fault.strike(on, venue, random, act => onceRight.push(act))
      await Promise.all([strike(first), wait(random() * 1_000).then(() => strike(second))])
      venue.proxy.heal()
      const healedMs = performance.now()
      const rightMs = await on.untilRight()
      for (const act of onceRight) act()
      return { figures: { pairRightAfterMs: rightMs - healedMs } }
    })
  },
})

const orderless = 'orders for new snapshots reach nobody'

const control: Scenario = {
  name: `control: right again after drop, ${orderless}`,
  guarantee: 'G6',
  control: orderless,
  atMost: { rightAfterMs: singleWithinMs },
  run: async context => {
    // It begins with the books that collectors send by themselves.
    const on = await shareBench(context, orderless, { symbols, programs: { 'orderbook-sync': 'orderless-sync' } })
    const result = await judged(on, async () => {
      const [venue] = on.venues
      if (venue !== undefined) await venueFaults[0]?.strike(on, venue, context.random, () => undefined)
      const healedMs = performance.now()
      const rightMs = await on.untilRight(singleWithinMs + 500).catch(() => performance.now())
      return { figures: { rightAfterMs: rightMs - healedMs } }
    })
    await discardBench(context)
    return result
  },
}

export const scenarios: readonly Scenario[] = [
  ...venueFaults.map(single),
  ...Array.from({ length: 8 }, (_, index) => pair(index + 1)),
  control,
]
