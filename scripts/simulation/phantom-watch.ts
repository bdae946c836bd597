import {
  bookStatus,
  opportunityPhase,
  type BookView,
  type Leg,
  type Opportunity,
  type OpportunityBatch,
} from '@screener/contracts'
import type { PlannedFault } from './plan-faults.ts'
import { bookName } from './published-record.ts'
import type { SimulatedWorld } from './simulated-world.ts'
import { legDiffers, stoodIn, viewDiffers } from './view-check.ts'

/** What an honest screener may never do. */
export interface Violation {
  readonly atMs: number
  readonly rule: 'book' | 'levels' | 'age' | 'together' | 'converge'
  readonly what: string
}

/** Limits of the screen, as promised, and what a checker must allow for its own grid and the way to the reader. */
const maxAgeMs = 1_000
const maxSkewMs = 250
const graceMs = 150
/** The next frame of a book betrays that one is missing: so long is allowed until it came. */
const hiddenGraceMs = 3_000
/** Redis is back before its clients know it. */
const reconnectMs = 300
/** What is shown as live must have stood at its venue so lately. */
const currentMs = 600

/**
 * Judges what is published by what venues had published: every live view and every row. Reads the published streams and
 * the exchange's own record, nothing of what runs between them.
 */
export interface PhantomWatch {
  readonly onView: (view: BookView) => void
  readonly onBatch: (batch: OpportunityBatch) => void
  /** After all that was read: what is shown as open must still have evidence. */
  readonly onTick: () => void
  readonly violations: readonly Violation[]
  readonly views: number
  readonly levels: number
  readonly rows: number
  /** Whether the book is live, equal to its venue's at its sequence, and of the present. */
  readonly isRight: (book: string) => boolean
  readonly open: ReadonlyMap<string, Opportunity>
}

export const watchPhantoms = (world: SimulatedWorld, faults: readonly PlannedFault[] = []): PhantomWatch => {
  const { time, truth, processes } = world
  const violations: Violation[] = []
  const open = new Map<string, Opportunity>()
  const right = new Map<string, BookView>()
  const counts = { views: 0, levels: 0, rows: 0 }

  const accuse = (rule: Violation['rule'], what: string): void => {
    if (violations.length < 20) violations.push({ atMs: time.nowMs, rule, what })
  }
  const truthOf = (of: BookView | Leg): ReturnType<typeof truth.at> =>
    truth.at(bookName(of), { sequence: of.sequence, exchangeTimeMs: of.exchangeTimeMs })

  const unitOf = ({ venue, symbol }: Leg): number => world.unitOf(venue, symbol)
  const silentMs = (venue: string): number => time.nowMs - world.heardAtMs(venue)

  /** The last moment at which a leg's levels stood at its venue, and the first of that stretch. */
  const stretchOf = (leg: Leg, lastMs?: number): { fromMs: number; toMs: number } | undefined => {
    const states = truth.recent(bookName(leg), lastMs)
    const last = states.findLastIndex(state => stoodIn(leg, state, unitOf(leg)))
    if (last < 0) return undefined
    let first = last
    for (
      let before = states[first - 1];
      before !== undefined && stoodIn(leg, before, unitOf(leg));
      before = states[first - 1]
    )
      first--
    return { fromMs: states[first]?.fromMs ?? 0, toMs: states[last + 1]?.fromMs ?? time.nowMs }
  }

  /** For how long nobody can know better of the leg, by the faults of this moment; undefined: it is known at once. */
  const unawareMs = ({ venue, symbol }: Leg): number | undefined => {
    const hiding = faults.flatMap(({ hides, atMs, overAtMs }) =>
      hides?.venue === venue &&
      (hides.symbol === undefined || hides.symbol === symbol) &&
      time.nowMs >= atMs &&
      time.nowMs <= overAtMs + hiddenGraceMs
        ? [hides.seenWithinMs]
        : [],
    )
    return hiding.length === 0 ? undefined : Math.max(...hiding)
  }

  /** The second witness knows the best prices alone: where they are as shown, it cannot tell that more changed. */
  const isSecret = (leg: Leg): boolean => {
    const name = bookName(leg)
    const [shown, now] = [truthOf(leg), truth.now(name)]
    return shown?.bids[0]?.[0] === now?.bids[0]?.[0] && shown?.asks[0]?.[0] === now?.asks[0]?.[0]
  }

  const judgeTogether = (opportunity: Opportunity): void => {
    const hidden = opportunity.legs.map(leg => ({ leg, lastMs: unawareMs(leg) }))
    if (hidden.some(({ lastMs }) => lastMs !== undefined)) {
      for (const { leg, lastMs } of hidden)
        if (
          lastMs !== undefined &&
          lastMs < Infinity &&
          !isSecret(leg) &&
          stretchOf(leg, lastMs + graceMs) === undefined
        )
          accuse('together', `${opportunity.id}: the levels of ${bookName(leg)} stood at no moment of ${lastMs} ms`)
      return
    }
    const stretches = opportunity.legs.map(leg => stretchOf(leg))
    if (stretches.some(stretch => stretch === undefined)) {
      accuse('together', `${opportunity.id}: a leg's levels stood at no moment of the last two seconds`)
      return
    }
    const begin = Math.max(...stretches.map(stretch => stretch?.fromMs ?? 0))
    const end = Math.min(...stretches.map(stretch => stretch?.toMs ?? 0))
    if (begin - end > maxSkewMs) accuse('together', `${opportunity.id}: its legs stood ${begin - end} ms apart`)
  }

  const judge = (opportunity: Opportunity): void => {
    open.set(opportunity.id, opportunity)
    for (const leg of opportunity.legs) {
      const wrong = legDiffers(leg, truthOf(leg), unitOf(leg))
      if (wrong !== undefined) accuse('levels', `${opportunity.id} ${bookName(leg)} at ${leg.sequence}: ${wrong}`)
    }
    judgeTogether(opportunity)
  }

  return {
    violations,
    isRight: book => {
      const view = right.get(book)
      return (
        view !== undefined &&
        truth.recent(book).some((state, index, states) => {
          const toMs = states[index + 1]?.fromMs ?? time.nowMs
          return toMs >= time.nowMs - currentMs && viewDiffers(view, state) === undefined
        })
      )
    },
    open,
    get views() {
      return counts.views
    },
    get levels() {
      return counts.levels
    },
    get rows() {
      return counts.rows
    },
    onView: view => {
      counts.views++
      const name = bookName(view)
      right.delete(name)
      if (view.status !== bookStatus.live) return
      counts.levels += view.bidPrices.length + view.askPrices.length
      const wrong = viewDiffers(view, truthOf(view))
      if (wrong === undefined) right.set(name, view)
      else accuse('book', `${name} at ${view.sequence}: ${wrong}`)
    },
    onBatch: ({ events, keyframe }) => {
      // A keyframe is all there is.
      if (keyframe) open.clear()
      for (const { phase, opportunity } of events) {
        counts.rows++
        if (phase === opportunityPhase.closed) open.delete(opportunity.id)
        else judge(opportunity)
      }
    },
    onTick: () => {
      const analyzer = processes.get('analyzer')
      // A dead one closes nothing; readers see that it is silent.
      if (
        analyzer === undefined ||
        analyzer.dead ||
        analyzer.paused ||
        time.nowMs < world.redis.awayUntilMs + reconnectMs
      )
        return
      for (const { id, legs } of open.values())
        for (const { venue } of legs)
          if (silentMs(venue) > maxAgeMs + graceMs)
            accuse('age', `${id} is shown though ${venue} was last heard ${silentMs(venue)} ms ago`)
    },
  }
}
