import { createEngine, type ArbitrageEngine, type LeftOver } from '@screener/arbitrage'
import type { OpportunityEvent } from '@screener/contracts'
import { plainRegistry, type AssetRegistry } from '@screener/instrument-identity'
import type { Registry } from '@screener/service-kit'
import type { RedisClient, StreamEvent, StreamLog } from '@screener/streams'
import type { Clock } from './clock.ts'
import { checkCredible, type AnalyzerConfig } from './config.ts'
import { feesOf } from './fee-settings.ts'
import { createBookFollower } from './follow-books.ts'
import { interestOptions } from './interest-settings.ts'
import { createInterest } from './interest.ts'
import { createAnalyzerMetrics, type AnalyzerMetrics } from './metrics.ts'
import { createPublisher, type Publisher } from './publish-opportunities.ts'
import { createVerdictPublisher } from './publish-verdicts.ts'
import { createWishPublisher } from './publish-wishes.ts'
import { createBookWatch, type BookWatch } from './watch-books.ts'

const keyframeEveryMs = 1_000
const judgeEveryMs = 1_000
/** Books are complete a second after we follow them, and doubted ones of a restarted orderbook-sync soon after. */
const adoptForMs = 3_000

export interface Analyzer {
  /** Streams to follow from now. */
  readonly streams: readonly string[]
  readonly engine: ArbitrageEngine
  readonly publisher: Publisher
  readonly metrics: AnalyzerMetrics
  readonly watch: BookWatch
  readonly lastEntryAtMs: number | undefined
  /** One reply of the reader: applied as a whole, then every route it touched is evaluated once. */
  onBatch(events: readonly StreamEvent[]): void
  /** To be called every 50 ms: doubt comes true without any event. */
  tick(): void
  /** Names of venues mean something else from now on. */
  renewAssets(assets: AssetRegistry): void
  /** Closes what is open with the reason shutdown, waits until it is written, gives the lease up. */
  close(): Promise<void>
}

export interface AnalyzerOptions {
  readonly config: AnalyzerConfig
  readonly instance: string
  readonly redis: RedisClient
  readonly registry: Registry
  /** What the names of venues mean; left out: each means itself. */
  readonly assets?: AssetRegistry
  readonly log: StreamLog
  readonly clock: Clock
  /** What who spoke before us left open; asked once each time that we begin to speak. Left out: nothing. */
  readonly leftOpen?: () => Promise<LeftOver>
}

/** Throws ConfigError when a venue has no fee, or no route could be believed. */
export const createAnalyzer = (options: AnalyzerOptions): Analyzer => {
  const { config, clock, log } = options
  checkCredible(config)
  const feeOf = feesOf(config, new Date(clock.nowUs() / 1_000).toISOString().slice(0, 10))
  for (const venue of config.venues) {
    const transfers = config.transferCosts[venue] ?? {}
    log.info({ event: 'fee', venue, ...feeOf(venue, ''), transfers }, 'the fee that counts')
  }
  for (const venue of Object.keys(config.transferCosts)) {
    if (config.venues.includes(venue)) continue
    const fix = 'correct its name if it is meant to be one of VENUES'
    log.warn({ event: 'transfer_cost_unused', venue, fix }, 'TRANSFER_COSTS names a venue that is not followed')
  }
  const engine = createEngine({
    feeOf,
    minNetBps: config.minNetBps,
    maxLegAgeMs: config.maxLegAgeMs,
    maxSkewMs: config.maxSkewMs,
    minUpdateIntervalMs: config.minUpdateIntervalMs,
    minLifeMs: config.minLifeMs,
    depegBps: config.depegBps,
    maxLegs: config.maxLegs,
    hubs: config.hubAssets,
    maxRoutes: config.maxRoutes,
    maxCredibleNetBps: config.maxCredibleNetBps,
    transferCosts: config.transferCosts,
  })
  const metrics = createAnalyzerMetrics(options.registry, engine)
  const watch = createBookWatch(engine, options.assets ?? plainRegistry, { ...config, feeOf }, log)
  const interest = createInterest(interestOptions(config, (venue, symbol) => feeOf(venue, symbol)?.takerBps))
  const askForBooks = createWishPublisher(options.redis, interest, options.instance, clock)
  const follower = createBookFollower(engine, watch, interest, config, clock, metrics, log)
  let lastJudgedMs = clock.monotonicMs()
  const verdicts = createVerdictPublisher(options.redis, engine, {
    instance: options.instance,
    verdictsPerSecond: config.verdictsPerSecond,
  })
  let lastTurnMs = clock.monotonicMs()
  let lastKeyframeMs = 0
  let closing = false
  let callOff: (() => void) | undefined
  /** µs; what the alarm that is set awaits. */
  let awaitedUs = Infinity
  /** The newest take-over, while it goes on. */
  let takingOver: symbol | undefined

  const publish = (events: readonly OpportunityEvent[], nowUs: number): void => {
    if (events.length === 0) return
    publisher.publish(events, false, nowUs)
    metrics.published(events, nowUs)
  }

  const sendKeyframe = (): void => {
    lastKeyframeMs = clock.monotonicMs()
    const nowUs = clock.nowUs()
    const { changes, open } = engine.keyframe(nowUs)
    publish(changes, nowUs)
    publisher.publish(open, true, nowUs)
    verdicts.publish(
      open.map(({ opportunity }) => opportunity.routeId),
      nowUs,
    )
    awaitDue(nowUs)
  }

  /** What was open before is gone on with where it still pays, and told to be over where it does not. */
  const takeOver = async (leftOpen: () => Promise<LeftOver>): Promise<void> => {
    // Redis may be slow to tell, and the lease lost and taken again meanwhile: what the first one learns is then of the past.
    const mine = Symbol('take-over')
    takingOver = mine
    const left = await leftOpen().catch((cause: unknown) => {
      const reason = cause instanceof Error ? cause.message : String(cause)
      log.warn(
        { event: 'left_open_unread', reason },
        'what was open before is not told to be over, but by the keyframe',
      )
    })
    if (takingOver !== mine) return
    takingOver = undefined
    if (!publisher.active) return
    if (left !== undefined) engine.adopt(left, clock.nowUs(), adoptForMs)
    if (!closing) sendKeyframe()
  }

  const beginToSpeak = (): void => {
    if (options.leftOpen === undefined) sendKeyframe()
    else void takeOver(options.leftOpen)
  }

  const publisher = createPublisher(
    options.redis,
    {
      instance: options.instance,
      leaseTtlMs: config.leaseTtlMs,
      codeVersion: config.commit === '' ? config.version : `${config.version}+${config.commit}`,
      maxEntries: config.streamMaxEntries,
      onActive: beginToSpeak,
      // The other instance tells its own episodes; ours end unheard and begin anew should we speak again.
      onStandby: () => engine.closeAll(clock.nowUs(), 'shutdown'),
    },
    log,
  )

  /** After a pause of our own, whatever we hold may be long past, though its stamps were fresh when we last looked. */
  const noteTurn = (): boolean => {
    const nowMs = clock.monotonicMs()
    const pausedMs = nowMs - lastTurnMs
    lastTurnMs = nowMs
    if (pausedMs <= config.maxLagMs) return false
    metrics.stalls.inc()
    log.warn({ event: 'stalled', pausedMs: Math.round(pausedMs) }, 'this process paused; all books count as stale')
    follower.doubtAll()
    return true
  }

  /** Publishes what was found at `nowUs`; had finding it taken too long, it closes in the same breath. */
  const publishInTime = (events: readonly OpportunityEvent[], nowUs: number): void => {
    if (!noteTurn()) {
      publish(events, nowUs)
      return
    }
    const laterUs = clock.nowUs()
    publish([...events, ...engine.evaluate(laterUs)], laterUs)
  }

  /** What stands for long enough is told also when nothing more is heard. */
  const awaitDue = (nowUs: number): void => {
    const { nextDueUs } = engine
    if (nextDueUs >= awaitedUs) return
    callOff?.()
    awaitedUs = nextDueUs
    callOff = clock.wakeAfter(Math.max(0, Math.ceil((nextDueUs - nowUs) / 1_000)), () => {
      callOff = undefined
      awaitedUs = Infinity
      noteTurn()
      evaluate()
    })
  }

  // A standby only keeps the books: it evaluates them all when it takes over.
  const evaluate = (): void => {
    if (!publisher.active || takingOver !== undefined || closing) return
    const nowUs = clock.nowUs()
    publishInTime(engine.evaluate(nowUs), nowUs)
    publisher.publishSurvivals(engine.takeSurvivals(), nowUs)
    awaitDue(nowUs)
  }

  return {
    streams: follower.streams,
    engine,
    publisher,
    metrics,
    watch,
    get lastEntryAtMs() {
      return follower.lastEntryAtMs
    },
    onBatch: events => {
      noteTurn()
      follower.take(events)
      evaluate()
    },
    renewAssets: assets => watch.renew(assets, clock.nowUs()),
    tick: () => {
      noteTurn()
      if (clock.monotonicMs() - lastJudgedMs >= judgeEveryMs) {
        lastJudgedMs = clock.monotonicMs()
        watch.sweep(clock.nowUs())
      }
      askForBooks(publisher.active && !closing)
      if (!publisher.active || takingOver !== undefined || closing) return
      const nowUs = clock.nowUs()
      if (clock.monotonicMs() - lastKeyframeMs >= keyframeEveryMs) sendKeyframe()
      else publishInTime(engine.sweep(nowUs), nowUs)
      publisher.publishSurvivals(engine.takeSurvivals(), nowUs)
      awaitDue(nowUs)
    },
    close: async () => {
      closing = true
      callOff?.()
      const nowUs = clock.nowUs()
      const closings = engine.closeAll(nowUs, 'shutdown')
      publish(closings, nowUs)
      // A last, empty keyframe: readers need not wait for silence to know that nothing is open.
      publisher.publish([], true, nowUs)
      await publisher.close()
    },
  }
}
