import { describe, expect, it } from 'vitest'
import { eightDecimals, trimmedDecimals } from '../src/decimal.ts'
import { ChangeLog, type IntegerBook } from '../src/truth.ts'

describe('ChangeLog', () => {
  const fill = (changes: number, maxChanges: number): ChangeLog => {
    const bids = new Map<number, number>()
    const current = (): IntegerBook => ({ bids: [...bids].sort((a, b) => b[0] - a[0]), asks: [] })
    const log = new ChangeLog(1000, maxChanges, current)
    for (let i = 1; i <= changes; i++) {
      bids.set(i % 10 === 0 ? 500 : i % 10, i)
      log.append(true, i % 10 === 0 ? 500 : i % 10, i, 10_000 + i)
    }
    return log
  }

  it('keeps a bounded window and knows nothing outside it', () => {
    const log = fill(10_000, 2048)
    expect(log.lastId).toBe(11_000)
    expect(log.lastId - log.firstId).toBeGreaterThanOrEqual(2048)
    expect(log.lastId - log.firstId).toBeLessThanOrEqual(2048 + 2 * 1024)
    expect(log.bookAt(log.firstId - 1)).toBeUndefined()
    expect(log.bookAt(11_001)).toBeUndefined()
    expect(log.bookAt(10_500.5)).toBeUndefined()
  })

  it('tells the book at every id of the window, across chunks', () => {
    const log = fill(6_000, 3_000)
    for (let id = log.firstId; id <= log.lastId; id++) {
      const newest = id - 1000
      const price = newest % 10 === 0 ? 500 : newest % 10
      expect(log.bookAt(id)!.bids.find(([at]) => at === price)![1]).toBe(newest)
    }
  })

  it('finds the id of a time', () => {
    const log = fill(5_000, 4_096)
    expect(log.idAt(10_000 + 4_321)).toBe(1000 + 4_321)
    expect(log.idAt(0)).toBe(log.firstId)
    expect(log.idAt(1e9)).toBe(log.lastId)
  })
})

describe('decimal text', () => {
  it.each([
    [6395843, 2, '63958.43000000', '63958.43'],
    [5, 8, '0.00000005', '0.00000005'],
    [0, 3, '0.00000000', '0'],
    [120, 0, '120.00000000', '120'],
    [120, 1, '12.00000000', '12'],
    [1205000, 6, '1.20500000', '1.205'],
  ])('%i with %i decimals', (units, decimals, eight, trimmed) => {
    expect(eightDecimals(units, decimals)).toBe(eight)
    expect(trimmedDecimals(units, decimals)).toBe(trimmed)
  })
})
