import { shardOf, type MarketDataEvent } from '@screener/contracts'
import { expect, test } from 'vitest'
import { createBackoff } from '../src/backoff.ts'
import { createBookFeeds } from '../src/book-feeds.ts'
import { createConnectGate } from '../src/connect-gate.ts'
import type { Connection, ConnectionEvents } from '../src/connection.ts'
import { createFeed } from '../src/feed.ts'
import { createFleet } from '../src/fleet.ts'
import { createLink } from '../src/link.ts'
import { createTops, type Tops } from '../src/tops.ts'
import { acmeLimits } from './acme/venue.ts'

/** A connection of which a test says what happens; it is open from the start. */
interface Wire {
  readonly connection: Connection
  readonly events: ConnectionEvents
  readonly asked: string[]
  spent: boolean
}

const createWire = (number: number, events: ConnectionEvents): Wire => {
  const asked: string[] = []
  const connection = {
    number,
    isOpen: true,
    flowedMs: 0,
    get isSpent() {
      return wire.spent
    },
    subscribe: (natives: readonly string[]) => void asked.push(...natives),
    unsubscribe: () => undefined,
    check: () => undefined,
    terminate: () => undefined,
  } as unknown as Connection
  const wire: Wire = { connection, events, asked, spent: false }
  return wire
}

interface Run {
  readonly tops: Tops
  readonly old: Wire
  readonly next: Wire
}

/** A-USDT flows on the old connection; the next one is open, and B-USDT was wanted since. */
const duringReplacement = (): Run => {
  const wires: Wire[] = []
  const tops = createTops({
    venue: 'acme',
    shards: 1,
    newFleet: events =>
      createFleet(10, () =>
        createLink({
          connect: its => {
            const wire = createWire(wires.length + 1, its)
            wires.push(wire)
            return wire.connection
          },
          events,
          gate: createConnectGate(acmeLimits),
          backoff: createBackoff({ baseMs: 1_000, maxMs: 1_000, random: () => 0.5 }),
          nowMs: () => 0,
          random: () => 0.5,
          maxConnectionAgeMs: undefined,
        }),
      ),
    report: {
      onBadFrame: () => undefined,
      onAcknowledgeTimedOut: () => undefined,
      onThrottled: () => undefined,
      onConnectionLost: () => undefined,
    },
    emit: () => undefined,
    nowMs: () => 0,
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  })
  const instrument = (symbol: string) => ({ symbol: symbol.replace('-', ''), base: '', quote: '', trading: true })
  tops.onTable({ size: 2, judge: symbol => ({ kind: 'usable', instrument: instrument(symbol) }) } as Parameters<
    Tops['onTable']
  >[0])
  tops.hold(shardOf('A-USDT', 1))
  tops.want(['A-USDT'])
  const old = wires[0]!
  old.events.opened()
  old.events.subscribed(['AUSDT'])
  old.spent = true
  tops.checkConnections(0)
  const next = wires[1]!
  next.events.opened()
  tops.want(['A-USDT', 'B-USDT'])
  expect(next.asked).toEqual(['AUSDT', 'BUSDT'])
  old.asked.length = 0
  next.asked.length = 0
  return { tops, old, next }
}

test('the replacement dies: tops that only it was asked for are asked for on the connection that is left', () => {
  const { tops, old, next } = duringReplacement()
  next.events.closed('error', '', undefined)
  expect(old.asked).toEqual(['BUSDT'])
  expect(tops.unconfirmed()).toEqual(['B-USDT'])
  old.events.subscribed(['BUSDT'])
  expect(tops.unconfirmed()).toEqual([])
})

test('as are those that had moved to it', () => {
  const { tops, old, next } = duringReplacement()
  next.events.subscribed(['AUSDT', 'BUSDT'])
  next.events.closed('error', '', undefined)
  expect(old.asked).toEqual(['AUSDT', 'BUSDT'])
  expect(tops.unconfirmed()).toEqual(['A-USDT', 'B-USDT'])
})

test('the old connection dies first: the replacement was asked already, and what it has not said is not confirmed', () => {
  const { tops, old, next } = duringReplacement()
  next.events.subscribed(['BUSDT'])
  old.events.closed('error', '', undefined)
  expect(next.asked).toEqual([])
  expect(tops.unconfirmed()).toEqual(['A-USDT'])
  next.events.subscribed(['AUSDT'])
  expect(tops.unconfirmed()).toEqual([])
})

test('a book from REST is no book without its channel: it is subscribed on the connection that is left', () => {
  const [old, next] = [1, 2].map(number => createWire(number, {} as ConnectionEvents)) as [Wire, Wire]
  const emitted: MarketDataEvent[] = []
  let nowMs = 0
  let requested = 0
  const feeds = createBookFeeds({
    seeding: 'always',
    emit: (_shard, event) => emitted.push(event),
    nextSession: () => 1,
    nowMs: () => nowMs,
    nowUs: () => 0,
    requestSnapshot: () => requested++,
    cancelSnapshot: () => undefined,
    onResync: () => undefined,
  })
  const instrument = { nativeSymbol: 'BUSDT', symbol: 'B-USDT' } as Parameters<typeof createFeed>[0]['instrument']
  const repairs = createBackoff({ baseMs: 1, maxMs: 1, random: () => 0 })
  feeds.add(createFeed({ symbol: 'B-USDT', native: 'BUSDT', shard: 0, instrument }, repairs))
  feeds.begin(next.connection, ['BUSDT'])
  feeds.onConnectionLost(next.connection, 'error')
  feeds.onReturn(old.connection, ['BUSDT'])
  expect(old.asked).toEqual(['BUSDT'])
  expect(feeds.feeds.get('BUSDT')?.subscribed).toBe(false)
  // A snapshot of before the subscription would stand for ever if no change came.
  feeds.tick((nowMs = 10_000))
  expect(requested).toBe(0)
  feeds.onSubscribed(old.connection, ['BUSDT'])
  feeds.tick((nowMs = 11_000))
  expect(requested).toBe(1)
})
