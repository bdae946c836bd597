import { eventually } from '@screener/testing'
import { expect, test } from 'vitest'
import { createControlChannel, type ControlChannel } from '../src/control-channel.ts'
import type { Venue } from '../src/index.ts'
import { acme } from './acme/venue.ts'

interface Sent {
  readonly id: string
  readonly op: string
  readonly symbols: readonly string[]
}

const open = (
  venue: Venue,
  answer: (channel: ControlChannel, frame: Sent) => void,
): { channel: ControlChannel; sent: Sent[] } => {
  const sent: Sent[] = []
  const channel = createControlChannel({
    venue,
    send: text => {
      const frame = JSON.parse(text) as Sent
      sent.push(frame)
      setImmediate(() => answer(channel, frame))
    },
    onSubscribed: () => undefined,
    // As a resync does: subscribe again what was let go.
    onUnsubscribed: symbols => channel.subscribe(symbols),
    onRejected: () => undefined,
    onTimeout: () => undefined,
  })
  return { channel, sent }
}

test('books that are lost one by one within moments share their control frames', async () => {
  const symbols = Array.from({ length: 50 }, (_, index) => `S${index}`)
  const { channel, sent } = open(acme('channel'), (to, { id }) => to.acknowledged(id))
  // Each found its gap by itself: fifty requests of one symbol.
  for (const symbol of symbols) channel.unsubscribe([symbol])
  const subscribed = (): string[] => sent.filter(({ op }) => op === 'sub').flatMap(frame => frame.symbols)
  await eventually(() => subscribed().length === 50)
  channel.stop()
  expect(subscribed().toSorted()).toEqual(symbols.toSorted())
  // Ten symbols fit one frame: five frames let go, and as many or a few more ask again.
  expect(sent.length).toBeLessThanOrEqual(12)
})
