import { commandStream, encodeCollectorCommand, type CollectorCommand } from '@screener/contracts'
import { appendShared, type RedisClient, type StreamLog } from '@screener/streams'

const commandsMaxEntries = 10_000
/** Older orders are dropped: the plan that gave them gives another by then. */
const lifeMs = 3_000

interface Unsent {
  readonly stream: string
  readonly payload: Uint8Array
  readonly untilMs: number
}

export interface CommandSender {
  send(venue: string, command: CollectorCommand): void
  /** Tries again what could not be sent. */
  tick(): void
}

const keyOf = (venue: string, { resyncBook, resyncShard }: CollectorCommand): string =>
  resyncBook ? `${venue} ${resyncBook.symbol}` : `${venue} {${resyncShard?.shard ?? -1}}`

/** Orders to collectors. One that meets an absent Redis waits a little, at most one for each book and shard. */
export const createCommandSender = (redis: RedisClient, nowMs: () => number, log: StreamLog): CommandSender => {
  const unsent = new Map<string, Unsent>()

  const attempt = (key: string, order: Unsent): void => {
    unsent.delete(key)
    appendShared(redis, order.stream, 'CollectorCommand', order.payload, commandsMaxEntries).catch(() => {
      if (nowMs() < order.untilMs && !unsent.has(key)) unsent.set(key, order)
    })
  }

  return {
    send: (venue, command) => {
      const stream = commandStream(venue)
      log.info({ event: 'resync_ordered', venue, ...command.resyncBook, ...command.resyncShard }, 'ordered a resync')
      attempt(keyOf(venue, command), {
        stream,
        payload: encodeCollectorCommand(command),
        untilMs: nowMs() + lifeMs,
      })
    },
    tick: () => {
      if (unsent.size === 0 || !redis.ready) return
      for (const [key, order] of [...unsent]) attempt(key, order)
    },
  }
}
