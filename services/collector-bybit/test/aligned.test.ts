import { createReplay } from '@screener/collector-runtime'
import { comparePrices, openCaptures, sampleTops, type SampledTop } from '@screener/testing'
import { describe, expect, test } from 'vitest'
import { bybit } from '../src/venue.ts'

const captures = openCaptures('bybit')

const topsOf = (file: string): ReadonlyMap<number, SampledTop> => {
  const replay = createReplay(bybit)
  const top = (): SampledTop | undefined => {
    const book = replay.report().symbols['BTCUSDT']
    const [bid, ask] = [book?.bids[0]?.[0], book?.asks[0]?.[0]]
    return bid === undefined || ask === undefined ? undefined : { bid: Number(bid), ask: Number(ask) }
  }
  return sampleTops({ line: text => replay.line(text), top }, captures.lines(file))
}

describe.skipIf(!captures.present)('two recordings of the same seconds', () => {
  test('spot beside the perpetual, second by second', () => {
    const spot = topsOf('spot-btcusdt-20260809.jsonl')
    const perpetual = topsOf('linear-btcusdt-20260809.jsonl.gz')
    const expected = captures.expected('aligned-spot-vs-linear-btcusdt-20260809.jsonl') as object
    expect(expected).toMatchObject(comparePrices(spot, perpetual))
  })
})
