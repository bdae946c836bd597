import { performance } from 'node:perf_hooks'
import type { CollectorCommand, MarketDataEvent } from '@screener/contracts'
import type { StreamLog } from '@screener/streams'
import { createBackoff } from './backoff.ts'
import { classifyBadFrame, createBadFrameSampler, excerpt } from './bad-frame-log.ts'
import { createBookFeeds } from './book-feeds.ts'
import { obey, type CommandTarget } from './commands.ts'
import { createConnectGate } from './connect-gate.ts'
import {
  createConnection,
  type CloseReason,
  type Connection,
  type ConnectionEvents,
  type OpenSocket,
} from './connection.ts'
import { bump, countDelta, type Counts } from './counts.ts'
import { createFleet, type Fleet } from './fleet.ts'
import { pollInstruments } from './instrument-poll.ts'
import { createLink, type LinkEvents } from './link.ts'
import { createMembership, type Membership } from './membership.ts'
import { createRestBudget } from './rest-budget.ts'
import { createRestClient } from './rest-client.ts'
import { createSessionClock, epochUs } from './session-clock.ts'
import type { ShardOutlet } from './shard-outlet.ts'
import { createSnapshotFetcher } from './snapshot-fetcher.ts'
import { createSubscriptions, type Subscriptions } from './subscriptions.ts'
import { createTops, type Tops } from './tops.ts'
import { capacityOf } from './venue-capacity.ts'
import type { Venue } from './venue.ts'

/** Follows the books of the shards it is given. Knows nothing of leases, Redis or configuration. */
export interface Collector {
  acquire(outlet: ShardOutlet): void
  /** The shard is another's now: nothing of it leaves after this returns. */
  lose(shard: number): void
  obey(command: CollectorCommand): void
  setShare(instances: number): void
  /** Says in band that all books end, stops everything; the outlets are the caller's to close. */
  stop(): void
  readonly membership: Membership
  readonly tops: Pick<Tops, 'count' | 'unconfirmed'>
  readonly subscriptions: Pick<Subscriptions, 'progress'>
  readonly snapshotsWaiting: number
  readonly state: CollectorState
}

export interface CollectorState {
  readonly instrumentsLoaded: boolean
  /** Monotonic ms since any connection delivered market data; undefined before the first. */
  readonly dataAgeMs: number | undefined
  readonly restBlockedMs: number
}

export interface CollectorOptions {
  readonly webSocketUrl: string
  readonly restUrl: string
  readonly symbols: readonly string[]
  readonly shards: number
  readonly maxFrameBytes: number
  readonly maxConnectionAgeMs: number | undefined
  readonly instrumentsEveryMs: number
  readonly snapshotLevels: number
  readonly counts: Counts
  readonly log: StreamLog
  readonly random: () => number
  /** Left out: a real socket. */
  readonly openSocket?: OpenSocket | undefined
  /** The first instrument list is read: shards can be served. Called once. */
  readonly onLoaded?: () => void
}

const tickMs = 125
const heartbeatMs = 100
/** A loop later than this has not read its sockets: silence proves nothing yet. */
const lateLoopMs = 500
const badFrameLogMs = 10_000
/** Waits between connections that did not last. */
export const reconnectBackoff: { readonly baseMs: number; readonly maxMs: number } = { baseMs: 500, maxMs: 60_000 }
const repairBackoff = { baseMs: 250, maxMs: 2000 }

export const createCollector = (venue: Venue, options: CollectorOptions): Collector => {
  const { counts, log, random } = options
  const nowMs = (): number => performance.now()
  const aborter = new AbortController()
  const { signal } = aborter
  const outlets = new Map<number, ShardOutlet>()
  const gate = createConnectGate(venue.limits)
  const sampler = createBadFrameSampler(badFrameLogMs)
  let connectionNumber = 0

  const emit = (shard: number, event: MarketDataEvent): void => {
    if (event.delta) countDelta(counts, event.delta)
    else if (event.snapshot) counts.snapshots++
    else if (event.bestBidAsk) counts.bestBidAsks++
    outlets.get(shard)?.emit(event)
  }

  const budget = createRestBudget({
    weightPerWindow: venue.limits.restWeightPerWindow,
    windowMs: venue.limits.restWindowMs,
    nowMs,
    wallMs: () => Date.now(),
    signal,
  })
  const client = createRestClient({
    venue,
    baseUrl: options.restUrl,
    budget,
    signal,
    onUsedWeight: weight => (counts.restWeightUsed = weight),
    onFailure: (kind, message) => {
      bump(counts.restFailures, kind)
      const silent = sampler.sample(`rest ${kind}`, nowMs())
      if (silent === undefined) return
      log.warn({ event: 'rest_failed', venue: venue.id, kind, silent }, excerpt(message))
    },
  })
  const fetcher =
    venue.snapshot === undefined
      ? undefined
      : createSnapshotFetcher({
          snapshot: limitTiers(venue.snapshot, options.snapshotLevels),
          client,
          budget,
          signal,
          books: () => membership.feedCount,
          onSnapshot: (native, answer, levels) => {
            try {
              feeds.onRestSnapshot(native, answer, levels)
            } catch (error) {
              reportBadFrame(error, 'rest snapshot', '')
              feeds.onRestFailed(native)
            }
          },
          onFailed: native => feeds.onRestFailed(native),
        })
  const seeding = venue.snapshot?.when ?? 'never'
  const feeds = createBookFeeds({
    seeding,
    emit,
    nextSession: createSessionClock(epochUs),
    nowMs,
    nowUs: epochUs,
    requestSnapshot: (native, priority) => fetcher?.request(native, priority),
    cancelSnapshot: native => fetcher?.cancel(native),
    onResync: reason => bump(counts.resyncs, reason),
  })

  /** Counted always, logged now and then; returns the symbol it harms. */
  const reportBadFrame = (error: unknown, channel: string, text: string): string | undefined => {
    const bad = classifyBadFrame(error)
    bump(counts.undecodable, bad.kind)
    const silent = sampler.sample(bad.kind, nowMs())
    if (silent !== undefined) {
      const fields = { event: 'bad_frame', venue: venue.id, channel, kind: bad.kind, symbol: bad.symbol, silent }
      log.warn({ ...fields, sample: excerpt(text), bytes: text.length }, excerpt(bad.message))
    }
    return bad.symbol
  }
  const reportConnectionLost = (connection: Connection, reason: CloseReason, detail: string): void => {
    bump(counts.reconnects, reason)
    const fields = { event: 'connection_ended', venue: venue.id, connection: connection.number, reason }
    log.info(fields, excerpt(detail === '' ? reason : detail))
  }
  const linkEvents: LinkEvents = {
    begin: feeds.begin,
    onMarketEvent: feeds.onMarketEvent,
    onBadFrame: (connection, error, text) => {
      const native = reportBadFrame(error, `connection ${connection.number}`, text)
      if (native !== undefined) feeds.onBadFrame(connection, native)
    },
    onSubscribed: (connection, natives) => {
      feeds.onSubscribed(connection, natives)
      membership.onSubscribed(natives)
    },
    onUnsubscribed: feeds.onUnsubscribed,
    onRejected: (native, reason) => membership.onRefused(native, reason),
    onAcknowledgeTimedOut: () => counts.acknowledgeTimeouts++,
    onThrottled: reason => {
      counts.throttled++
      const silent = sampler.sample('throttled', nowMs())
      if (silent !== undefined) log.warn({ event: 'throttled', venue: venue.id, silent }, excerpt(reason))
    },
    onConnectionLost: (connection, reason, detail) => {
      feeds.onConnectionLost(connection, reason)
      reportConnectionLost(connection, reason, detail)
    },
    onReturn: feeds.onReturn,
    hasMovedFrom: feeds.hasMovedFrom,
  }
  const connectTo = (venueOf: Venue, events: ConnectionEvents): Connection => {
    counts.connects++
    return createConnection({
      venue: venueOf,
      quotesFlow: venueOf !== venue,
      url: options.webSocketUrl,
      number: ++connectionNumber,
      maxFrameBytes: options.maxFrameBytes,
      openSocket: options.openSocket,
      onFrame: () => counts.frames++,
      events,
    })
  }
  const newFleet = (venueOf: Venue, its: LinkEvents): Fleet =>
    createFleet(venueOf.limits.maxSymbolsPerConnection, () =>
      createLink({
        connect: events => connectTo(venueOf, events),
        events: its,
        gate,
        backoff: createBackoff({ ...reconnectBackoff, random }),
        nowMs,
        random,
        maxConnectionAgeMs: options.maxConnectionAgeMs,
      }),
    )
  const fleet = newFleet(venue, linkEvents)
  const topsVenue = topsOf(venue)
  const tops = createTops({
    venue: venue.id,
    shards: options.shards,
    newFleet: topsVenue === undefined ? undefined : events => newFleet(topsVenue, events),
    report: {
      ...linkEvents,
      onBadFrame: (connection, error, text) => void reportBadFrame(error, `connection ${connection.number}`, text),
      onConnectionLost: reportConnectionLost,
    },
    emit,
    nowMs,
    log,
  })
  const membership = createMembership({
    symbols: options.symbols,
    shards: options.shards,
    feeds,
    fleet,
    emit,
    nowMs,
    nowUs: epochUs,
    newRepairs: () => createBackoff({ ...repairBackoff, random }),
    log,
    venue: venue.id,
  })
  const subscriptions = createSubscriptions({
    ...{ membership, tops, log },
    venue: venue.id,
    capacity: capacityOf(venue),
  })

  const heartbeat = (): void => {
    const proof = new Map<number, number>()
    for (const { shard, current } of feeds.feeds.values()) {
      if (current?.connection.isOpen !== true) continue
      proof.set(shard, Math.min(proof.get(shard) ?? Number.POSITIVE_INFINITY, current.connection.lastDataUs))
    }
    const atUs = epochUs()
    for (const shard of outlets.keys()) {
      const lastDataTimeUs = proof.get(shard) ?? 0
      emit(shard, { feedHeartbeat: { atUs, lastDataTimeUs, connected: lastDataTimeUs > 0 } })
    }
  }
  const target: CommandTarget = {
    feeds,
    seeding,
    holds: shard => outlets.has(shard),
    feedOf: membership.feedOf,
    isWanted: membership.isWanted,
    rejected: membership.rejected,
    emit,
    nowMs,
    nowUs: epochUs,
  }
  let tickedAtMs = nowMs()
  let beatAtMs = 0
  const ticker = setInterval(() => {
    const now = nowMs()
    const late = now - tickedAtMs > lateLoopMs
    tickedAtMs = now
    if (!late) {
      fleet.check(now)
      tops.checkConnections(now)
    }
    feeds.tick(now)
    membership.tick(now)
    tops.tick(now)
    budget.refill()
    if (now - beatAtMs < heartbeatMs - tickMs / 2) return
    beatAtMs = now
    heartbeat()
  }, tickMs)

  void pollInstruments({
    instruments: venue.instruments,
    client,
    everyMs: options.instrumentsEveryMs,
    signal,
    onTable: table => {
      const first = !membership.instrumentsLoaded
      membership.onTable(table)
      tops.onTable(table)
      if (first) options.onLoaded?.()
    },
    onFailed: reason => log.warn({ event: 'instruments_failed', venue: venue.id }, excerpt(reason)),
  })

  return {
    membership,
    tops,
    subscriptions,
    get snapshotsWaiting() {
      return fetcher?.waiting ?? 0
    },
    get state() {
      let newestUs = 0
      for (const { connection } of feeds.feeds.values()) newestUs = Math.max(newestUs, connection?.lastDataUs ?? 0)
      return {
        instrumentsLoaded: membership.instrumentsLoaded,
        dataAgeMs: newestUs === 0 ? undefined : (epochUs() - newestUs) / 1000,
        restBlockedMs: budget.blockedForMs,
      }
    },
    acquire(outlet) {
      outlets.set(outlet.shard, outlet)
      membership.hold(outlet.shard)
      tops.hold(outlet.shard)
      heartbeat()
    },
    lose(shard) {
      outlets.get(shard)?.abandon()
      outlets.delete(shard)
      membership.release(shard)
      tops.release(shard)
    },
    obey(command) {
      if (command.desired) subscriptions.obey(command.desired)
      else obey(target, command)
    },
    setShare(instances) {
      budget.setShare(instances)
      gate.setShare(instances)
    },
    stop() {
      clearInterval(ticker)
      aborter.abort()
      budget.stop()
      const atUs = epochUs()
      for (const shard of outlets.keys()) emit(shard, { bookLost: { symbols: [], reason: 'shutdown', atUs } })
      outlets.clear()
      fleet.end('shutdown')
      tops.end('shutdown')
    },
  }
}

/** The venue as the connections of best bids and asks alone see it; undefined where there is no such channel. */
const topsOf = (venue: Venue): Venue | undefined => {
  if (venue.tops === undefined) return undefined
  const { subscribe, unsubscribe, maxSymbolsPerConnection, dataTimeoutMs } = venue.tops
  const [limits, liveness] = [
    { ...venue.limits, maxSymbolsPerConnection },
    { ...venue.liveness, dataTimeoutMs },
  ]
  return { ...venue, subscribe, unsubscribe, limits, liveness }
}

/** Deeper snapshots than wanted cost weight and CPU for levels nobody shows; the cheapest tier always stays. */
const limitTiers = (snapshot: NonNullable<Venue['snapshot']>, maxLevels: number): NonNullable<Venue['snapshot']> => {
  const wanted = snapshot.tiers.filter(tier => tier.levels <= maxLevels)
  return { ...snapshot, tiers: wanted.length > 0 ? wanted : snapshot.tiers.slice(-1) }
}
