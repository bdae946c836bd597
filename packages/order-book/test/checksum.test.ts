import type { Checksum, Delta, Snapshot } from '@screener/contracts'
import { describe, expect, it } from 'vitest'
import { OrderBook, type ChecksumRecipe } from '../src/index.ts'
import { crc32, delta, snapshot, type Levels } from './messages.ts'

/** A level as a venue writes it. */
type Texts = readonly (readonly [price: string, quantity: string])[]

interface Form {
  readonly recipe: ChecksumRecipe
  readonly digitsOf: (price: string, quantity: string) => string
}

const plainDigits = (text: string): string => text.replace('.', '').replace(/^0+/, '')
const asksBids: Form = {
  recipe: 'crc32-asks-bids-10',
  digitsOf: (price, quantity) => plainDigits(price) + plainDigits(quantity),
}
const alternating: Form = { recipe: 'crc32-alternating-25', digitsOf: (price, quantity) => `${price}:${quantity}` }

const numbers = (side: Texts): Levels => side.map(([price, quantity]) => [Number(price), Number(quantity)])
const sealed = ({ recipe, digitsOf }: Form, value: number, bids: Texts, asks: Texts): Checksum => ({
  recipe,
  value,
  bidDigits: bids.map(level => digitsOf(...level)),
  askDigits: asks.map(level => digitsOf(...level)),
})
const sealedSnapshot = (
  form: Form,
  value: number,
  bids: Texts,
  asks: Texts,
  fields: Partial<Snapshot> = {},
): Snapshot => snapshot(numbers(bids), numbers(asks), { ...fields, checksum: sealed(form, value, bids, asks) })
const sealedDelta = (form: Form, value: number, previous: number, bids: Texts, asks: Texts): Delta => ({
  ...delta(previous, previous + 1, numbers(bids), numbers(asks)),
  checksum: sealed(form, value, bids, asks),
})

/** Pads as an engine of fixed decimals writes. */
const fixed = (side: string, decimals: readonly [number, number]): Texts =>
  side.split(' ').map(level => {
    const [price = '', quantity = ''] = level.split('×')
    return [pad(price, decimals[0]), pad(quantity, decimals[1])]
  })
const pad = (text: string, decimals: number): string => {
  const [whole = '', part = ''] = text.split('.')
  return `${whole}.${part.padEnd(decimals, '0')}`
}

// Vectors the venues published, or that were computed from what they published.
const guide = {
  asks: fixed(
    '45285.2×0.00100000 45286.4×1.54571953 45286.6×1.54571109 45289.6×1.54560911 45290.2×0.15890660 45291.8×1.54553491 45294.7×0.04454749 45296.1×0.35380000 45297.5×0.09945542 45299.5×0.18772827',
    [1, 8],
  ),
  bids: fixed(
    '45283.5×0.10000000 45283.4×1.54582015 45282.1×0.10000000 45281.0×0.10000000 45280.3×1.54592586 45279.0×0.07990000 45277.6×0.03310103 45277.5×0.30000000 45277.3×1.54602737 45276.6×0.15445238',
    [1, 8],
  ),
  value: 3310070434,
}
const matic = {
  asks: fixed(
    '0.5668×4410.79769741 0.5669×4655.40412487 0.567×49844.89424998 0.5671×24306.41678 0.5672×29783.25223475 0.5673×57234.71239278 0.5674×45065.04744 0.5675×5912.76380354 0.5676×42514.92434778 0.5677×36304.0847022',
    [4, 8],
  ),
  bids: fixed(
    '0.5666×4831.75496356 0.5665×6658.22734739 0.5664×18724.91513344 0.5663×11563.92544914 0.5662×14006.65365711 0.5661×17454.85679807 0.566×18097.1547 0.5659×33644.89175666 0.5658×148.3464 0.5657×606.70854372',
    [4, 8],
  ),
  value: 2439117997,
}
const maticUpdate = { bids: fixed('0.5657×1098.3947558', [4, 8]), value: 2114181697 }
// Given as signed 32-bit integers.
const twoLevels = {
  bids: [['3366.1', '7'], ['3366', '6']] as Texts, // prettier-ignore
  asks: [['3366.8', '9'], ['3368', '8']] as Texts, // prettier-ignore
  value: -1881014294 >>> 0,
}
const oneBid = {
  bids: [['3366.1', '7']] as Texts,
  asks: [['3366.8', '9'], ['3368', '8'], ['3372', '8']] as Texts, // prettier-ignore
  value: 831078360,
}

const book = (): OrderBook => new OrderBook(crc32)

describe('checksum vectors', () => {
  it.each([
    { name: 'asks then bids, the guide', form: asksBids, ...guide },
    { name: 'asks then bids, a whole snapshot', form: asksBids, ...matic },
    { name: 'alternating, both sides alike', form: alternating, ...twoLevels },
    { name: 'alternating, the longer side alone', form: alternating, ...oneBid },
  ])('$name', ({ form, bids, asks, value }) => {
    expect(book().applySnapshot(sealedSnapshot(form, value, bids, asks))).toBe('applied')
    const wrong = book()
    expect(wrong.applySnapshot(sealedSnapshot(form, value ^ 1, bids, asks))).toBe('checksum')
    expect([wrong.life, wrong.reason, wrong.bids.length, wrong.needsSnapshot]).toEqual(['syncing', 'checksum', 0, true])
  })

  it('an update of a snapshot', () => {
    const held = book()
    held.applySnapshot(sealedSnapshot(asksBids, matic.value, matic.bids, matic.asks))
    expect(held.applyDelta(sealedDelta(asksBids, maticUpdate.value, 10, maticUpdate.bids, []))).toBe('applied')
    expect(held.life).toBe('live')
  })
})

describe('what a checksum is worth', () => {
  const seeded = (fields: Partial<Snapshot> = {}): OrderBook => {
    const held = book()
    expect(
      held.applySnapshot(sealedSnapshot(alternating, twoLevels.value, twoLevels.bids, twoLevels.asks, fields)),
    ).toBe('applied')
    return held
  }

  it('a wrong one after a delta loses the book, like a gap', () => {
    const held = seeded()
    expect(held.applyDelta(sealedDelta(alternating, 1, 10, [['3366', '5']], []))).toBe('checksum')
    expect([held.life, held.reason, held.asks.length]).toEqual(['syncing', 'checksum', 0])
    expect(held.applyDelta(sealedDelta(alternating, 1, 11, [], []))).toBe('not_synced')
    expect(held.applySnapshot(sealedSnapshot(alternating, oneBid.value, oneBid.bids, oneBid.asks))).toBe('applied')
    expect(held.life).toBe('live')
  })

  it('sums up the digits as written, not the numbers: 3366.10 is not 3366.1', () => {
    const bids: Texts = [['3366.10', '7'], ['3366', '6']] // prettier-ignore
    expect(book().applySnapshot(sealedSnapshot(alternating, twoLevels.value, bids, twoLevels.asks))).toBe('checksum')
  })

  it('is taken after the cut to the depth of the channel', () => {
    const held = seeded({ depth: 2 })
    const value = crc32('3366.2:1:3366.8:9:3366.1:7:3368:8')
    expect(held.applyDelta(sealedDelta(alternating, value, 10, [['3366.2', '1']], []))).toBe('applied')
    // What was cut off and comes back brings its digits along.
    const again = crc32('3366.1:7:3366.8:9:3366:6.50:3368:8')
    const back: Texts = [['3366.2', '0'], ['3366', '6.50']] // prettier-ignore
    expect(held.applyDelta(sealedDelta(alternating, again, 11, back, []))).toBe('applied')
  })

  it('covers only the best levels of its recipe', () => {
    const bids = Array.from({ length: 12 }, (_, index) => [`${100 - index}`, '1'] as const)
    const asks = Array.from({ length: 12 }, (_, index) => [`${101 + index}`, '1'] as const)
    const best = (side: Texts): string => side.slice(0, 10).map(level => level.join('')).join('') // prettier-ignore
    const value = crc32(best(asks) + best(bids))
    const held = book()
    expect(held.applySnapshot(sealedSnapshot(asksBids, value, bids, asks))).toBe('applied')
    expect(held.applyDelta(sealedDelta(asksBids, value, 10, [['90', '5']], [['112', '7']]))).toBe('applied')
    expect(held.applyDelta(sealedDelta(asksBids, value, 11, [['91', '5']], []))).toBe('checksum')
  })

  it.each<{ name: string; reason: string; change: Partial<Checksum> }>([
    { name: 'an unknown recipe', reason: 'unknown_checksum_recipe', change: { recipe: 'crc64-asks' } },
    { name: 'the name of an inherited property as recipe', reason: 'unknown_checksum_recipe', change: { recipe: 'toString' } }, // prettier-ignore
    { name: 'digits for fewer levels than it has', reason: 'bad_checksum_digits', change: { bidDigits: [] } },
    {
      name: 'digits for more levels than it has',
      reason: 'bad_checksum_digits',
      change: { askDigits: ['1', '2', '3'] },
    },
  ])('a message with $name is refused', ({ change, reason }) => {
    const good = sealedSnapshot(alternating, twoLevels.value, twoLevels.bids, twoLevels.asks)
    const fresh = book()
    expect(fresh.applySnapshot({ ...good, checksum: { ...good.checksum!, ...change } })).toBe('refused')
    expect(fresh.reason).toBe(reason)

    const held = seeded()
    const next = sealedDelta(alternating, twoLevels.value, 10, [['3366', '6']], [])
    expect(held.applyDelta({ ...next, checksum: { ...next.checksum!, ...change } })).toBe('refused')
    expect([held.life, held.reason, held.bids.length]).toEqual(['syncing', reason, 0])
  })

  it('a book that is checked stays so: a delta without a checksum is refused', () => {
    const held = seeded()
    expect(held.applyDelta(delta(10, 11, [[3366, 6]], []))).toBe('refused')
    expect(held.reason).toBe('checksum_missing')
  })

  it('a book that is not checked cannot begin to be in the middle: older levels have no digits', () => {
    const held = book()
    held.applySnapshot(snapshot(numbers(twoLevels.bids), numbers(twoLevels.asks)))
    expect(held.applyDelta(sealedDelta(alternating, twoLevels.value, 10, [], []))).toBe('refused')
    expect(held.reason).toBe('unexpected_checksum')
  })

  it('the recipe of a book does not change', () => {
    const held = seeded()
    expect(held.applyDelta(sealedDelta(asksBids, 1, 10, [], []))).toBe('refused')
    expect(held.reason).toBe('checksum_recipe_changed')
  })

  it('a snapshot without a checksum begins a book without, and forgets the digits', () => {
    const held = seeded()
    expect(held.applySnapshot(snapshot([[100, 1]], [[101, 1]], { sequence: 20 }))).toBe('applied')
    expect(held.applyDelta(delta(20, 21, [[100, 2]], []))).toBe('applied')
    expect(held.life).toBe('live')
  })

  it('a decoded message without a checksum says null', () => {
    const held = book()
    expect(held.applySnapshot({ ...snapshot([[100, 1]], []), checksum: null })).toBe('applied')
    expect(held.applyDelta({ ...delta(10, 11, [[100, 2]], []), checksum: null })).toBe('applied')
  })
})

describe('named reset', () => {
  it('the book goes on from the smaller number', () => {
    const held = book()
    held.applySnapshot(snapshot([[100, 1]], [[101, 1]], { sequence: 900 }))
    expect(held.applyDelta({ ...delta(900, 3, [[100, 2]], []), resets: true })).toBe('applied')
    expect([held.sequence, held.bids.quantityAt(0), held.life]).toEqual([3, 2, 'live'])
    expect(held.applyDelta(delta(3, 4, [[100, 3]], []))).toBe('applied')
  })

  it('of another book is a gap', () => {
    const held = book()
    held.applySnapshot(snapshot([[100, 1]], [[101, 1]], { sequence: 900 }))
    expect(held.applyDelta({ ...delta(899, 3, [], []), resets: true })).toBe('gap')
    expect(held.life).toBe('syncing')
  })
})
