import { ChainFollower } from '../src/chain/chain-follower.ts'
import { UnknownBlockError, type ChainReader } from '../src/chain/follower-options.ts'
import type { Head } from '../src/chain/head.ts'
import { applyModelLog, createModelChain, randomFrom, type ModelBlock } from './model-chain.ts'
import { createVirtualTime } from './virtual-time.ts'

export interface ModelRun {
  /** What was shown and was not so; empty: nothing. */
  readonly violations: readonly string[]
  readonly counts: Readonly<Record<string, number>>
  readonly forks: number
  /** Longest time that a quote of a removed block was shown after the notice, ms. */
  readonly slowestWithdrawalMs: number
  readonly publications: number
}

const blocksPerRun = 20
const withdrawWithinMs = 500
const pollMs = 250
const tickMs = 50

/**
 * One seed: a chain that forks, seen through a node that lags, goes silent, throttles, leaves logs out and forgets heads, followed
 * by the real follower. `rollBack` false is the control.
 */
export const followModel = async (seed: number, rollBack: boolean): Promise<ModelRun> => {
  const random = randomFrom(seed)
  const time = createVirtualTime()
  const chain = createModelChain(random, 3, seed % 10 === 0 ? 300 : 6)
  const violations: string[] = []
  const counts: Record<string, number> = {}
  const live = new Map<string, string>()
  const conflictSinceMs = new Map<string, number>()
  const faults = { lag: 0, throttle: false, emptyLogs: false, silent: false, tellsRemoved: random() < 0.5 }
  let forks = 0
  let publications = 0
  let slowestWithdrawalMs = 0
  let noticed: ModelBlock = chain.head

  const onOneLine = (one: ModelBlock, other: ModelBlock): boolean => {
    const low = one.head.number >= other.head.number ? other : one
    let high = low === one ? other : one
    while (high.head.number > low.head.number && high.parent !== undefined) high = high.parent
    return high === low
  }
  /** Everything live against the newest head that the follower was told. */
  const check = (): void => {
    for (const [key, hash] of live) {
      const origin = chain.blockOf(hash)
      if (origin === undefined || onOneLine(origin, noticed)) {
        conflictSinceMs.delete(key)
        continue
      }
      const since = conflictSinceMs.get(key) ?? time.nowMs
      conflictSinceMs.set(key, since)
      slowestWithdrawalMs = Math.max(slowestWithdrawalMs, time.nowMs - since)
      if (time.nowMs - since > withdrawWithinMs) violations.push(`${key} still names removed ${origin.head.number}`)
    }
    for (const key of conflictSinceMs.keys()) if (!live.has(key)) conflictSinceMs.delete(key)
  }
  const view = (): ModelBlock => {
    let block = chain.head
    for (let count = 0; count < faults.lag && block.parent !== undefined; count++) block = block.parent
    return block
  }
  const answer = async <T>(make: () => T): Promise<T> => {
    await time.wait(1 + random() * 40)
    if (faults.throttle) throw new Error('429')
    return make()
  }
  const known = (hash: string): ModelBlock => {
    const block = chain.blockOf(hash)
    if (block === undefined || block.head.number > view().head.number) throw new UnknownBlockError(hash)
    return block
  }
  const reader: ChainReader<string> = {
    headOf: hash => answer(() => known(hash).head),
    logsOf: (head, scope) =>
      answer(() => {
        if (faults.emptyLogs && random() < 0.8) return []
        const { logs } = known(head.hash)
        return scope === 'all' ? logs : logs.filter(({ address }) => chain.pools.includes(address))
      }),
    load: (keys, head) =>
      answer(() => {
        // A state can only be read of blocks that the node still holds for canonical.
        if (!chain.isCanonical(head.hash)) throw new UnknownBlockError(head.hash)
        const { states } = known(head.hash)
        return new Map(keys.map(key => [key, states.get(key) ?? '']))
      }),
  }
  let sessions = 0
  const follower: ChainFollower<string> = new ChainFollower<string>({
    pools: chain.pools.map(pool => ({ key: pool, logKey: pool, bloomItems: [pool] })),
    reader,
    sink: {
      lost: keys => keys.forEach(key => live.delete(key)),
      published(books, head) {
        if (books.length > 0 && head.hash !== follower.newest?.hash) violations.push(`${head.number} is not the newest`)
        for (const { key, state } of books) {
          publications++
          live.set(key, head.hash)
          const truth = chain.blockOf(head.hash)?.states.get(key)
          if (state !== truth) violations.push(`${key} at ${head.number} is ${state}, not ${String(truth)}`)
        }
      },
    },
    logKeyOf: log => log.address,
    apply: (_, state, logs) => logs.reduce(applyModelLog, state),
    nextSession: () => ++sessions,
    nowMs: () => time.nowMs,
    pause: failures => time.wait(Math.min(1000, 20 * 2 ** failures)),
    count: what => (counts[what] = (counts[what] ?? 0) + 1),
    onAwait: () => time.at(5, () => tell(view().head)),
    depth: 64,
    parentsKnown: 16,
    longestGap: 32,
    blockDeadlineMs: 400,
    rollBack,
  })
  const tell = (head: Head): void => {
    const block = chain.blockOf(head.hash)
    // A node that lags on the same branch removes nothing.
    if (block !== undefined && !(onOneLine(block, noticed) && block.head.number < noticed.head.number)) noticed = block
    follower.notice(head)
    check()
  }
  const push = (head: Head): void => {
    if (faults.silent || (faults.lag > 0 && random() < 0.5)) return
    const delayMs = random() * 60
    time.at(delayMs, () => tell(head))
    if (random() < 0.1) time.at(delayMs + random() * 100, () => tell(head))
  }
  const poll = (): void => {
    time.at(pollMs, poll)
    if (!faults.throttle) time.at(random() * 30, () => tell(view().head))
  }
  const tick = (): void => {
    time.at(tickMs, tick)
    follower.tick()
    check()
  }
  poll()
  tick()
  follower.follow(chain.pools)

  for (let count = 0; count < blocksPerRun; count++) {
    const forked = random() < 0.2
    if (forked) {
      forks++
      const depth = 1 + Math.floor(random() * 12)
      const before = chain.head
      const removed = chain.fork(depth, depth + Math.floor(random() * 2))
      if (faults.tellsRemoved && !faults.silent)
        for (const { head } of removed) {
          time.at(random() * 60, () => {
            follower.removed(head.hash)
            check()
          })
        }
      const added: Head[] = []
      for (let block: ModelBlock | undefined = chain.head; block !== undefined; block = block.parent) {
        if (onOneLine(block, before)) break
        added.unshift(block.head)
      }
      // Some nodes name every block of the new branch, some only the last.
      for (const head of random() < 0.5 ? added : added.slice(-1)) push(head)
    } else {
      push(chain.mine().head)
    }
    if (random() < 0.15) faults.lag = random() < 0.5 ? 5 : 0
    if (random() < 0.15) faults.throttle = random() < 0.4
    if (random() < 0.15) faults.emptyLogs = random() < 0.5
    if (random() < 0.15) faults.silent = random() < 0.5
    await time.pass(200 + random() * 1200)
  }
  Object.assign(faults, { lag: 0, throttle: false, emptyLogs: false, silent: false })
  for (let count = 0; count < 3; count++) {
    push(chain.mine().head)
    await time.pass(3000)
  }
  if (follower.tip?.hash !== chain.head.head.hash) violations.push('the tip is not the head of the chain')
  for (const key of chain.pools) {
    if (!live.has(key)) violations.push(`${key} is not live at the end`)
    if (follower.stateOf(key) !== chain.head.states.get(key)) violations.push(`${key} differs at the end`)
  }
  follower.stop()
  return { violations, counts, forks, slowestWithdrawalMs, publications }
}
