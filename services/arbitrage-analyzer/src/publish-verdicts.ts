import type { ArbitrageEngine } from '@screener/arbitrage'
import { encodeVerdictBatch, verdictStream } from '@screener/contracts'
import { appendShared, type RedisClient } from '@screener/streams'
import { createVerdictChoice } from './choose-verdicts.ts'

export interface VerdictPublisher {
  /** To be called once a second, while the share is held. */
  publish(openRoutes: readonly string[], nowUs: number): void
}

export interface VerdictPublisherOptions {
  readonly instance: string
  readonly verdictsPerSecond: number
}

/** A minute of them: some 4 MB at 500 a second. */
const entriesKept = 60

/** Tells on arb:verdicts how many routes stand at each rule, and the verdicts of some of them. */
export const createVerdictPublisher = (
  redis: RedisClient,
  engine: Pick<ArbitrageEngine, 'verdict' | 'verdictSample' | 'verdicts' | 'counts'>,
  options: VerdictPublisherOptions,
): VerdictPublisher => {
  const choice = createVerdictChoice(engine)
  return {
    publish: (openRoutes, nowUs) => {
      // Also while Redis is away nothing is kept for it: the next second tells anew.
      if (!redis.ready) return
      const batch = encodeVerdictBatch({
        atUs: nowUs,
        instance: options.instance,
        routes: engine.counts.routes,
        counts: engine.verdicts,
        verdicts: choice.choose(openRoutes, options.verdictsPerSecond),
      })
      appendShared(redis, verdictStream, 'VerdictBatch', batch, entriesKept).catch(() => undefined)
    },
  }
}
