import { parseSubscription, subscriptionsKey, type KeptSubscription } from '@screener/contracts'
import type { RedisClient, RedisCommand } from '@screener/streams'

/** What is wanted and what came of it, in Redis: for the gateway, for people, and for the manager after us. */
export interface KeptStates {
  /** By venue and symbol. Rejects when Redis is away. */
  read(venues: readonly string[]): Promise<ReadonlyMap<string, ReadonlyMap<string, KeptSubscription>>>
  /** Writes what differs from the last time; does nothing while the write before is under way or Redis is away. */
  write(venue: string, states: ReadonlyMap<string, KeptSubscription>): void
}

const fieldsPerCommand = 500

/** A HASH reply; the driver may have made an object of it already. */
const entriesOf = (reply: unknown): readonly (readonly [string, string])[] => {
  if (!Array.isArray(reply)) return Object.entries((reply ?? {}) as Record<string, string>)
  const entries: [string, string][] = []
  for (let index = 0; index + 1 < reply.length; index += 2)
    entries.push([String(reply[index]), String(reply[index + 1])])
  return entries
}

const chunks = <T>(items: readonly T[], size: number): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size))

interface Written {
  readonly symbols: Map<string, KeptSubscription>
  /** False: nobody knows what Redis holds, so it is written from scratch. */
  complete: boolean
  writing: boolean
}

export const createKeptStates = (redis: RedisClient): KeptStates => {
  const byVenue = new Map<string, Written>()
  const writtenOf = (venue: string): Written => {
    const known = byVenue.get(venue) ?? { symbols: new Map(), complete: false, writing: false }
    byVenue.set(venue, known)
    return known
  }
  redis.onReady(() => {
    // It may have lost or restored anything.
    for (const written of byVenue.values()) written.complete = false
  })

  return {
    async read(venues) {
      const kept = new Map<string, ReadonlyMap<string, KeptSubscription>>()
      for (const venue of venues) {
        const entries = entriesOf(await redis.command('HGETALL', subscriptionsKey(venue)))
        const readable = entries.flatMap(([symbol, text]) => {
          const state = parseSubscription(text)
          return state === undefined ? [] : ([[symbol, state]] as const)
        })
        kept.set(venue, new Map(readable))
      }
      return kept
    },
    write(venue, states) {
      const written = writtenOf(venue)
      if (written.writing || !redis.ready) return
      const key = subscriptionsKey(venue)
      const known = written.complete ? written.symbols : new Map<string, KeptSubscription>()
      // The same object is the same state.
      const changed = [...states].filter(([symbol, state]) => known.get(symbol) !== state)
      const gone = [...known.keys()].filter(symbol => !states.has(symbol))
      const commands: RedisCommand[] = [
        ...(written.complete ? [] : [['DEL', key] as RedisCommand]),
        ...chunks(gone, fieldsPerCommand).map((symbols): RedisCommand => ['HDEL', key, ...symbols]),
        ...chunks(changed, fieldsPerCommand).map((some): RedisCommand => [
          'HSET',
          key,
          ...some.flatMap(([symbol, state]) => [symbol, JSON.stringify(state)]),
        ]),
      ]
      if (commands.length === 0) return
      written.writing = true
      redis.transaction(key, commands).then(
        () => {
          written.writing = false
          written.complete = true
          written.symbols.clear()
          for (const [symbol, state] of states) written.symbols.set(symbol, state)
        },
        () => {
          written.writing = false
          written.complete = false
        },
      )
    },
  }
}
