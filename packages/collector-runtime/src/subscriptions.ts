import {
  symbolPattern,
  type DesiredSubscriptions,
  type SubscriptionProgress,
  type SubscriptionRefusal,
} from '@screener/contracts'
import type { StreamLog } from '@screener/streams'
import type { Membership } from './membership.ts'
import type { Tops } from './tops.ts'
import type { VenueCapacity } from './venue-capacity.ts'

/** What is desired of the venue: obeys the newest word of it, and says how far that is. */
export interface Subscriptions {
  readonly obey: (desired: DesiredSubscriptions) => void
  readonly progress: () => SubscriptionProgress
}

export interface SubscriptionsOptions {
  readonly membership: Pick<Membership, 'want' | 'unconfirmed' | 'rejected'>
  readonly tops: Pick<Tops, 'want' | 'unconfirmed' | 'rejected'>
  readonly capacity: VenueCapacity
  readonly venue: string
  readonly log: StreamLog
}

/** More is no list of symbols but a fault of who sends it. */
const mostSymbols = 20_000

/** What is wrong with a command as a whole; undefined: nothing. A symbol in lower case is no reason: it alone is refused, as unlisted. */
const problemOf = ({ revision, deep, top }: DesiredSubscriptions): string | undefined => {
  if (!Number.isSafeInteger(revision) || revision <= 0) return `revision ${revision} is no whole number above 0`
  if (deep.length + top.length > mostSymbols)
    return `${deep.length + top.length} symbols, at most ${mostSymbols} are taken`
  const bad = [...deep, ...top].find(symbol => !symbolPattern.test(symbol))
  return bad === undefined ? undefined : `"${bad.slice(0, 80)}" is no symbol of the form BASE-QUOTE`
}

export const createSubscriptions = (options: SubscriptionsOptions): Subscriptions => {
  const { membership, tops, capacity, venue, log } = options
  let revision = 0
  let beyond: readonly SubscriptionRefusal[] = []

  /** The first ones, as many as there is room for; the others are refused. */
  const within = (symbols: readonly string[], most: number, what: string): readonly string[] => {
    const reason = `over the limits of the venue, which allow ${most} ${what}`
    beyond = [...beyond, ...symbols.slice(most).map(symbol => ({ symbol, reason }))]
    return symbols.slice(0, most)
  }

  return {
    obey(desired) {
      if (desired.revision <= revision) return
      const problem = problemOf(desired)
      if (problem !== undefined) {
        log.warn({ event: 'desired_refused', venue, problem }, 'what was followed before is followed on')
        return
      }
      revision = desired.revision
      beyond = []
      const deep = within([...new Set(desired.deep)], capacity.deep, 'books')
      const isDeep = new Set(desired.deep)
      const top = [...new Set(desired.top)].filter(symbol => !isDeep.has(symbol))
      // A top among the books would be taken for a witness of one, so it ends before the book begins.
      tops.want(within(top, capacity.top, 'symbols with best bid and ask alone'))
      membership.want(deep)
      log.info({ event: 'desired', venue, revision, deep: deep.length, top: top.length }, 'follows what is desired')
    },
    progress: () => ({
      revision,
      unconfirmed: [...membership.unconfirmed(), ...tops.unconfirmed()],
      refused: [...membership.rejected(), ...tops.rejected(), ...beyond],
      mostDeep: capacity.deep,
      mostTop: capacity.top,
    }),
  }
}
