import { eventually } from '@screener/testing'
import { expect, onTestFinished, test } from 'vitest'
import { createControlChannel } from '../src/control-channel.ts'
import type { ControlFrame, Venue } from '../src/index.ts'
import { acme, acmeLimits } from './acme/venue.ts'

/** Two channels, a frame each for all symbols; one bad symbol has a whole frame refused. */
const twoChannels = (op: string) => (symbols: readonly string[], firstId: number) =>
  ['depth', 'bbo'].map((channel, index): ControlFrame => {
    const requestId = String(firstId + index)
    return { requestId, text: JSON.stringify({ id: requestId, op, channel, symbols }), symbols }
  })
const venue: Venue = {
  ...acme('channel'),
  limits: { ...acmeLimits, framesPerSecond: 10_000 },
  subscribe: twoChannels('sub'),
  unsubscribe: twoChannels('unsub'),
}

test.each([
  { bad: ['S7'], most: 32 },
  { bad: ['S0', 'S31'], most: 60 },
])('bad symbols $bad, refused in both channels, are found with at most $most frames', async ({ bad, most }) => {
  const symbols = Array.from({ length: 32 }, (_, index) => `S${index}`)
  const subscribed = new Map<string, Set<string>>()
  const rejected: string[] = []
  let sent = 0
  const channel = createControlChannel({
    venue,
    send: text => {
      sent++
      const frame = JSON.parse(text) as { readonly id: string; readonly channel: string; readonly symbols: string[] }
      setImmediate(() => {
        if (frame.symbols.some(symbol => bad.includes(symbol))) {
          channel.refused(frame.id, undefined, 'a bad symbol among them')
          return
        }
        for (const symbol of frame.symbols)
          subscribed.set(symbol, (subscribed.get(symbol) ?? new Set()).add(frame.channel))
        channel.acknowledged(frame.id)
      })
    },
    onSubscribed: () => undefined,
    onUnsubscribed: () => undefined,
    onRejected: symbol => rejected.push(symbol),
    onTimeout: () => undefined,
  })
  onTestFinished(() => channel.stop())
  channel.subscribe(symbols)
  await eventually(() => rejected.length === bad.length && subscribed.size === symbols.length - bad.length)
  expect(rejected.toSorted()).toEqual(bad)
  await eventually(() => [...subscribed.values()].every(channels => channels.size === 2))
  expect(sent).toBeLessThanOrEqual(most)
})
