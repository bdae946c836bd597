import { createReplay } from '@screener/collector-runtime'
import { comparePrices, openCaptures, sampleTops, type SampledTop } from '@screener/testing'
import { describe, expect, test } from 'vitest'
import { binance } from '../src/venue.ts'

const captures = openCaptures('binance')

const topsOf = (file: string): ReadonlyMap<number, SampledTop> => {
  const replay = createReplay(binance)
  const top = (): SampledTop | undefined => {
    const symbol = replay.report().symbols['BTCUSDT']
    const quotes = symbol?.otherChannels.find(({ channel }) => channel === 'best') ?? symbol
    const [bid, ask] = [quotes?.bids[0]?.[0], quotes?.asks[0]?.[0]]
    return bid === undefined || ask === undefined ? undefined : { bid: Number(bid), ask: Number(ask) }
  }
  return sampleTops({ line: text => replay.line(text), top }, captures.lines(file))
}

describe.skipIf(!captures.present)('two recordings of the same minutes', () => {
  test('spot beside the perpetual, second by second', () => {
    const spot = topsOf('spot-btcusdt-20240808.jsonl.gz')
    const perpetual = topsOf('usdm-btcusdt-bookticker-20240808.jsonl.gz')
    const expected = captures.expected('aligned-spot-vs-usdm-20240808.jsonl') as object
    expect(expected).toMatchObject(comparePrices(spot, perpetual))
  })
})
