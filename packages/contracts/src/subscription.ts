/** How much of a symbol is followed: its best bid and ask, or its whole book. */
export const subscriptionDepths = ['top', 'deep'] as const
export type SubscriptionDepth = (typeof subscriptionDepths)[number]

/** BASE-QUOTE. Tickers may hold any letters (venues list non-Latin ones), so only what would break a name or a list is refused. */
export const symbolPattern: RegExp = /^[^\s,=:{}/-]{1,32}-[^\s,=:{}/-]{1,32}$/u

/** Who wants a symbol. */
export interface SubscriptionHolder {
  /** config, api, analyzer */
  readonly origin: string
  readonly depth: SubscriptionDepth
  readonly sinceMs: number
  /** Left out: until the list says otherwise. */
  readonly untilMs?: number
}

/**
 * `waiting`: asked of a collector, the venue has not said yes. `confirmed`: it has. `refused`: it has not and will not.
 * `over_limit`: less is followed than is wanted, for want of room.
 */
export const subscriptionStates = ['waiting', 'confirmed', 'refused', 'over_limit'] as const

/** A field of `subscriptionsKey`: what is wanted of one symbol at one venue, and what came of it. */
export interface KeptSubscription {
  /** The most that any holder wants. */
  readonly wanted: SubscriptionDepth
  /** What of it is asked of the venue; none: over the limit of what is followed. */
  readonly asked: SubscriptionDepth | 'none'
  readonly state: (typeof subscriptionStates)[number]
  /** Why it is refused, or over which limit it is; empty else. */
  readonly reason: string
  /** In this state, with this asked, since. */
  readonly sinceMs: number
  readonly holders: readonly SubscriptionHolder[]
}

const isDepth = (value: unknown): value is SubscriptionDepth => subscriptionDepths.includes(value as SubscriptionDepth)

const holderOf = (value: unknown): SubscriptionHolder | undefined => {
  const { origin, depth, sinceMs, untilMs } = (value ?? {}) as Readonly<Record<string, unknown>>
  if (typeof origin !== 'string' || !isDepth(depth) || typeof sinceMs !== 'number') return undefined
  return { origin, depth, sinceMs, ...(typeof untilMs === 'number' ? { untilMs } : {}) }
}

/** Undefined when the text is none of ours. */
export const parseSubscription = (text: string): KeptSubscription | undefined => {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return undefined
  }
  const { wanted, asked, state, reason, sinceMs, holders } = (value ?? {}) as Readonly<Record<string, unknown>>
  const known = subscriptionStates.find(name => name === state)
  if (!isDepth(wanted) || !(isDepth(asked) || asked === 'none') || known === undefined) return undefined
  if (typeof reason !== 'string' || typeof sinceMs !== 'number' || !Array.isArray(holders)) return undefined
  const readable = holders.map(holderOf).filter(holder => holder !== undefined)
  return { wanted, asked, state: known, reason, sinceMs, holders: readable }
}
