import {
  bookStatus,
  decodeBookViewBatch,
  decodeOpportunityBatch,
  opportunityPhase,
  type BookView,
  type Leg,
} from '@screener/contracts'
import { legDiffers, viewDiffers } from '../truth/check-view.ts'
import type { TruthClient } from '../truth/truth-client.ts'
import { compareViews } from './check-views.ts'
import type { StreamFollower } from './stream-follower.ts'

export interface BookName {
  readonly venue: string
  readonly symbol: string
}

/** A view as it was published. */
export interface PublishedView {
  readonly view: BookView
  /** performance.now() when it was read here. */
  readonly atMs: number
}

/** A row that was opened or updated. */
export interface PublishedRow {
  readonly id: string
  readonly legs: readonly Leg[]
  readonly ageMs: number
  readonly skewMs: number
  readonly updatedAtUs: number
}

export interface PublishedVerdict {
  /** LIVE views compared level by level. */
  readonly views: number
  readonly legs: number
  /** Views and rows that were not true; each of them a broken promise. */
  readonly untrue: readonly string[]
}

/** Everything that was published since the last time somebody asked, and whether it was true. */
export interface PublishedWatch {
  readonly views: readonly PublishedView[]
  readonly rows: readonly PublishedRow[]
  /** The newest view of each book, by `<venue> <symbol>`. */
  readonly newest: ReadonlyMap<string, PublishedView>
  /** Books that are not LIVE, or not what the venue has published at their sequence. */
  wrongNow(books: readonly BookName[]): Promise<readonly string[]>
  /** Compares all that was published since the last call with the venues' own record, and forgets it. */
  judge(): Promise<PublishedVerdict>
}

/** Promised of every row (the analyzer's usual settings), in ms. */
const maxLegAgeMs = 1_000
const maxSkewMs = 250
/** More than a leg has. */
const topLevels = 30
const legsPerQuestion = 300

const keyOf = ({ venue, symbol }: BookName): string => `${venue} ${symbol}`

const judgeRows = async (
  rows: readonly PublishedRow[],
  truth: TruthClient,
): Promise<Pick<PublishedVerdict, 'legs' | 'untrue'>> => {
  const untrue: string[] = []
  for (const { id, ageMs, skewMs } of rows) {
    if (ageMs > maxLegAgeMs) untrue.push(`${id}: a leg is ${ageMs} ms old`)
    if (skewMs > maxSkewMs) untrue.push(`${id}: legs are ${skewMs} ms apart`)
  }
  const legs = rows.flatMap(({ id, legs: of }) => of.map(leg => ({ id, leg })))
  for (let from = 0; from < legs.length; from += legsPerQuestion) {
    const chunk = legs.slice(from, from + legsPerQuestion)
    const books = await truth.books(
      chunk.map(({ leg }) => leg),
      topLevels,
    )
    for (const [index, { id, leg }] of chunk.entries()) {
      const book = books[index]
      const wrong = book === undefined ? 'the venue never had that' : legDiffers(leg, book)
      if (wrong !== undefined) untrue.push(`${id}: ${keyOf(leg)} at ${leg.sequence}: ${wrong}`)
    }
  }
  return { legs: legs.length, untrue }
}

export const createPublishedWatch = (follower: StreamFollower, truth: TruthClient): PublishedWatch => {
  let views: PublishedView[] = []
  let rows: PublishedRow[] = []
  const newest = new Map<string, PublishedView>()
  follower.onEntry(({ type, payload, atMs }) => {
    if (type === 'BookViewBatch') {
      for (const view of decodeBookViewBatch(payload).views) {
        views.push({ view, atMs })
        newest.set(keyOf(view), { view, atMs })
      }
    } else if (type === 'OpportunityBatch') {
      const { events, keyframe } = decodeOpportunityBatch(payload)
      // A keyframe repeats what was published before.
      if (!keyframe)
        for (const { phase, opportunity } of events) if (phase !== opportunityPhase.closed) rows.push(opportunity)
    }
    // All that is needed of it is kept here.
    if (follower.entries.length > 1_000) follower.forget()
  })
  return {
    get views() {
      return views
    },
    get rows() {
      return rows
    },
    newest,
    wrongNow: async books => {
      const wrong: string[] = []
      const live: BookView[] = []
      for (const name of books) {
        const view = newest.get(keyOf(name))?.view
        if (view?.status === bookStatus.live) live.push(view)
        else wrong.push(`${keyOf(name)}: ${view === undefined ? 'no view' : `not LIVE (${view.reason})`}`)
      }
      const known = await truth.books(live, topLevels)
      for (const [index, view] of live.entries()) {
        const book = known[index]
        const difference = book === undefined ? 'the venue never had that' : viewDiffers(view, book)
        if (difference !== undefined) wrong.push(`${keyOf(view)} at ${view.sequence}: ${difference}`)
      }
      return wrong
    },
    judge: async () => {
      const [judgedViews, judgedRows] = [views, rows]
      views = []
      rows = []
      const ofViews = await compareViews(
        judgedViews.map(({ view }) => view),
        truth,
      )
      const ofRows = await judgeRows(judgedRows, truth)
      return { views: ofViews.compared, legs: ofRows.legs, untrue: [...ofViews.untrue, ...ofRows.untrue] }
    },
  }
}
