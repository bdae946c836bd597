import {
  encodeSubscriptionRequest,
  parseSubscription,
  subscriptionRequestStream,
  subscriptionsKey,
  type KeptSubscription,
  type SubscriptionWish,
} from '@screener/contracts'
import { appendShared, type RedisClient } from '@screener/streams'

/** What is wanted of the venues and what came of it, as subscription-manager keeps it in Redis. */
export interface KnownSubscriptions {
  /** By venue and symbol. Rejects when Redis is away. */
  readonly read: (venues: readonly string[]) => Promise<ReadonlyMap<string, ReadonlyMap<string, KeptSubscription>>>
  /** Asks subscription-manager; says nothing of what comes of it. Rejects when Redis is away. */
  readonly wish: (wish: SubscriptionWish) => Promise<void>
}

/** Thousands of fields: many readers of the same second share one reading. */
const freshMs = 500
const requestsMaxEntries = 1_000

const fieldsOf = (reply: unknown): readonly (readonly [string, string])[] => {
  if (!Array.isArray(reply)) return Object.entries((reply ?? {}) as Record<string, string>)
  return reply.flatMap((field: unknown, index) =>
    index % 2 === 0 ? [[String(field), String(reply[index + 1])] as const] : [],
  )
}

type Reading = Promise<ReadonlyMap<string, KeptSubscription>>

export const createKnownSubscriptions = (
  redis: RedisClient,
  instance: string,
  nowMs: () => number,
): KnownSubscriptions => {
  const readings = new Map<string, { readonly reading: Reading; readonly atMs: number }>()

  const readVenue = async (venue: string): Reading => {
    const fields = fieldsOf(await redis.command('HGETALL', subscriptionsKey(venue)))
    return new Map(
      fields.flatMap(([symbol, text]) => {
        const kept = parseSubscription(text)
        return kept === undefined ? [] : [[symbol, kept] as const]
      }),
    )
  }
  const freshOf = (venue: string): Reading => {
    const known = readings.get(venue)
    if (known !== undefined && nowMs() - known.atMs < freshMs) return known.reading
    const reading = readVenue(venue)
    readings.set(venue, { reading, atMs: nowMs() })
    reading.catch(() => readings.delete(venue))
    return reading
  }

  return {
    read: async venues => new Map(await Promise.all(venues.map(async venue => [venue, await freshOf(venue)] as const))),
    wish: wish => {
      const request = { wishes: [wish], origin: 'api', issuedBy: instance, atUs: Date.now() * 1_000 }
      const payload = encodeSubscriptionRequest(request)
      return appendShared(redis, subscriptionRequestStream, 'SubscriptionRequest', payload, requestsMaxEntries)
    },
  }
}
