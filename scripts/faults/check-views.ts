import { bookStatus, decodeBookViewBatch, type BookView } from '@screener/contracts'
import { viewDiffers } from '../truth/check-view.ts'
import type { TruthClient } from '../truth/truth-client.ts'
import type { RecordedEntry } from './stream-follower.ts'

const topLevels = 30
const viewsPerQuestion = 300

/** All views of a record of book streams, in order. */
export const viewsIn = (entries: readonly RecordedEntry[]): readonly BookView[] =>
  entries.filter(({ type }) => type === 'BookViewBatch').flatMap(({ payload }) => decodeBookViewBatch(payload).views)

const nameOf = ({ venue, symbol }: BookView): string => `${venue} ${symbol}`

/** LIVE views that show less than an earlier LIVE view of the same session had seen. */
export const viewsThatWentBack = (views: readonly BookView[]): readonly string[] => {
  const newest = new Map<string, BookView>()
  const back: string[] = []
  for (const view of views) {
    if (view.status !== bookStatus.live) continue
    const before = newest.get(nameOf(view))
    if (before?.session === view.session && before.sequence > view.sequence)
      back.push(`${nameOf(view)}: LIVE at ${view.sequence} after it was LIVE at ${before.sequence}`)
    else newest.set(nameOf(view), view)
  }
  return back
}

export interface ViewCheck {
  readonly compared: number
  readonly untrue: readonly string[]
}

/** All that is compared or asked for: two views of the same key are equally true. */
const contentOf = (view: BookView): string => {
  const { session, sequence, exchangeTimeMs, bidPrices, bidQuantities, askPrices, askQuantities } = view
  const sides = [bidPrices, bidQuantities, askPrices, askQuantities].map(side => side.join())
  return [nameOf(view), session, sequence, exchangeTimeMs, ...sides].join(' ')
}

/** Every LIVE view against what the venue's own record says of that sequence, level by level. */
export const compareViews = async (views: readonly BookView[], truth: TruthClient): Promise<ViewCheck> => {
  const live = views.filter(({ status }) => status === bookStatus.live)
  // A keyframe repeats what was compared already, unless it differs.
  const distinct = [...new Map(live.map(view => [contentOf(view), view])).values()]
  const untrue: string[] = []
  for (let from = 0; from < distinct.length; from += viewsPerQuestion) {
    const chunk = distinct.slice(from, from + viewsPerQuestion)
    const books = await truth.books(chunk, topLevels)
    for (const [index, view] of chunk.entries()) {
      const book = books[index]
      const difference = book === undefined ? 'the venue never had that' : viewDiffers(view, book)
      if (difference !== undefined) untrue.push(`${nameOf(view)} LIVE at ${view.sequence}: ${difference}`)
    }
  }
  return { compared: distinct.length, untrue }
}
