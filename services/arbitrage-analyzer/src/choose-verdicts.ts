import type { ArbitrageEngine, Verdict } from '@screener/arbitrage'
import type { RouteVerdict } from '@screener/contracts'

export interface VerdictChoice {
  /**
   * At most `most` verdicts of this moment: half of them of routes that are open or nearest to paying, the others of the
   * routes whose turn it is, so that every route comes round.
   */
  choose(openRoutes: readonly string[], most: number): readonly RouteVerdict[]
}

type Judge = Pick<ArbitrageEngine, 'verdict' | 'verdictSample'>

/** A venue's own reason may be long. */
const longestDetail = 200

/** How near to paying, greatest first: a route that was priced is nearer than one whose best prices do not pay. */
const nearness = ({ rule, margin }: Verdict): number => {
  if (rule === 'not_live' || rule === 'quarantined' || rule === 'lagging') return -Infinity
  return rule === 'tops' ? margin : 0
}

export const createVerdictChoice = (engine: Judge): VerdictChoice => {
  /** The nearest of those that were told last. */
  let near: readonly string[] = []

  return {
    choose: (openRoutes, most) => {
      const chosen = new Map<string, Verdict>()
      const mostNear = Math.floor(most / 2)
      for (const routeId of [...openRoutes, ...near]) {
        if (chosen.size >= mostNear) break
        const verdict = chosen.has(routeId) ? undefined : engine.verdict(routeId)
        if (verdict !== undefined) chosen.set(routeId, verdict)
      }
      for (const { routeId, verdict } of engine.verdictSample(most - chosen.size)) chosen.set(routeId, verdict)
      near = [...chosen]
        .map(([routeId, verdict]) => ({ routeId, nearness: nearness(verdict) }))
        .filter(route => route.nearness > -Infinity)
        .sort((a, b) => b.nearness - a.nearness)
        .slice(0, mostNear)
        .map(({ routeId }) => routeId)
      return [...chosen].map(([routeId, { rule, margin, detail, atUs }]) => ({
        routeId,
        rule,
        margin,
        detail: detail.slice(0, longestDetail),
        atUs,
      }))
    },
  }
}
