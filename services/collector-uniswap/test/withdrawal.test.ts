import { eventually } from '@screener/testing'
import { describe, expect, it } from 'vitest'
import { ChainFollower } from '../src/chain/chain-follower.ts'
import type { Head } from '../src/chain/head.ts'
import type { ChainLog } from '../src/chain/log.ts'

const head = (number: number, hash: string, parentHash: string): Head => ({
  number,
  hash,
  parentHash,
  timestampMs: 0,
  baseFeeWei: 0n,
  gasUsed: 0n,
  gasLimit: 0n,
  logsBloom: '',
})
const first = head(10, '0x10', '0x09')
const second = head(11, '0x11', '0x10')
const newest = head(12, '0x12', '0x11')
const logOf = ({ hash }: Head): ChainLog => ({
  address: '0xa',
  topics: [],
  data: '0x',
  blockHash: hash,
  logIndex: 0,
  removed: false,
})

/** A book whose quotes name the newest of three blocks, and what is told of it from then on. */
const followed = async (): Promise<{ follower: ChainFollower<number>; lost: string[] }> => {
  const lost: string[] = []
  let shownAt = ''
  const follower: ChainFollower<number> = new ChainFollower<number>({
    pools: [{ key: 'a', logKey: '0xa', bloomItems: ['0xa'] }],
    reader: {
      headOf: () => Promise.reject(new Error('not asked for')),
      logsOf: at => Promise.resolve(at.hash === newest.hash ? [logOf(at)] : []),
      load: () => Promise.resolve(new Map([['a', 0]])),
    },
    sink: {
      lost: (keys, reason) => lost.push(...keys.map(key => `${key} ${reason}`)),
      published: (books, { hash }) => (shownAt = books.length > 0 ? hash : shownAt),
    },
    logKeyOf: () => '0xa',
    apply: (_, state, logs) => state + logs.length,
    nextSession: () => 1,
    nowMs: () => 0,
    pause: () => Promise.resolve(),
    count: () => undefined,
    onAwait: () => undefined,
    depth: 64,
    parentsKnown: 0,
    longestGap: 32,
    blockDeadlineMs: 400,
    rollBack: true,
  })
  follower.follow(['a'])
  for (const each of [first, second, newest]) {
    follower.notice(each)
    await eventually(() => follower.tip?.hash === each.hash && follower.isLive('a'))
  }
  await eventually(() => shownAt === newest.hash)
  return { follower, lost }
}

describe('a book that names a removed block', () => {
  it('is lost in the very turn in which another block takes its place', async () => {
    const { follower, lost } = await followed()
    follower.notice(head(12, '0x12b', second.hash))
    expect(lost).toEqual(['a reorg'])
    follower.stop()
  })

  it('is lost in the very turn in which a log of it is said to be removed', async () => {
    const { follower, lost } = await followed()
    follower.removed(newest.hash)
    expect(lost).toEqual(['a reorg'])
    follower.stop()
  })

  it('stays when the next block builds on it', async () => {
    const { follower, lost } = await followed()
    follower.notice(head(13, '0x13', newest.hash))
    expect(lost).toEqual([])
    follower.stop()
  })
})
