import type { Book } from './book.ts'
import type { Route } from './route.ts'
import type { RouteTable } from './route-table.ts'
import { verdictRules, type Judgement, type SampledVerdict, type Verdict, type VerdictRule } from './verdict.ts'

/** Why each route is open, or why not, for readers. */
export interface RouteVerdicts {
  /** Undefined: the route pays on top and was not looked at yet. `turnUs`: time of the last evaluation, in µs. */
  of(route: Route, turnUs: number): Verdict | undefined
  /** Of up to `count` routes: each call goes on where the one before ended. */
  sample(count: number, turnUs: number): readonly SampledVerdict[]
  count(): Readonly<Record<VerdictRule, number>>
}

const tell = ({ rule, margin, atUs, book, why }: Judgement): Verdict => {
  const words = book === undefined ? [why] : [`${book.venue} ${book.symbol}`, why]
  return { rule, margin, detail: words.filter(word => word !== '').join(': '), atUs }
}

/** How far the best prices are above the least that pays, in basis points. */
export const topsMarginOf = ({ tops }: RouteTable, route: Route): number =>
  (tops.product(route.slot) / tops.hurdle(route.slot) - 1) * 10_000

export const createRouteVerdicts = (table: RouteTable): RouteVerdicts => {
  const { tops, routes } = table
  let sampled: Iterator<Route> = routes.values()

  /** What was found when the route was looked at; of one that is far from paying nothing is kept. */
  const keptOf = ({ verdict, slot }: Route): Judgement | undefined =>
    verdict !== undefined && (verdict.rule === 'open' || tops.isNear(slot)) ? verdict : undefined

  /** The first of its books that keeps it from being priced. */
  const obstacleOf = (route: Route): Book | undefined => {
    for (const { book } of route.legs) if (!book.usable || book.hold !== undefined) return book
    return undefined
  }

  const obstacleRule = ({ usable, hold }: Book): VerdictRule => (usable ? (hold?.rule ?? 'not_live') : 'not_live')

  const of = (route: Route, turnUs: number): Verdict | undefined => {
    const kept = keptOf(route)
    if (kept !== undefined) return tell(kept)
    const book = obstacleOf(route)
    if (book !== undefined) {
      const why = book.usable ? (book.hold?.detail ?? '') : book.view.reason
      return tell({ rule: obstacleRule(book), margin: 0, atUs: turnUs, book, why })
    }
    if (tops.paysOnTop(route.slot)) return undefined
    return tell({ rule: 'tops', margin: topsMarginOf(table, route), atUs: turnUs, book: undefined, why: '' })
  }

  /** As `of` tells it, without its words: all routes are counted each second. */
  const ruleOf = (route: Route): VerdictRule | undefined => {
    const kept = keptOf(route)
    if (kept !== undefined) return kept.rule
    const book = obstacleOf(route)
    if (book !== undefined) return obstacleRule(book)
    return tops.paysOnTop(route.slot) ? undefined : 'tops'
  }

  return {
    of,
    sample: (count, turnUs) => {
      const sample: SampledVerdict[] = []
      const most = Math.min(count, routes.size)
      for (let visited = 0; visited < most; visited += 1) {
        let next = sampled.next()
        if (next.done === true) {
          sampled = routes.values()
          next = sampled.next()
        }
        if (next.done === true) break
        const verdict = of(next.value, turnUs)
        if (verdict !== undefined) sample.push({ routeId: next.value.id, verdict })
      }
      return sample
    },
    count: () => {
      const counts = Object.fromEntries(verdictRules.map(rule => [rule, 0])) as Record<VerdictRule, number>
      for (const route of routes.values()) {
        const rule = ruleOf(route)
        if (rule !== undefined) counts[rule] += 1
      }
      return counts
    },
  }
}
