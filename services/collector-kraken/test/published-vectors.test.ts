import { readFileSync } from 'node:fs'
import { replay, type ReplayedSymbol } from '@screener/collector-runtime'
import { describe, expect, test } from 'vitest'
import { kraken } from '../src/venue.ts'

/**
 * The three checksums the venue publishes. Its pages print the numbers without their last zeros; the fixtures have them as
 * the wire has them, with the decimals of the pair (BTC/USD 1 and 8, MATIC/USD 4 and 8).
 */
const fixture = (name: string): string => readFileSync(new URL(`fixtures/${name}.json`, import.meta.url), 'utf8').trim()
const line = (raw: string): string => JSON.stringify({ ts: null, dir: 'in', kind: 'ws', raw })
const replayed = (...frames: readonly string[]): ReplayedSymbol => {
  const [symbol] = Object.values(replay(kraken, frames.map(line)).symbols)
  if (symbol === undefined) throw new Error('no book')
  return symbol
}

const btc = fixture('ws_book_snapshot_published_btc')
const matic = fixture('ws_book_snapshot_published_matic')
const maticUpdate = fixture('ws_book_update_published_matic')

describe("the venue's own examples", () => {
  test('BTC/USD: 3310070434', () => {
    expect(btc).toContain('"checksum":3310070434')
    expect(replayed(btc)).toMatchObject({ checksumOk: 1, checksumBad: 0, life: 'live', levels: [10, 10] })
  })

  test('MATIC/USD: 2439117997, and 2114181697 after one update', () => {
    expect(matic).toContain('"checksum":2439117997')
    expect(maticUpdate).toContain('"checksum":2114181697')
    expect(replayed(matic, maticUpdate)).toMatchObject({ checksumOk: 2, checksumBad: 0, life: 'live' })
  })

  test('a book of fewer than ten levels gives what it has; an empty one nothing', () => {
    expect(replayed(fixture('ws_book_snapshot'))).toMatchObject({ checksumOk: 1, checksumBad: 0, levels: [2, 2] })
    const empty = fixture('ws_book_snapshot')
      .replaceAll(/\[\{"price[^\]]*\]/g, '[]')
      .replace('3167679914', '0')
    expect(replayed(empty)).toMatchObject({ checksumOk: 1, checksumBad: 0, life: 'live', levels: [0, 0] })
  })

  test.each([
    ['one digit of a quantity', matic.replace('606.70854372', '606.70854373')],
    ['a zero at the end', matic.replace('148.34640000', '148.3464')],
    ['the checksum', matic.replace('2439117997', '2439117998')],
    [
      'a level of the wrong side',
      matic.replace('"bids":', '"x":').replace('"asks":', '"bids":').replace('"x":', '"asks":'),
    ],
  ])('with %s changed it is no proof', (_, changed) => {
    expect(changed).not.toBe(matic)
    expect(replayed(changed)).toMatchObject({ checksumOk: 0, life: 'syncing' })
  })

  test('a lost update is caught by the next one', () => {
    const next = maticUpdate.replace('0.5657', '0.5658')
    expect(replayed(matic, next)).toMatchObject({ checksumOk: 1, checksumBad: 1, life: 'syncing', levels: [0, 0] })
  })
})
