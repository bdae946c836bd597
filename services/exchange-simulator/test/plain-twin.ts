import { trimmedDecimals } from '../src/decimal.ts'
import { PublishedBook } from '../src/published-book.ts'
import type { RunningTwin, TwinContext, VenueTwin } from '../src/venue-twin.ts'

/**
 * The least a twin can be: it sends each change of the first symbol's best levels to whoever is connected, without numbers; each
 * second frame has a checksum.
 */
const create = (context: TwinContext): RunningTwin => {
  const { markets, faults } = context
  const connections = new Set<Parameters<RunningTwin['protocol']['opened']>[0]>()
  const books = new Map(markets.map(market => [market, new PublishedBook({ market, depth: 5, firstNumber: 1 })]))
  const [first] = books.values()
  return {
    onEvent: () => undefined,
    onTick: () => {
      if (first?.advance() === undefined) return
      const { instrument } = first.market
      const levels = first.levels.bids.map(([price, quantity]) => `{"price":${price},"qty":${quantity}}`).join(',')
      const text = `{"time":${first.timeMs},"bids":[${levels}]${first.number % 2 === 0 ? `,"checksum":${first.number}` : ''}}`
      for (const connection of connections) faults.deliver(connection, Buffer.from(text), instrument.symbol, 'levels')
    },
    truthAt: (market, { exchangeTimeMs }) => {
      const published = books.get(market)
      const book = published?.bookAt({ exchangeTimeMs })
      return published === undefined || book === undefined
        ? undefined
        : { sequence: published.number, book, write: trimmedDecimals }
    },
    protocol: {
      venue: 'plain',
      faults,
      answer: () => ({ status: 200, body: JSON.stringify([...context.refused]) }),
      banned: () => ({ status: 403, body: '' }),
      refuseUpgrade: () => undefined,
      opened: connection => void connections.add(connection),
      message: () => undefined,
      closed: connection => void connections.delete(connection),
    },
  }
}

export const plainTwin = (changes: Partial<VenueTwin>): VenueTwin => ({
  id: 'plain',
  limits: { connectsPerWindow: { default: 50, doc: 'New WebSockets per minute' } },
  knobs: { lagMs: 0, silent: false },
  list: (base, quote, usual) => ({ ...usual, native: `${base}/${quote}` }),
  channels: { depth: ['levels'], bbo: ['top'] },
  create,
  ...changes,
})
