/**
 * Compares ways to read a book frame with the text of its numbers kept: `node bench/decode.bench.ts`. Prints µs per frame of
 * each, over one seeded set of frames like those of BTC/USD at depth 25. All give the same events.
 */
import { decode } from '../src/decode.ts'

const [frameCount, rounds] = [2_000, 25]

/** mulberry32: the frames are the same in every run. */
const seeded = (seed: number): (() => number) => {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

const random = seeded(1)
const side = (count: number): string =>
  Array.from(
    { length: count },
    () => `{"price":${(63_000 + random() * 100).toFixed(1)},"qty":${(random() * 2).toFixed(8)}}`,
  ).join(',')
const frames = Array.from({ length: frameCount }, (_, index) => {
  const levels = 1 + Math.floor(random() * 2)
  const [bids, asks] = index === 0 ? [25, 25] : random() < 0.4 ? [levels, 0] : [0, levels]
  const checksum = Math.floor(random() * 2 ** 32)
  return `{"channel":"book","type":"${index === 0 ? 'snapshot' : 'update'}","data":[{"symbol":"BTC/USD","bids":[${side(bids)}],"asks":[${side(asks)}],"checksum":${checksum},"timestamp":"2026-08-01T02:53:53.646219Z"}]}`
})

const quoted = (text: string): string => text.replaceAll(/"(price|qty|checksum)":(-?\d[\d.eE+-]*)/g, '"$1":"$2"')

const ways: Readonly<Record<string, (text: string) => unknown>> = {
  'decode (by the usual form)': text => decode(text, 25),
  'decode (any other form: JSON.parse with sources)': text => decode(` ${text}`, 25),
  'numbers quoted by a pattern, then JSON.parse': text => JSON.parse(quoted(text)) as unknown,
  'JSON.parse alone, which loses the digits': text => JSON.parse(text) as unknown,
}

const microseconds = (read: (text: string) => unknown): number => {
  const start = process.hrtime.bigint()
  for (let round = 0; round < rounds; round++) for (const frame of frames) read(frame)
  return Number(process.hrtime.bigint() - start) / 1_000 / rounds / frames.length
}

// In turns, so that a slow moment of the machine hits all of them; the best of five turns counts.
const best = new Map<string, number>()
for (let turn = 0; turn < 5; turn++) {
  for (const [name, read] of Object.entries(ways)) {
    best.set(name, Math.min(best.get(name) ?? Infinity, microseconds(read)))
  }
}
for (const [name, us] of best) console.log(`${us.toFixed(2).padStart(7)} µs  ${name}`)
