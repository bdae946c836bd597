import { encodeSubscriptionRequest, subscriptionRequestStream } from '@screener/contracts'
import { appendShared, type RedisClient } from '@screener/streams'
import type { Clock } from './clock.ts'
import type { Interest } from './interest.ts'

/** What others ask for stands there too: enough for a day of it, and each is only read as it comes. */
const entriesKept = 1_000
const everyMs = 250

/** Asks on ctl:subscriptions for the books that are interesting; to be called often. A standby asks for nothing. */
export const createWishPublisher = (
  redis: RedisClient,
  interest: Interest,
  instance: string,
  clock: Clock,
): ((isActive: boolean) => void) => {
  let askedAtMs = -Infinity
  return isActive => {
    const nowMs = clock.monotonicMs()
    // What is not asked while Redis is away, or by a standby, is asked at the next renewal.
    if (nowMs - askedAtMs < everyMs || !isActive || !redis.ready) return
    askedAtMs = nowMs
    const wishes = interest.takeWishes(nowMs)
    if (wishes.length === 0) return
    const request = encodeSubscriptionRequest({ wishes, origin: 'analyzer', issuedBy: instance, atUs: clock.nowUs() })
    appendShared(redis, subscriptionRequestStream, 'SubscriptionRequest', request, entriesKept).catch(() => undefined)
  }
}
