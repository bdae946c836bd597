import type { ControlFrame, Venue } from '@screener/collector-runtime'
import { decode } from './decode.ts'
import { parseInstruments, readRestLimits } from './rest.ts'

const symbolsPerFrame = 25

/** One channel a frame. A frame with one bad market is refused as a whole. */
const control = (op: string, symbols: readonly string[], firstId: number): readonly ControlFrame[] => {
  const frames: ControlFrame[] = []
  for (let start = 0; start < symbols.length; start += symbolsPerFrame) {
    const part = symbols.slice(start, start + symbolsPerFrame)
    for (const channel of ['book', 'top']) {
      const id = firstId + frames.length
      frames.push({ requestId: String(id), text: JSON.stringify([op, id, channel, part]), symbols: part })
    }
  }
  return frames
}

/**
 * Heron exists only in this test: arrays in the place of objects, frames numbered by connection and books by ranges, a channel a
 * frame, and a beat each second. It measures what a new venue costs.
 */
export const heron: Venue = {
  id: 'heron',
  webSocketUrl: 'wss://feed.heron.example/stream',
  restUrl: 'https://api.heron.example',
  limits: {
    maxSymbolsPerConnection: 100,
    framesPerSecond: 10,
    connectsPerWindow: 60,
    connectWindowMs: 60_000,
    restWeightPerWindow: 40,
    restWindowMs: 10_000,
  },
  liveness: {
    // A client that says nothing for 40 s is cut.
    ping: { everyMs: 15_000, frame: requestId => JSON.stringify(['ping', requestId]) },
    transportTimeoutMs: 5_000,
    // The beat counts as data.
    dataTimeoutMs: 3_000,
    acknowledgeTimeoutMs: 5_000,
  },
  subscribe: (symbols, firstId) => control('sub', symbols, firstId),
  unsubscribe: (symbols, firstId) => control('unsub', symbols, firstId),
  decode,
  instruments: { path: '/v1/markets', weight: 1, parse: parseInstruments },
  readRestLimits,
}
