import {
  bookStatus,
  bookStream,
  decodeBookViewBatch,
  decodeOpportunityBatch,
  opportunityPhase,
  opportunityStream,
  type BookView,
  type Leg,
  type Opportunity,
} from '@screener/contracts'
import { createStreamReader, type RedisOptions } from '@screener/streams'
import { legDiffers, viewDiffers } from './check-view.ts'
import type { WrongBook } from './convergence.ts'
import type { TruthClient } from './truth-client.ts'

/** Limits a published leg must keep (faults.md: phantom B), in ms. */
export interface LegLimits {
  readonly maxLegAgeMs: number
  readonly maxSkewMs: number
}

export interface Witness {
  readonly published: number
  readonly legsChecked: number
  readonly legsUnknown: number
  readonly phantoms: readonly string[]
  readonly holes: readonly string[]
  /** Books that are not LIVE or differ from the truth now; empty when all are equal. */
  wrongBooks(expected: readonly Pick<WrongBook, 'venue' | 'symbol'>[]): Promise<readonly WrongBook[]>
  stop(): Promise<void>
}

interface Pending {
  readonly leg: Leg
  readonly opportunity: Opportunity
}

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined }
/** More than a view or a leg has. */
const topLevels = 30

/**
 * Reads only the published streams and the simulator's record: every opportunity that was ever published is checked leg
 * by leg against what its venue had emitted at that sequence.
 */
export const startWitness = (
  redis: Pick<RedisOptions, 'url' | 'cluster'>,
  shards: number,
  truth: TruthClient,
  limits: LegLimits,
): Witness => {
  const reader = createStreamReader({ ...redis, name: 'witness' }, quiet)
  const views = new Map<string, BookView>()
  const phantoms: string[] = []
  const holes: string[] = []
  let pending: Pending[] = []
  let published = 0
  let legsChecked = 0
  let legsUnknown = 0
  const abort = new AbortController()

  const readOpportunities = (payload: Uint8Array): void => {
    const batch = decodeOpportunityBatch(payload)
    for (const { phase, opportunity } of batch.events) {
      if (phase === opportunityPhase.closed) continue
      if (batch.keyframe) continue
      published += 1
      if (opportunity.ageMs > limits.maxLegAgeMs) phantoms.push(`${opportunity.id}: leg ${opportunity.ageMs} ms old`)
      if (opportunity.skewMs > limits.maxSkewMs) phantoms.push(`${opportunity.id}: skew ${opportunity.skewMs} ms`)
      for (const leg of opportunity.legs) pending.push({ leg, opportunity })
    }
  }

  const read = async (): Promise<void> => {
    for (let shard = 0; shard < shards; shard += 1) reader.follow(bookStream(shard), 'now')
    reader.follow(opportunityStream(0), 'now')
    for await (const batch of reader.batches(abort.signal)) {
      for (const event of batch) {
        if (event.kind === 'hole') holes.push(`${event.stream}: expected ${event.expected}, found ${event.found}`)
        if (event.kind !== 'entry') continue
        if (event.type === 'OpportunityBatch') readOpportunities(event.payload)
        else
          for (const view of decodeBookViewBatch(event.payload).views) views.set(`${view.venue} ${view.symbol}`, view)
      }
    }
  }

  const checkPending = async (): Promise<void> => {
    const batch = pending.splice(0, 500)
    const books = await truth.books(
      batch.map(({ leg }) => leg),
      topLevels,
    )
    for (const [index, { leg, opportunity }] of batch.entries()) {
      const book = books[index]
      if (book === undefined) {
        legsUnknown += 1
        phantoms.push(`${opportunity.id}: ${leg.venue} never had sequence ${leg.sequence} (${leg.exchangeTimeMs} ms)`)
        continue
      }
      legsChecked += 1
      const wrong = legDiffers(leg, book)
      if (wrong !== undefined) phantoms.push(`${opportunity.id} ${leg.venue} at ${leg.sequence}: ${wrong}`)
    }
  }

  const reading = read()
  let checking: Promise<void> = Promise.resolve()
  const timer = setInterval(() => {
    checking = checking.then(async () => {
      while (pending.length > 0) await checkPending()
    })
  }, 100)

  return {
    get published() {
      return published
    },
    get legsChecked() {
      return legsChecked
    },
    get legsUnknown() {
      return legsUnknown
    },
    phantoms,
    holes,
    wrongBooks: async expected => {
      const wrong: WrongBook[] = []
      const held: BookView[] = []
      for (const { venue, symbol } of expected) {
        const view = views.get(`${venue} ${symbol}`)
        if (view?.status === bookStatus.live) held.push(view)
        else wrong.push({ venue, symbol, why: view === undefined ? 'no view' : `not LIVE (${view.reason})` })
      }
      const books = await truth.books(held, topLevels)
      for (const [index, view] of held.entries()) {
        const book = books[index]
        const difference = book === undefined ? 'unknown to the venue' : viewDiffers(view, book)
        const { venue, symbol, sequence, exchangeTimeMs } = view
        if (difference !== undefined)
          wrong.push({ venue, symbol, why: `at ${sequence} (${exchangeTimeMs} ms): ${difference}` })
      }
      return wrong
    },
    stop: async () => {
      clearInterval(timer)
      abort.abort()
      await reading
      await checking
      while (pending.length > 0) await checkPending()
      pending = []
      await reader.close()
    },
  }
}
