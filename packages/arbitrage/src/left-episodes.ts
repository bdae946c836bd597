import type { Opportunity } from '@screener/contracts'

/** What another instance told before this one began to speak. */
export interface LeftOver {
  /** Told as open and never as closed, as it was told last. */
  readonly open: readonly Opportunity[]
  /** By route: when its newest episode that is known of was opened. No other takes its id. */
  readonly lastOpenedAtMs: ReadonlyMap<string, number>
}

/** Episodes that were left open and are neither gone on with nor ended yet. Nothing is told of them meanwhile. */
export interface LeftEpisodes {
  readonly size: number
  /** They may be gone on with until then, in µs. */
  add(open: readonly Opportunity[], untilUs: number): void
  /** Takes out the one of the route, if it is counted in that asset. */
  take(routeId: string, accounting: string): Opportunity | undefined
  /** Takes out those whose time is over, and those of routes that are known not to pay. */
  takeEnded(nowUs: number, doesNotPay: (routeId: string) => boolean): readonly Opportunity[]
  takeAll(): readonly Opportunity[]
}

export const createLeftEpisodes = (): LeftEpisodes => {
  const left = new Map<string, { readonly opportunity: Opportunity; readonly untilUs: number }>()

  const takeWhere = (isOver: (routeId: string, untilUs: number) => boolean): readonly Opportunity[] => {
    const over: Opportunity[] = []
    for (const [routeId, { opportunity, untilUs }] of left) {
      if (!isOver(routeId, untilUs)) continue
      left.delete(routeId)
      over.push(opportunity)
    }
    return over
  }

  return {
    get size() {
      return left.size
    },
    add: (open, untilUs) => {
      for (const opportunity of open) left.set(opportunity.routeId, { opportunity, untilUs })
    },
    take: (routeId, accounting) => {
      const opportunity = left.get(routeId)?.opportunity
      if (opportunity?.quote !== accounting) return undefined
      left.delete(routeId)
      return opportunity
    },
    takeEnded: (nowUs, doesNotPay) => takeWhere((routeId, untilUs) => untilUs <= nowUs || doesNotPay(routeId)),
    takeAll: () => takeWhere(() => true),
  }
}
