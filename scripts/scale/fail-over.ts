import { execFileSync } from 'node:child_process'
import { setTimeout as wait } from 'node:timers/promises'
import { bookStream, marketDataStream } from '@screener/contracts'
import type { RedisClusterServer } from '@screener/testing'
import { until } from '../stack/until.ts'
import type { ScaledRun } from './scaled-run.ts'
import { recordStreams, type StreamRecord } from './stream-record.ts'

export interface FailOver {
  /** From the death of the master until its replica takes writes, milliseconds. */
  readonly promotedAfterMs: number
  /** From then until every book was LIVE and the venue's, milliseconds. */
  readonly liveAfterMs: number
  /** Entries that an onlooker had read and that are in no stream any more. */
  readonly lost: number
  /**
   * Streams that lost entries of which somebody who reads them afterwards is told neither by a hole nor by another writer's epoch.
   * (Who had read them before they were lost has lost nothing.)
   */
  readonly untold: readonly string[]
  /** The control: the same streams, read as if ids said nothing. */
  readonly untoldWithoutIds: readonly string[]
  readonly holes: number
}

const shard = 1
/** Long enough that something is lost, shorter than what makes the replica count as dead. */
const unreplicatedMs = 1_000

const lostIn = async (run: ScaledRun, record: StreamRecord): Promise<ReadonlyMap<string, number>> => {
  const lost = new Map<string, number>()
  for (const [stream, ids] of record.ids) {
    // The onlooker reads on while Redis answers.
    const read = [...ids]
    const entries = (await run.redis.command('XRANGE', stream, read[0] ?? '-', '+')) as readonly [string, unknown][]
    const kept = new Set(entries.map(([id]) => id))
    const missing = read.filter(id => !kept.has(id)).length
    if (missing > 0) lost.set(stream, missing)
  }
  return lost
}

/**
 * The master of one shard's streams is killed after a second in which its replica heard nothing, so that acknowledged writes are lost for
 * certain; then the replica goes on and is promoted.
 */
export const failOver = async (
  run: ScaledRun,
  cluster: RedisClusterServer,
  venues: readonly string[],
): Promise<FailOver> => {
  const onlooker = { redis: run.rig.redis, shards: 4, venues }
  const record = recordStreams({ ...onlooker, keepIds: true })
  const streams = [bookStream(shard), ...venues.map(venue => marketDataStream(shard, venue))]
  try {
    await until('the onlooker reads', 20_000, () =>
      streams.every(stream => (record.ids.get(stream)?.length ?? 0) > 5) ? true : undefined,
    )
    const key = bookStream(shard)
    const master = await cluster.masterOf(key)
    const replica = await cluster.replicaOf(key)
    process.kill(replica.pid, 'SIGSTOP')
    try {
      // What stands in its socket it would still read; from here on nothing comes.
      execFileSync('redis-cli', ['-p', `${master.port}`, 'CLIENT', 'KILL', 'TYPE', 'replica'])
      await wait(unreplicatedMs)
      await master.kill9()
    } finally {
      process.kill(replica.pid, 'SIGCONT')
    }
    const killedAtMs = performance.now()
    const isPromoted = (): boolean =>
      execFileSync('redis-cli', ['-p', `${replica.port}`, 'ROLE'], { encoding: 'utf8' }).startsWith('master')
    await until('the replica is promoted', 60_000, () => (isPromoted() ? true : undefined))
    const promotedAtMs = performance.now()
    await run.settled()
    const liveAtMs = performance.now()
    // Our own connection may have been to the dead one.
    const lost = await until('the streams can be read', 20_000, () => lostIn(run, record))
    const untoldTo = ({ holes, takenOver }: StreamRecord): readonly string[] => {
      const told = new Set([...takenOver, ...holes.map(({ stream }) => stream)])
      return [...lost.keys()].filter(stream => !told.has(stream))
    }
    const later = recordStreams({ ...onlooker, fromStart: true })
    const blind = recordStreams({ ...onlooker, fromStart: true, ignoreIds: true })
    const hasRead = (seen: StreamRecord): boolean => [...lost.keys()].every(stream => seen.epochs.has(stream))
    await until('both read what is left', 20_000, () => (hasRead(later) && hasRead(blind) ? true : undefined))
    const allTold = (): true | undefined => (untoldTo(later).length === 0 ? true : undefined)
    await until('all losses are told', 5_000, allTold).catch(() => undefined)
    await later.stop()
    await blind.stop()
    return {
      promotedAfterMs: Math.round(promotedAtMs - killedAtMs),
      liveAfterMs: Math.round(liveAtMs - promotedAtMs),
      lost: [...lost.values()].reduce((sum, count) => sum + count, 0),
      untold: untoldTo(later),
      untoldWithoutIds: untoldTo(blind),
      holes: later.holes.length,
    }
  } finally {
    await record.stop()
  }
}
