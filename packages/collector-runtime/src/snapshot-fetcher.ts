import type { RestBudget } from './rest-budget.ts'
import { RestError, type RestClient } from './rest-client.ts'
import { chooseTier, createSnapshotQueue, type SnapshotPriority } from './snapshot-queue.ts'
import type { RestSnapshot, Venue } from './venue.ts'

/** Fetches REST snapshots, books in need first, as deep as the budget allows for all that wait. */
export interface SnapshotFetcher {
  request(symbol: string, priority: SnapshotPriority): void
  /** Nobody wants it any more: neither an answer nor a failure of what was asked so far is told. */
  cancel(symbol: string): void
  readonly waiting: number
}

export interface SnapshotFetcherOptions {
  readonly snapshot: NonNullable<Venue['snapshot']>
  readonly client: RestClient
  readonly budget: RestBudget
  readonly signal: AbortSignal
  /** How many books are followed now. */
  readonly books: () => number
  /** `levels`: how many a side were asked for; a side that is full was cut there. */
  readonly onSnapshot: (symbol: string, snapshot: RestSnapshot, levels: number) => void
  readonly onFailed: (symbol: string, reason: string) => void
}

interface Fetch {
  readonly symbol: string
  cancelled: boolean
}

const stormsInReserve = 4
const maxInFlight = 6
const maxBodyBytes = 8 * 1024 * 1024
const timeoutMs = 5000

export const createSnapshotFetcher = (options: SnapshotFetcherOptions): SnapshotFetcher => {
  const { snapshot, client, budget, signal } = options
  const queue = createSnapshotQueue()
  const underWay = new Set<Fetch>()
  /** What it costs to lose every book so many times over. */
  const reserve = (): number => stormsInReserve * options.books() * (snapshot.tiers.at(-1)?.weight ?? 0)

  const fetchOne = async (fetch: Fetch): Promise<void> => {
    const { symbol } = fetch
    const tier = chooseTier(snapshot.tiers, await budget.available(), queue.size + underWay.size, reserve())
    if (tier === undefined) throw new RestError('failed', 'the venue record has no snapshot tier')
    const answer = await client.get({
      path: snapshot.path(symbol, tier.levels),
      weight: tier.weight,
      priority: 5,
      timeoutMs,
      maxBytes: maxBodyBytes,
      retries: 2,
      parse: snapshot.parse,
    })
    if (!fetch.cancelled) options.onSnapshot(symbol, answer, tier.levels)
  }
  const pump = (): void => {
    while (underWay.size < maxInFlight && !signal.aborted) {
      const symbol = queue.take()
      if (symbol === undefined) return
      const fetch: Fetch = { symbol, cancelled: false }
      underWay.add(fetch)
      void fetchOne(fetch)
        .catch((error: unknown) => {
          if (signal.aborted || fetch.cancelled) return
          options.onFailed(symbol, error instanceof Error ? error.message : String(error))
        })
        .finally(() => {
          underWay.delete(fetch)
          pump()
        })
    }
  }
  return {
    get waiting() {
      return queue.size + underWay.size
    },
    request(symbol, priority) {
      queue.add(symbol, priority)
      pump()
    },
    cancel(symbol) {
      queue.remove(symbol)
      for (const fetch of underWay) if (fetch.symbol === symbol) fetch.cancelled = true
    },
  }
}
