import { describe, expect, test } from 'vitest'
import { createPriceEvidence, type PriceEvidence } from '../src/index.ts'

const options = { limitBps: 500, afterMs: 0, releaseMs: 600_000, numeraire: 'USDT' }
const second = 1_000_000
const minute = 60 * second

/** Books of a hundredth of a percent around their middle, without fees, at a clock that the test moves. */
const market = (changed: Partial<typeof options> = {}) => {
  const evidence: PriceEvidence = createPriceEvidence({ ...options, ...changed })
  const state = { nowUs: 1_000 * second }
  const say = (venue: string, mid: number, symbol = 'FOO-USDT') => {
    const [base = '', quote = ''] = symbol.split('-')
    evidence.see({ venue, symbol, base, quote, bid: mid * 0.99995, ask: mid * 1.00005, takerBps: 0 }, state.nowUs)
  }
  const held = (symbol = 'FOO-USDT') =>
    ['a', 'b', 'c', 'd', 'e'].filter(venue => evidence.quarantineOf(venue, symbol) !== undefined).join('')
  const wait = (us: number) => {
    // In steps: what lasts has to be seen to last.
    for (const endUs = state.nowUs + us; state.nowUs < endUs;) {
      state.nowUs = Math.min(endUs, state.nowUs + second)
      evidence.sweep(state.nowUs)
    }
  }
  return { evidence, say, held, wait, state }
}

describe('a book that never agreed', () => {
  test('is held from its first view, whichever came first', () => {
    for (const order of ['abc', 'acb', 'cab', 'cba']) {
      const { say, held } = market()
      for (const venue of order) say(venue, venue === 'c' ? 2 : 1)
      expect(held()).toBe('c')
    }
  })

  test('is held at a gap that would be believed of another, and one that is near is not', () => {
    const { say, held } = market()
    for (const venue of 'abc') say(venue, venue === 'c' ? 0.97 : 1)
    say('d', 1.009)
    expect(held()).toBe('c')
  })

  test('is not cleared by the moment in which its price crosses the others', () => {
    const { say, held, wait } = market()
    for (const venue of 'abc') say(venue, venue === 'c' ? 1.2 : 1)
    wait(minute)
    for (let price = 1.2; price > 0.8; price -= 0.004) {
      say('c', price)
      wait(20 * second)
      expect(held()).toBe('c')
    }
  })

  test('is believed when it has agreed for as long as it takes, without a restart', () => {
    const { say, held, wait, evidence } = market()
    for (const venue of 'abc') say(venue, venue === 'c' ? 1.2 : 1)
    wait(minute)
    say('c', 1.001)
    wait(599 * second)
    expect(held()).toBe('c')
    evidence.takeChanges()
    wait(2 * second)
    expect(held()).toBe('')
    expect(evidence.takeChanges()).toEqual([{ venue: 'c', symbol: 'FOO-USDT', quarantine: undefined }])
    expect(evidence.heldBooks).toBe(0)
  })

  test('nor by going away and coming back', () => {
    const { say, held, wait, evidence, state } = market()
    for (const venue of 'abc') say(venue, venue === 'c' ? 1.2 : 1)
    evidence.lose('c', 'FOO-USDT', state.nowUs)
    wait(20 * minute)
    say('c', 1)
    expect(held()).toBe('c')
  })
})

describe('a gap of a coin that has agreed before', () => {
  test('is held while it is beyond the limit, and not a moment longer', () => {
    const { say, held, wait, evidence } = market()
    for (const venue of 'abc') say(venue, 1)
    wait(11 * second)
    say('c', 1.07)
    expect(held()).toBe('c')
    wait(5 * second)
    say('c', 1.03)
    expect(held()).toBe('')
    expect(evidence.takeChanges().map(({ quarantine }) => quarantine?.kind)).toEqual(['outlier', undefined])
  })

  test('becomes doubt when it lasts', () => {
    const { say, held, wait } = market()
    for (const venue of 'abc') say(venue, 1)
    wait(11 * second)
    say('c', 1.07)
    wait(61 * second)
    say('c', 1.03)
    wait(minute)
    expect(held()).toBe('c')
  })

  test('may last for a while when the operator says so; a new book may not', () => {
    const { say, held, wait } = market({ afterMs: 2_000 })
    for (const venue of 'abcd') say(venue, venue === 'd' ? 2 : 1)
    expect(held()).toBe('d')
    wait(11 * second)
    say('c', 1.07)
    expect(held()).toBe('d')
    wait(2 * second)
    expect(held()).toBe('cd')
  })
})

describe('who is held', () => {
  test('two venues that disagree: both, for nobody can tell; a third settles it at once', () => {
    const { say, held, evidence } = market()
    say('a', 1)
    say('b', 1.2)
    expect(held()).toBe('ab')
    expect(evidence.quarantineOf('a', 'FOO-USDT')).toMatchObject({ kind: 'split', others: 1 })
    expect(evidence.quarantineOf('a', 'FOO-USDT')!.ratio).toBeCloseTo(1 / 1.2, 12)
    say('c', 1.001)
    expect(held()).toBe('b')
    expect(evidence.quarantineOf('b', 'FOO-USDT')).toMatchObject({ kind: 'outlier', others: 2 })
  })

  test('two that disagreed from the first are not cleared by crossing', () => {
    const { say, held, wait } = market()
    say('a', 1)
    say('b', 1.2)
    wait(minute)
    say('b', 1.02)
    wait(minute)
    expect(held()).toBe('ab')
  })

  test('nor are two against two by crossing', () => {
    const { say, held, wait } = market()
    const other = (price: number) => {
      for (const venue of 'cd') say(venue, price)
    }
    for (const venue of 'ab') say(venue, 1)
    other(1.04)
    for (let price = 1.04; price > 0.98; price -= 0.001) {
      other(price)
      wait(second)
      expect(held()).toBe('abcd')
    }
  })

  test('whichever of them was heard first', () => {
    for (const order of ['abcde', 'bdace', 'bcdea', 'dbeca']) {
      const { say, held } = market()
      for (const venue of order) say(venue, 'bd'.includes(venue) ? 1.03 : 1)
      expect(held()).toBe('bd')
    }
  })

  test('two against two: all; three against two: the two', () => {
    const { say, held } = market()
    for (const [venue, price] of Object.entries({ a: 1, b: 2, c: 1.001, d: 2.001 })) say(venue, price)
    expect(held()).toBe('abcd')
    say('e', 1.002)
    expect(held()).toBe('bd')
  })

  test('whoever is known to be elsewhere does not make two parties of the others', () => {
    const { say, held, wait } = market()
    for (const venue of 'abc') say(venue, 1)
    wait(11 * second)
    for (const [venue, price] of Object.entries({ c: 1.07, d: 2 })) say(venue, price)
    expect(held()).toBe('cd')
  })

  test('a chain of small gaps: none', () => {
    const { say, held, wait } = market()
    for (const venue of 'abc') say(venue, 1)
    wait(11 * second)
    for (const [venue, price] of Object.entries({ b: 1.04, c: 1.08 })) say(venue, price)
    expect(held()).toBe('')
  })

  test('one book alone: none', () => {
    const { say, held } = market()
    say('a', 1)
    say('a', 7)
    expect(held()).toBe('')
  })

  test('books of one venue are one voice', () => {
    const { say, held, evidence, state } = market()
    for (const symbol of ['FOO-USDT', 'FOO-USDT~v2', 'FOO-USDT~v3']) {
      const book = { venue: 'a', symbol, base: 'FOO', quote: 'USDT', bid: 2, ask: 2.001, takerBps: 0 }
      evidence.see(book, state.nowUs)
    }
    say('b', 1)
    say('c', 1)
    expect(held()).toBe('a')
  })
})

describe('the reason', () => {
  test.each([
    [1000, 1000],
    [1_020_000, 1e6],
    [0.00099, 0.001],
    [10, 10],
    [2, undefined],
    [1150, undefined],
  ])('a price %d times the others: unit %d', (price, unit) => {
    const { say, evidence, state } = market()
    for (const venue of 'abc') say(venue, venue === 'c' ? price : 1)
    const quarantine = evidence.quarantineOf('c', 'FOO-USDT')!
    expect(quarantine).toMatchObject({ kind: 'outlier', others: 2, sinceUs: state.nowUs, unit })
    expect(quarantine.ratio).toBeCloseTo(price, 12)
  })
})

describe('across moneys', () => {
  test('prices are converted at the live market of the money', () => {
    const { say, held } = market()
    for (const venue of 'ab') say(venue, 0.9, 'USDC-USDT')
    for (const venue of 'abc') say(venue, 50_000, 'BTC-USDT')
    say('a', 1)
    say('b', 1)
    say('c', 1 / 0.9, 'FOO-USDC')
    say('d', 1 / 50_000, 'FOO-BTC')
    expect([held(), held('FOO-USDC'), held('FOO-BTC')]).toEqual(['', '', ''])
    say('e', 1, 'FOO-USDC')
    expect(held('FOO-USDC')).toBe('e')
  })

  test('a coin of the same name is found though no pair of the two is equal', () => {
    const { say, held } = market()
    say('a', 1)
    say('b', 2, 'FOO-USDC')
    // Until somebody trades one money for the other no route passes either.
    expect(held('FOO-USDC')).toBe('')
    say('c', 1.0001, 'USDC-USDT')
    expect([held(), held('FOO-USDC')]).toEqual(['a', 'b'])
  })

  test('also where the money is priced the other way round', () => {
    const { say, held } = market()
    say('a', 0.5, 'USDT-USD')
    say('a', 1)
    say('b', 1)
    say('c', 0.5, 'FOO-USD')
    expect(held('FOO-USD')).toBe('')
    say('d', 1, 'FOO-USD')
    expect(held('FOO-USD')).toBe('d')
  })

  test('a depeg is of the market, not of a book', () => {
    const { say, held, wait } = market()
    for (const venue of 'abc') say(venue, 1, 'USDC-USDT')
    say('a', 1)
    say('b', 1)
    say('c', 1, 'FOO-USDC')
    wait(minute)
    for (let price = 1; price > 0.8; price -= 0.01) {
      for (const venue of 'abc') say(venue, price, 'USDC-USDT')
      say('c', 1 / price, 'FOO-USDC')
    }
    expect([held(), held('FOO-USDC')]).toEqual(['', ''])
  })
})

test('a book that comes to mean another asset is judged anew', () => {
  const { say, held, evidence, state } = market()
  for (const venue of 'abc') say(venue, venue === 'c' ? 2 : 1)
  expect(held()).toBe('c')
  evidence.see(
    { venue: 'c', symbol: 'FOO-USDT', base: 'OTHER', quote: 'USDT', bid: 2, ask: 2.001, takerBps: 0 },
    state.nowUs,
  )
  expect(held()).toBe('')
  say('c', 1)
  expect(held()).toBe('')
})

test('of two that disagree, the other is believed when one is said to be something else', () => {
  const { say, held, evidence, state } = market()
  say('a', 1)
  say('b', 2)
  expect(held()).toBe('ab')
  evidence.forget('b', 'FOO-USDT', state.nowUs)
  expect(held()).toBe('')
  say('b', 1)
  expect(held()).toBe('')
})

test('what costs more than it gains is no gap: wide books and fees', () => {
  const { evidence, state, held, wait } = market()
  const see = (venue: string, bid: number, ask: number, takerBps: number) =>
    evidence.see({ venue, symbol: 'FOO-USDT', base: 'FOO', quote: 'USDT', bid, ask, takerBps }, state.nowUs)
  see('a', 1, 1.0002, 10)
  see('b', 0.9, 1.3, 10)
  wait(11 * second)
  expect(held()).toBe('')
  // 5.2 % between the best prices; fees of 0.4 % leave less than the limit.
  see('b', 1.0522, 1.06, 40)
  expect(held()).toBe('')
  see('b', 1.0522, 1.06, 0)
  expect(held()).toBe('ab')
})

test.each(['limitBps', 'afterMs', 'releaseMs'] as const)('%s below 0 is refused', name => {
  expect(() => createPriceEvidence({ ...options, [name]: -1 })).toThrow(name)
})
