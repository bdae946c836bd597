import { bookIndexKey, bookKeys } from '@screener/contracts'
import { until } from '../stack/until.ts'
import type { ScaledRun } from './scaled-run.ts'

export interface Restart {
  readonly signal: NodeJS.Signals
  /** From the start of the new process until the last book was shown LIVE by it, milliseconds. */
  readonly liveAfterMs: number
  /** Longest time that any book was without a proof of life; the time between the two processes is in it. */
  readonly longestGapMs: number
  /** Requests that all venues together answered meanwhile, without those for more levels of a book that goes on. */
  readonly restCalls: number
}

/** Every book has a checkpoint to go on from: they are written up to a second after a book became LIVE. */
const checkpointed = async (run: ScaledRun): Promise<void> => {
  await until('a checkpoint of every book', 30_000, async () => {
    let kept = 0
    for (let shard = 0; shard < 4; shard++) {
      const names = (await run.redis.command('SMEMBERS', bookIndexKey(shard))) as readonly string[]
      for (const name of names) {
        const [venue = '', symbol = ''] = name.split(' ')
        const { meta } = bookKeys(shard, venue, symbol)
        if ((await run.redis.command('HGET', meta, 'restorable')) === '1') kept++
      }
    }
    return kept === run.books ? true : undefined
  })
}

/** What was asked for more levels is answered by then. */
const answeredMs = 1_000

/** Requests so far, without those for more levels. */
const restCallsOf = async (run: ScaledRun): Promise<number> => {
  const { record } = run
  await until('no book in want of levels', 60_000, () =>
    performance.now() - record.deepeningAtMs > answeredMs ? true : undefined,
  )
  return (await run.restCalls()) - record.deepened
}

/** The only orderbook-sync ends and another one starts at once, as a supervisor does it; `before` runs between the two. */
export const restartSync = async (
  run: ScaledRun,
  signal: NodeJS.Signals,
  before?: () => Promise<void>,
): Promise<Restart> => {
  const { rig, record } = run
  await checkpointed(run)
  const restBefore = await restCallsOf(run)
  record.mark()
  const [old] = rig.running('orderbook-sync')
  await old?.end(signal)
  await before?.()
  const epochMs = Date.now()
  const { startedAtMs } = rig.start('orderbook-sync')
  await until('all books LIVE again', 60_000, () => (record.liveSince(epochMs).books === run.books ? true : undefined))
  const liveAfterMs = Math.round(record.liveSince(epochMs).lastAtMs - startedAtMs)
  await run.settled()
  const restCalls = (await restCallsOf(run)) - restBefore
  return { signal, liveAfterMs, longestGapMs: record.longestGapMs(), restCalls }
}

/** Removes the lists of checkpoints, so that whoever takes a shard finds none. */
export const forgetCheckpoints = async (run: ScaledRun): Promise<void> => {
  for (let shard = 0; shard < 4; shard++) await run.redis.command('DEL', bookIndexKey(shard))
}
