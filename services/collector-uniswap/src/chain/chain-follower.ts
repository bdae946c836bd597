import { BlockRing } from './block-ring.ts'
import { pathThroughKnown, pathTo, type ChainPath } from './chain-path.ts'
import { createLogReader, type LogReader } from './log-reader.ts'
import type { FollowedPool, PoolLogs } from './followed-pool.ts'
import { UnknownBlockError, type ChainReader, type FollowerOptions, type PublishedBook } from './follower-options.ts'
import { KnownHeads } from './known-heads.ts'
import type { Head } from './head.ts'
import type { ChainLog } from './log.ts'

/** So many logs a block are told apart in a sequence number. */
const logsPerBlock = 65_536
const firstRetryMs = 100
const longestRetryMs = 30_000

/**
 * Keeps the states of pools equal to the chain's at the newest head. Knows no socket and no clock of its own: heads are handed
 * in as they are heard of, everything else is asked of the reader. States are immutable, so that what a block changed is a
 * reference and a rollback is exact.
 *
 * A book is live from its snapshot until `lost` names it. Of a block that is no longer a part of the chain every live book is lost in
 * the very turn in which that is heard; what comes after is repair.
 */
export class ChainFollower<State> {
  private readonly options: FollowerOptions<State>
  private readonly reader: ChainReader<State>
  private readonly poolOf: ReadonlyMap<string, FollowedPool>
  private readonly logs: LogReader
  private readonly ring: BlockRing<State>
  private readonly heads = new KnownHeads()
  private readonly states = new Map<string, State>()
  /** Block at which the state was read; before it nothing is known of the pool. */
  private readonly loadedAt = new Map<string, number>()
  private readonly wanted = new Set<string>()
  private readonly unloaded = new Set<string>()
  /** Could not be read though the node answered: when to ask again. */
  private readonly refused = new Map<string, { readonly failures: number; readonly retryAtMs: number }>()
  private readonly doubts = new Set<string>()
  /** Live books: the session downstream believes in, and the block their quotes name. */
  private readonly live = new Map<string, { readonly session: number; readonly atNumber: number }>()
  /** Changed since it was published. */
  private readonly dirty = new Set<string>()
  private target: Head | undefined
  /** The newest block was removed and its successor is not named yet. */
  private awaiting = false
  private behindSinceMs: number | undefined
  /** Grows when the way to the target changes: what was asked for the old way is dropped. */
  private generation = 0
  private working = false
  private loading = false
  private stopped = false

  constructor(options: FollowerOptions<State>) {
    this.options = options
    this.reader = options.reader
    this.ring = new BlockRing(options.depth)
    this.poolOf = new Map(options.pools.map(pool => [pool.key, pool]))
    this.logs = createLogReader(options)
  }

  /** The newest complete block. */
  get tip(): Head | undefined {
    return this.ring.tip
  }

  /** The newest head heard of. */
  get newest(): Head | undefined {
    return this.target
  }

  /** A head was removed and its successor is not known: ask for it. */
  get awaitsHead(): boolean {
    return this.awaiting
  }

  get liveCount(): number {
    return this.live.size
  }

  /** At the newest head, with every pool that the chain has, and without a doubt. */
  get whole(): boolean {
    return (
      this.tip !== undefined &&
      !this.behind &&
      [...this.unloaded].every(key => this.refused.has(key)) &&
      this.doubts.size === 0
    )
  }

  stateOf(key: string): State | undefined {
    return this.states.get(key)
  }

  isLive(key: string): boolean {
    return this.live.has(key)
  }

  /** Begins to follow these pools; those not loaded are read at the tip. */
  follow(keys: Iterable<string>): void {
    for (const key of keys) {
      if (this.wanted.has(key) || !this.poolOf.has(key)) continue
      this.wanted.add(key)
      this.unloaded.add(key)
    }
    void this.load()
  }

  /** Says nothing more of these pools. */
  release(keys: Iterable<string>): void {
    for (const key of keys) {
      this.wanted.delete(key)
      this.live.delete(key)
      this.forget(key)
      this.unloaded.delete(key)
    }
  }

  /** The node names this block its newest. */
  notice(head: Head): void {
    this.heads.add(head)
    const { target, ring } = this
    if (this.stopped || (head.hash === target?.hash && !this.awaiting)) return
    if (target === undefined || ring.tip === undefined) {
      this.rebase(head)
      return
    }
    const index = ring.indexOf(head.hash)
    // A node that lags, or a balancer with one behind it, tells us of blocks long done.
    if (index >= 0 && index < ring.length - 1) {
      this.options.count('old_head')
      return
    }
    const ancestor = this.knownAncestor(head)
    const isGap = ancestor === undefined && head.number > target.number + 1
    if (this.options.rollBack && !isGap) this.withdrawAfter(ancestor?.number ?? -1)
    if (!this.leadsTo(target, head)) this.generation++
    this.aim(head)
  }

  /** The node says that the block is no longer a part of the chain (a log of it came with removed: true). */
  removed(hash: string): void {
    if (this.stopped || !this.options.rollBack) return
    const index = this.ring.indexOf(hash)
    if (index < 0) {
      if (this.target?.hash !== hash || this.tip === undefined) return
      this.generation++
      this.target = this.tip
      this.await()
      return
    }
    const parent = this.ring.at(index - 1)?.head
    this.withdrawAfter(parent?.number ?? -1)
    this.generation++
    if (parent === undefined) {
      this.drop()
      this.target = undefined
      this.await()
      return
    }
    this.rollBackTo(index - 1)
    // A head already heard of may be of the new branch.
    if (this.target === undefined || this.pathThroughKnown(this.target)?.ancestor !== this.tip) this.target = this.tip
    if (this.target === this.tip) this.await()
    else void this.work()
  }

  /** Withdraws every book until `settle` is told the same reason. */
  doubt(reason: string): void {
    if (this.doubts.has(reason)) return
    this.doubts.add(reason)
    this.lose([...this.live.keys()], reason)
  }

  settle(reason: string): void {
    if (this.doubts.delete(reason)) this.publish()
  }

  hasDoubt(reason: string): boolean {
    return this.doubts.has(reason)
  }

  /** The state of this pool is not the chain's: its book is lost and it is read anew. */
  reload(key: string, reason: string): void {
    if (!this.wanted.has(key)) return
    this.lose([key], reason)
    this.forget(key)
    this.unloaded.add(key)
    void this.load()
  }

  /** A reader downstream needs the book anew. */
  repeat(key: string, reason: string): void {
    if (!this.live.has(key)) return
    this.lose([key], reason)
    this.publish()
  }

  /** Call a few times a second: a block that takes too long makes what is shown old. */
  tick(): void {
    const { behindSinceMs, options } = this
    if (this.refused.size > 0) void this.load()
    if (behindSinceMs === undefined || options.nowMs() - behindSinceMs <= options.blockDeadlineMs) return
    if (this.live.size > 0) options.count('block_incomplete')
    this.lose([...this.live.keys()], 'block_incomplete')
  }

  stop(): void {
    this.stopped = true
    this.generation++
  }

  private get behind(): boolean {
    return this.awaiting || this.target?.hash !== this.tip?.hash
  }

  private aim(head: Head): void {
    this.target = head
    this.awaiting = false
    if (this.behind) this.behindSinceMs ??= this.options.nowMs()
    else this.publish()
    void this.work()
  }

  private await(): void {
    this.awaiting = true
    this.behindSinceMs ??= this.options.nowMs()
    this.options.onAwait()
  }

  private async work(): Promise<void> {
    if (this.working) return
    this.working = true
    let failures = 0
    while (!this.stopped && this.target !== undefined && this.target.hash !== this.tip?.hash) {
      const { generation } = this
      try {
        await this.advance(generation, this.target)
        failures = 0
      } catch (error) {
        this.options.count(error instanceof UnknownBlockError ? 'unknown_block' : 'read_failed')
        await this.options.pause(failures++)
      }
    }
    this.working = false
  }

  /** What was asked for then is not wanted any more. */
  private isObsolete(generation: number): boolean {
    return generation !== this.generation || this.stopped
  }

  private async advance(generation: number, target: Head): Promise<void> {
    const path = await this.pathTo(target)
    if (this.isObsolete(generation)) return
    if (path === undefined) {
      this.options.count('gap_too_long')
      this.lose([...this.live.keys()], 'gap')
      this.rebase(target)
      return
    }
    const index = this.ring.indexOf(path.ancestor.hash)
    if (index < 0) return
    if (index < this.ring.length - 1 && this.options.rollBack) {
      this.withdrawAfter(path.ancestor.number)
      this.rollBackTo(index)
    }
    for (const head of path.heads) {
      const logs = await this.logs.read(head, () => this.isObsolete(generation))
      if (this.isObsolete(generation)) return
      if (logs === undefined) {
        // The node never had all logs of this block; the states themselves it may have.
        this.options.count('logs_unavailable')
        this.lose([...this.live.keys()], 'logs_missing')
        this.rebase(head)
        continue
      }
      this.append(head, logs)
    }
  }

  /** Blocks from the ring to the target; undefined: the ring does not reach back to where they part. */
  private async pathTo(target: Head): Promise<ChainPath | undefined> {
    const { ring, options, tip } = this
    // The control takes every block for a child of the newest.
    const accept = (head: Head): Head | undefined =>
      options.rollBack || tip === undefined || head.number > tip.number + 1 ? undefined : tip
    return pathTo(target, ring, this.heads, options.longestGap, hash => this.reader.headOf(hash), accept)
  }

  private pathThroughKnown(target: Head): ChainPath | undefined {
    return pathThroughKnown(target, this.ring, this.heads, this.options.longestGap)
  }

  private knownAncestor(head: Head): Head | undefined {
    return this.ring.headOf(head.hash) ?? this.pathThroughKnown(head)?.ancestor
  }

  /** Whether the way to `head` goes through `through`, as far as headers are known. */
  private leadsTo(through: Head, head: Head): boolean {
    if (through.hash === this.tip?.hash) return this.knownAncestor(head)?.hash === through.hash
    return this.pathThroughKnown(head)?.heads.some(({ hash }) => hash === through.hash) ?? false
  }

  private append(head: Head, logs: PoolLogs): void {
    const before = new Map<string, State>()
    for (const [key, its] of logs) {
      const state = this.states.get(key)
      if (state === undefined) continue
      before.set(key, state)
      this.change(key, state, its)
    }
    this.ring.push({ head, logs, before })
    if (this.behind) return
    this.publish()
    void this.load()
  }

  private change(key: string, state: State, logs: readonly ChainLog[]): void {
    const next = this.options.apply(key, state, logs)
    if (next === undefined) {
      this.options.count('bad_logs')
      this.reload(key, 'bad_logs')
      return
    }
    if (next === state) return
    this.states.set(key, next)
    this.dirty.add(key)
  }

  /** Reads what is not loaded at the tip; what the chain did meanwhile is applied on it. */
  private async load(): Promise<void> {
    if (this.loading) return
    this.loading = true
    let failures = 0
    for (;;) {
      const nowMs = this.options.nowMs()
      const keys = [...this.unloaded].filter(key => (this.refused.get(key)?.retryAtMs ?? 0) <= nowMs)
      const at = this.ring.tip
      if (this.stopped || keys.length === 0 || at === undefined) break
      try {
        const states = await this.reader.load(keys, at)
        if (this.merge(at, states)) {
          this.defer(keys.filter(key => !states.has(key)))
          this.publish()
          failures = 0
        } else {
          await this.options.pause(failures++)
        }
      } catch {
        this.options.count('load_failed')
        await this.options.pause(failures++)
      }
    }
    this.loading = false
  }

  /** What the chain does not have is asked for again, ever more seldom, and holds nobody up. */
  private defer(keys: readonly string[]): void {
    for (const key of keys) {
      const failures = (this.refused.get(key)?.failures ?? 0) + 1
      const delayMs = Math.min(longestRetryMs, firstRetryMs * 2 ** failures)
      this.refused.set(key, { failures, retryAtMs: this.options.nowMs() + delayMs })
    }
  }

  /** False when the block is gone. */
  private merge(at: Head, states: ReadonlyMap<string, State>): boolean {
    const index = this.ring.indexOf(at.hash)
    if (index < 0) return false
    const later = this.ring.after(index)
    for (const [key, state] of states) {
      if (!this.unloaded.delete(key)) continue
      this.refused.delete(key)
      this.ring.forget(key)
      this.loadedAt.set(key, at.number)
      this.states.set(key, state)
      for (const block of later) {
        const logs = block.logs.get(key)
        const now = this.states.get(key)
        if (logs === undefined || now === undefined) continue
        block.before.set(key, now)
        this.change(key, now, logs)
      }
    }
    return true
  }

  private rollBackTo(index: number): void {
    while (this.ring.length > index + 1) {
      const block = this.ring.pop()
      for (const [key, state] of block?.before ?? []) {
        if (!this.states.has(key)) continue
        this.states.set(key, state)
        this.dirty.add(key)
      }
    }
    this.options.count('rollback')
    const number = this.ring.tip?.number ?? -1
    for (const [key, at] of [...this.loadedAt]) {
      if (at <= number) continue
      this.forget(key)
      if (this.wanted.has(key)) this.unloaded.add(key)
    }
  }

  /** Begins anew at this block: every state is read again. */
  private rebase(head: Head): void {
    this.drop()
    this.ring.push({ head, logs: new Map(), before: new Map() })
    if (this.target === undefined || this.target.number <= head.number) this.target = head
    this.awaiting = false
    this.publish()
    void this.load()
    void this.work()
    void this.deepen(head)
  }

  /** Some parents of the first block, so that an old head is known as such and a short fork has a known ancestor. */
  private async deepen(base: Head): Promise<void> {
    try {
      for (let count = 0, head = base; count < this.options.parentsKnown && head.number > 0; count++) {
        const parent = this.heads.get(head.parentHash) ?? (await this.reader.headOf(head.parentHash))
        if (this.stopped || this.ring.first?.hash !== head.hash) return
        this.ring.unshift(parent)
        head = parent
      }
    } catch {
      this.options.count('read_failed')
    }
  }

  private drop(): void {
    this.ring.clear()
    for (const key of [...this.states.keys()]) this.forget(key)
    for (const key of this.wanted) this.unloaded.add(key)
  }

  private forget(key: string): void {
    this.states.delete(key)
    this.loadedAt.delete(key)
    this.dirty.delete(key)
    this.ring.forget(key)
  }

  /** Quotes that name a block above this height go. */
  private withdrawAfter(number: number): void {
    const gone = [...this.live].filter(([, book]) => book.atNumber > number)
    this.lose(
      gone.map(([key]) => key),
      'reorg',
    )
  }

  private lose(keys: readonly string[], reason: string): void {
    const lost = keys.filter(key => this.live.delete(key))
    if (lost.length > 0) this.options.sink.lost(lost, reason)
  }

  private publish(): void {
    const { tip } = this
    if (this.stopped || tip === undefined || this.behind) return
    this.behindSinceMs = undefined
    if (this.doubts.size > 0) return
    const books: PublishedBook<State>[] = []
    for (const [key, state] of this.states) {
      const before = this.live.get(key)
      if (before !== undefined && !this.dirty.has(key)) continue
      this.dirty.delete(key)
      const session = before?.session ?? this.options.nextSession()
      this.live.set(key, { session, atNumber: tip.number })
      books.push({ key, state, session, sequence: sequenceAt(tip, this.ring, key) })
    }
    this.options.sink.published(books, tip)
  }
}

/** Grows with the block and with the newest log of the pool in it. */
const sequenceAt = <State>(tip: Head, ring: BlockRing<State>, key: string): number => {
  const newest = ring
    .at(ring.length - 1)
    ?.logs.get(key)
    ?.at(-1)
  return tip.number * logsPerBlock + (newest === undefined ? 0 : (newest.logIndex % (logsPerBlock - 1)) + 1)
}
