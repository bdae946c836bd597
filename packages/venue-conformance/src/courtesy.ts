import { setTimeout as delay } from 'node:timers/promises'
import { createSlidingWindow, type Venue } from '@screener/collector-runtime'

/** Keeps a row of collectors, none of which knows of the others, together within the venue's limits. */
export interface Courtesy {
  /** Waits until one more collector may connect and ask for so many books. */
  readonly begin: (books: number) => Promise<void>
}

/** The rest is kept free for reconnects. */
const connectShare = 0.7

export const createCourtesy = ({ limits, instruments, snapshot }: Venue): Courtesy => {
  const connects = createSlidingWindow(limits.connectsPerWindow * connectShare, limits.connectWindowMs)
  const weights = createSlidingWindow(limits.restWeightPerWindow * 0.8, limits.restWindowMs)
  const bookWeight = snapshot?.when === 'always' ? (snapshot.tiers.at(-1)?.weight ?? 0) : 0
  return {
    async begin(books) {
      const now = (): number => performance.now()
      for (let waitMs = 1; waitMs > 0;) {
        waitMs = Math.max(connects.waitMs(now()), weights.waitMs(now()))
        if (waitMs > 0) await delay(waitMs)
      }
      connects.record(now())
      const weight = instruments.weight + books * bookWeight
      for (let spent = 0; spent < weight; spent++) weights.record(now())
    },
  }
}
