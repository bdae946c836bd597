import type { Route } from './route.ts'
import type { RouteTable } from './route-table.ts'
import { verdictRules, type Judgement, type SampledVerdict, type Verdict, type VerdictRule } from './verdict.ts'

/** Why each route is open, or why not, for readers. */
export interface RouteVerdicts {
  /** Undefined: the route pays on top and was not looked at yet. `turnUs`: time of the last evaluation, in µs. */
  of(route: Route, turnUs: number): Verdict | undefined
  /** Of up to `count` routes: each call goes on where the one before ended. */
  sample(count: number, turnUs: number): readonly SampledVerdict[]
  count(turnUs: number): Readonly<Record<VerdictRule, number>>
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

  const of = (route: Route, turnUs: number): Verdict | undefined => {
    const { verdict } = route
    if (verdict !== undefined && (verdict.rule === 'open' || tops.isNear(route.slot))) return tell(verdict)
    // Of a route that is far from paying nothing is kept; its books tell.
    const now = { margin: 0, atUs: turnUs }
    for (const { book } of route.legs) {
      if (!book.usable) return tell({ ...now, rule: 'not_live', book, why: book.view.reason })
      if (book.hold !== undefined) return tell({ ...now, rule: book.hold.rule, book, why: book.hold.detail })
    }
    if (tops.paysOnTop(route.slot)) return undefined
    return tell({ rule: 'tops', margin: topsMarginOf(table, route), atUs: turnUs, book: undefined, why: '' })
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
    count: turnUs => {
      const counts = Object.fromEntries(verdictRules.map(rule => [rule, 0])) as Record<VerdictRule, number>
      for (const route of routes.values()) {
        const rule = of(route, turnUs)?.rule
        if (rule !== undefined) counts[rule] += 1
      }
      return counts
    },
  }
}
