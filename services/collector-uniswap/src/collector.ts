import {
  shardOf,
  type CollectorCommand,
  type ExecutionCost,
  type Instrument,
  type MarketDataEvent,
} from '@screener/contracts'
import { createBackoff, createSessionClock, epochUs, type ShardOutlet } from '@screener/collector-runtime'
import { applyLog, type Ladder, type Pool } from '@screener/uniswap-pools'
import type { Chain } from './chains.ts'
import { ChainFollower } from './chain/chain-follower.ts'
import { createChainWatch, type ChainWatch } from './chain/chain-watch.ts'
import type { PublishedBook } from './chain/follower-options.ts'
import { logKeyOf } from './chain/followed-pool.ts'
import { readHead, type Head } from './chain/head.ts'
import { readLog, type ChainLog } from './chain/log.ts'
import { bump, type UniswapCounts } from './counts.ts'
import { addressesOf, createChainReader } from './pools/chain-reader.ts'
import { readDataFee } from './pools/data-fee.ts'
import { gasPriceAfter } from './pools/gas-cost.ts'
import { costOf, instrumentOf, ladderOfPool, roomyLeast, snapshotOf, type LadderShape } from './pools/pool-book.ts'
import type { PoolSpec } from './pools/pool-spec.ts'
import { verifyQuote } from './pools/verify-quote.ts'
import type { Endpoint, EndpointEvents } from './rpc/endpoint.ts'
import { createEndpoints } from './rpc/create-endpoints.ts'
import type { Ask } from './rpc/multicall.ts'
import { RpcError } from './rpc/rpc-error.ts'

export interface PoolCollectorOptions {
  readonly chain: Chain
  readonly rpcUrls: readonly string[]
  readonly pools: readonly PoolSpec[]
  /** Symbols that readers expect of every venue. This one has none of them: its books are pools. */
  readonly symbols: readonly string[]
  readonly shards: number
  readonly shape: LadderShape
  /** Below zero: as is usual on the chain. */
  readonly priorityFeeGwei: number
  readonly headCheckMs: number
  readonly maxHeadAgeMs: number
  readonly maxLagBlocks: number
  readonly blockDeadlineMs: number
  readonly verifyQuotes: number
  readonly rpcTimeoutMs: number
  readonly maxFrameBytes: number
  /** False only in control runs of the tests. */
  readonly rollBack: boolean
  readonly counts: UniswapCounts
  readonly log: (event: string, fields: Readonly<Record<string, unknown>>, message: string) => void
  readonly random: () => number
}

/** Follows the pools of the shards it is given. Knows nothing of leases, Redis or configuration. */
export interface PoolCollector {
  acquire(outlet: ShardOutlet): void
  /** The shard is another's now: nothing of it leaves after this returns. */
  lose(shard: number): void
  obey(command: CollectorCommand): void
  /** Says in band that all books end, stops everything; the outlets are the caller's to close. */
  stop(): void
  readonly state: PoolCollectorState
}

export interface PoolCollectorState {
  readonly connected: boolean
  /** Of the newest complete block; undefined before the first. */
  readonly tip: Head | undefined
  readonly books: number
  readonly liveBooks: number
  /** Pools without a state, and why. */
  readonly refused: ReadonlyMap<string, string>
  /** Milliseconds since the node confirmed the head; undefined: never. */
  readonly proofAgeMs: number | undefined
}

const heartbeatMs = 100
const tickMs = 50
/** Waits between questions that failed. */
const retry = { baseMs: 40, maxMs: 1_000 }
const ring = { depth: 128, parentsKnown: 16, longestGap: 64 }
const dataFeeEveryMs = 10_000

export const createPoolCollector = (options: PoolCollectorOptions): PoolCollector => {
  const { chain, counts, shards } = options
  const outlets = new Map<number, ShardOutlet>()
  const specs = new Map(options.pools.map(spec => [spec.symbol, spec]))
  const ladders = new Map<string, Ladder>()
  const costs = new Map<string, ExecutionCost>()
  const instruments = new Map<string, Instrument>()
  const refused = new Map<string, string>()
  let heardAt: { readonly hash: string; readonly atUs: number } | undefined
  let provenUs = 0
  let dataFeeWei = 0n
  let dataFeeKnown = chain.dataFee === 'none'
  let dataFeeDueMs = 0
  let stopped = false

  const emit = (symbol: string, event: MarketDataEvent): void => outlets.get(shardOf(symbol, shards))?.emit(event)

  const ask: Ask = async (method, params) => {
    let last: unknown = new RpcError('away', 'no node is configured')
    for (const endpoint of watch.order) {
      if (!endpoint.open) continue
      try {
        counts.questions++
        return await endpoint.call(method, params)
      } catch (error) {
        last = error
        bump(counts.rpcFailures, error instanceof RpcError ? error.failure : 'refused')
        // Reverting is an answer, and every node gives the same.
        if (error instanceof RpcError && error.failure === 'refused') break
      }
    }
    throw last
  }

  const refuse = (symbol: string, reason: string): void => {
    if (refused.get(symbol) === reason) return
    refused.set(symbol, reason)
    options.log('pool_refused', { symbol }, reason)
    emit(symbol, { instrumentRejected: { symbol, reason } })
  }

  const lost = (symbols: readonly string[], reason: string): void => {
    const byShard = Map.groupBy(symbols, symbol => shardOf(symbol, shards))
    const atUs = epochUs()
    for (const [shard, its] of byShard) outlets.get(shard)?.emit({ bookLost: { symbols: its, reason, atUs } })
    for (const symbol of symbols) ladders.delete(symbol)
    bump(counts.booksLost, reason, symbols.length)
  }

  const publishCost = (spec: PoolSpec, ladder: Ladder, head: Head): void => {
    const price = gasPriceAfter(chain, head, options.priorityFeeGwei, dataFeeWei)
    const cost = costOf(spec, ladder, chain, price, epochUs())
    const before = costs.get(spec.symbol)
    if (before?.buy === cost.buy && before.sell === cost.sell) return
    costs.set(spec.symbol, cost)
    emit(spec.symbol, { executionCost: cost })
  }

  const publishInstrument = (spec: PoolSpec, { leastQuantity }: Ladder): void => {
    const before = instruments.get(spec.symbol)
    if (before !== undefined && !refused.has(spec.symbol) && leastQuantity <= before.minQuantity) return
    const instrument = instrumentOf(spec, roomyLeast(leastQuantity))
    refused.delete(spec.symbol)
    instruments.set(spec.symbol, instrument)
    emit(spec.symbol, { instrument })
  }

  const published = (books: readonly PublishedBook<Pool>[], head: Head): void => {
    const receivedTimeUs = heardAt?.hash === head.hash ? heardAt.atUs : epochUs()
    const fresh = new Set<string>()
    for (const { key, state, session, sequence } of books) {
      const spec = specs.get(key)
      if (spec === undefined) continue
      const ladder = ladderOfPool(spec, state, options.shape)
      ladders.set(key, ladder)
      fresh.add(key)
      publishInstrument(spec, ladder)
      publishCost(spec, ladder, head)
      counts.snapshots++
      emit(key, { snapshot: snapshotOf(spec, ladder, head, { session, sequence, receivedTimeUs }) })
      const nearEdge = ladder.bids.end === 'window' || ladder.asks.end === 'window'
      // What lies beyond is not known: it is read anew, around the price of now.
      if (nearEdge) queueMicrotask(() => follower.reload(key, 'window_exhausted'))
    }
    for (const [symbol, ladder] of ladders) {
      const spec = specs.get(symbol)
      if (spec !== undefined && !fresh.has(symbol)) publishCost(spec, ladder, head)
    }
    counts.blocks++
    verify(head)
    readDataFeeNow(head)
  }

  /** Gas is unknown without it, so no book is live before the first answer. */
  const readDataFeeNow = (head: Head): void => {
    if (chain.dataFee === 'none' || performance.now() < dataFeeDueMs) return
    dataFeeDueMs = performance.now() + dataFeeEveryMs
    readDataFee(ask, chain, head.hash).then(
      wei => {
        dataFeeWei = wei
        dataFeeKnown = true
        follower.settle('no_data_fee')
      },
      () => (dataFeeDueMs = 0),
    )
  }

  const verify = (head: Head): void => {
    const live = [...ladders.keys()]
    for (let count = 0; count < options.verifyQuotes && live.length > 0; count++) {
      const [symbol = ''] = live.splice(Math.floor(options.random() * live.length), 1)
      const spec = specs.get(symbol)
      const state = follower.stateOf(symbol)
      const ladder = ladders.get(symbol)
      if (spec !== undefined && state !== undefined && ladder !== undefined) verifyOne(spec, state, ladder, head)
    }
  }

  const verifyOne = (spec: PoolSpec, state: Pool, ladder: Ladder, head: Head): void => {
    const { symbol } = spec
    verifyQuote(ask, chain, spec, state, ladder, head.hash, options.random).then(
      quote => {
        if (quote === undefined) return
        counts.verified++
        if (quote.ours === quote.theirs) return
        bump(counts.quoteMismatches, symbol)
        const { amountIn, ours, theirs } = quote
        const told = { symbol, block: head.number, in: `${amountIn}`, ours: `${ours}`, theirs: `${theirs}` }
        options.log('quote_mismatch', told, "our quote is not the contract's")
        // A state that has changed since is not the one that was wrong, and may be as wrong.
        follower.reload(symbol, 'quote_mismatch')
      },
      // The block was removed meanwhile, or the node is busy: nothing is learnt.
      () => counts.unverified++,
    )
  }

  const apply = (symbol: string, state: Pool, logs: readonly ChainLog[]): Pool | undefined => {
    let pool = state
    for (const log of logs) {
      const applied = applyLog(pool, log)
      if (applied.kind === 'refused') {
        options.log('bad_log', { symbol }, applied.reason)
        return undefined
      }
      if (applied.kind === 'changed') pool = applied.pool
    }
    return pool
  }

  const manager = options.pools.some(({ kind }) => kind === 'v4') ? chain.v4Manager : ''
  const reader = createChainReader((method, params) => ask(method, params), chain, options.pools, refuse)
  const follower: ChainFollower<Pool> = new ChainFollower<Pool>({
    pools: options.pools.map(({ symbol, key, kind }) => ({
      key: symbol,
      logKey: key,
      bloomItems: kind === 'v4' ? [chain.v4Manager, key] : [key],
    })),
    reader,
    sink: { lost, published },
    logKeyOf: log => logKeyOf(log, manager),
    apply,
    nextSession: createSessionClock(epochUs),
    nowMs: () => performance.now(),
    pause: failures =>
      new Promise(resolve => {
        const backoff = createBackoff({
          ...retry,
          maxMs: retry.baseMs * 2 ** Math.min(failures, 5),
          random: options.random,
        })
        setTimeout(resolve, Math.min(retry.maxMs, backoff.nextDelayMs() + retry.baseMs * failures)).unref()
      }),
    count: what => bump(counts.chain, what),
    onAwait: () => watch.askNow(),
    ...ring,
    blockDeadlineMs: options.blockDeadlineMs,
    rollBack: options.rollBack,
  })
  if (!dataFeeKnown) follower.doubt('no_data_fee')

  const heard = (head: Head): Head => {
    if (heardAt?.hash !== head.hash) heardAt = { hash: head.hash, atUs: epochUs() }
    return head
  }
  const endpointEvents = (endpoint: () => Endpoint): EndpointEvents => ({
    onHead(value) {
      counts.heads++
      try {
        watch.onHead(endpoint(), heard(readHead(value)))
      } catch (error) {
        options.log('bad_head', { node: endpoint().name }, error instanceof Error ? error.message : 'unreadable')
      }
    },
    onLog(value) {
      counts.logs++
      const log = readLog(value)
      if (log.removed) follower.removed(log.blockHash)
    },
    onOpen: () => watch.askNow(),
    onClosed(reason) {
      bump(counts.disconnects, endpoint().name)
      options.log('node_disconnected', { node: endpoint().name }, reason)
      watch.askNow()
    },
  })
  const endpoints = createEndpoints(
    {
      rpcUrls: options.rpcUrls,
      timeoutMs: options.rpcTimeoutMs,
      maxFrameBytes: options.maxFrameBytes,
      logFilter: { address: addressesOf(chain, options.pools) },
      random: options.random,
    },
    endpointEvents,
  )
  const heartbeat = (): void => {
    const atUs = epochUs()
    const connected = watch.connected && provenUs > 0
    for (const outlet of outlets.values()) {
      outlet.emit({ feedHeartbeat: { atUs, lastDataTimeUs: connected ? provenUs : 0, connected } })
    }
  }
  const watch: ChainWatch = createChainWatch({
    endpoints,
    follower,
    chainId: chain.chainId,
    headCheckMs: options.headCheckMs,
    maxHeadAgeMs: options.maxHeadAgeMs,
    maxLagBlocks: options.maxLagBlocks,
    nowMs: () => performance.now(),
    wallMs: () => Date.now(),
    count: what => bump(counts.chain, what),
    log: options.log,
    onProof() {
      provenUs = epochUs()
      heartbeat()
    },
  })
  const beat = setInterval(heartbeat, heartbeatMs)
  const ticker = setInterval(() => {
    follower.tick()
    const { tip } = follower
    if (!dataFeeKnown && tip !== undefined) readDataFeeNow(tip)
  }, tickMs)

  const symbolsOf = (shard: number): readonly string[] =>
    [...specs.keys()].filter(symbol => shardOf(symbol, shards) === shard)

  /** What a reader without state needs before the books. */
  const introduce = (outlet: ShardOutlet): void => {
    for (const symbol of options.symbols)
      if (shardOf(symbol, shards) === outlet.shard)
        outlet.emit({ instrumentRejected: { symbol, reason: 'its books are pools' } })
    for (const symbol of symbolsOf(outlet.shard)) {
      const reason = refused.get(symbol)
      const instrument = instruments.get(symbol)
      const executionCost = costs.get(symbol)
      if (instrument !== undefined) outlet.emit({ instrument })
      if (reason !== undefined) outlet.emit({ instrumentRejected: { symbol, reason } })
      if (executionCost !== undefined) outlet.emit({ executionCost })
    }
  }

  return {
    acquire(outlet) {
      outlets.set(outlet.shard, outlet)
      introduce(outlet)
      follower.follow(symbolsOf(outlet.shard))
      heartbeat()
    },
    lose(shard) {
      outlets.get(shard)?.abandon()
      outlets.delete(shard)
      const symbols = symbolsOf(shard)
      follower.release(symbols)
      for (const symbol of symbols) {
        ladders.delete(symbol)
        costs.delete(symbol)
        instruments.delete(symbol)
        refused.delete(symbol)
      }
    },
    obey({ resyncBook, resyncShard }) {
      if (resyncBook && outlets.has(resyncBook.shard)) {
        if (resyncBook.reason !== 'near_edge') follower.repeat(resyncBook.symbol, 'resync')
        return
      }
      const outlet = resyncShard ? outlets.get(resyncShard.shard) : undefined
      if (outlet === undefined) return
      introduce(outlet)
      for (const symbol of symbolsOf(outlet.shard)) follower.repeat(symbol, 'resync')
    },
    stop() {
      if (stopped) return
      stopped = true
      clearInterval(beat)
      clearInterval(ticker)
      watch.stop()
      follower.stop()
      const atUs = epochUs()
      for (const outlet of outlets.values()) outlet.emit({ bookLost: { symbols: [], reason: 'shutdown', atUs } })
      outlets.clear()
      for (const endpoint of endpoints) endpoint.close()
    },
    get state() {
      return {
        connected: watch.connected,
        tip: follower.tip,
        books: [...specs.keys()].filter(symbol => outlets.has(shardOf(symbol, shards))).length,
        liveBooks: follower.liveCount,
        refused,
        proofAgeMs: provenUs === 0 ? undefined : (epochUs() - provenUs) / 1000,
      }
    },
  }
}
