import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  allWords,
  maxSqrtPriceX96,
  maxTick,
  minSqrtPriceX96,
  minTick,
  sqrtPriceAtTick,
  tickAtSqrtPrice,
  ticksOfWord,
  windowOfWords,
  wordOfTick,
} from '../src/index.ts'

describe('prices of ticks', () => {
  it('are the contract’s at the ends and at 0', () => {
    expect(sqrtPriceAtTick(minTick)).toBe(minSqrtPriceX96)
    expect(sqrtPriceAtTick(maxTick)).toBe(maxSqrtPriceX96)
    expect(sqrtPriceAtTick(0)).toBe(1n << 96n)
    expect(() => sqrtPriceAtTick(maxTick + 1)).toThrow('outside')
  })

  it('a price lies at or above its tick and below the next one', () => {
    const prices = fc.oneof(
      fc.bigInt({ min: minSqrtPriceX96, max: maxSqrtPriceX96 - 1n }),
      fc
        .tuple(fc.integer({ min: minTick, max: maxTick - 1 }), fc.integer({ min: -1, max: 1 }))
        .map(([tick, off]) => sqrtPriceAtTick(tick) + BigInt(off))
        .filter(price => price >= minSqrtPriceX96 && price < maxSqrtPriceX96),
    )
    fc.assert(
      fc.property(prices, price => {
        const tick = tickAtSqrtPrice(price)
        expect(sqrtPriceAtTick(tick)).toBeLessThanOrEqual(price)
        expect(sqrtPriceAtTick(tick + 1)).toBeGreaterThan(price)
      }),
      { numRuns: 2000 },
    )
  })
})

describe('words of the bitmap', () => {
  it('count as the facts do', () => {
    for (const [spacing, words] of [
      [1, 6932],
      [10, 694],
      [60, 116],
      [200, 36],
    ] as const) {
      const [first, last] = allWords(spacing)
      expect(last - first + 1).toBe(words)
    }
  })

  it('a bit stands for its tick, below 0 too', () => {
    fc.assert(
      fc.property(fc.constantFrom(1, 10, 60, 200, 7), fc.integer({ min: -400, max: 400 }), (spacing, compressed) => {
        const tick = compressed * spacing
        const word = wordOfTick(tick, spacing)
        const ticks = ticksOfWord(word, 1n << BigInt(compressed & 255), spacing)
        expect(ticks).toEqual([tick])
        const { fromTick, toTick } = windowOfWords(word, word, spacing)
        expect(fromTick <= tick && tick <= toTick).toBe(true)
        expect(wordOfTick(fromTick, spacing)).toBe(word)
        expect(wordOfTick(toTick, spacing)).toBe(word)
        expect(wordOfTick(toTick + 1, spacing)).toBe(word + 1)
      }),
    )
  })

  it('all bits of a word come out in order', () => {
    const all = ticksOfWord(-1, (1n << 256n) - 1n, 10)
    expect(all).toEqual(Array.from({ length: 256 }, (_, bit) => (bit - 256) * 10))
  })
})
