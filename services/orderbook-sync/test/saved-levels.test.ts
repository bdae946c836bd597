import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { noLevels, sideCommands, type SavedLevels } from '../src/saved-levels.ts'

const keys = { levels: 'z', quantities: 'h' }
const levels = (...pairs: [number, number][]): SavedLevels => ({
  prices: pairs.map(([price]) => price),
  quantities: pairs.map(([, quantity]) => quantity),
})

describe('sideCommands', () => {
  it.each([
    { name: 'nothing changed', before: levels([100, 1], [99, 2]), after: levels([100, 1], [99, 2]), commands: [] },
    {
      name: 'a quantity alone',
      before: levels([100, 1], [99, 2]),
      after: levels([100, 1], [99, 3]),
      commands: [['HSET', 'h', '99', '3']],
    },
    {
      name: 'one gone, one new',
      before: levels([100, 1], [98, 2]),
      after: levels([99, 4], [98, 2]),
      commands: [
        ['ZREM', 'z', '100'],
        ['HDEL', 'h', '100'],
        ['ZADD', 'z', '99', '99'],
        ['HSET', 'h', '99', '4'],
      ],
    },
    {
      name: 'from nothing',
      before: noLevels,
      after: levels([1e-7, 0.5]),
      commands: [
        ['ZADD', 'z', '1e-7', '1e-7'],
        ['HSET', 'h', '1e-7', '0.5'],
      ],
    },
    {
      name: 'all gone',
      before: levels([100, 1]),
      after: noLevels,
      commands: [
        ['ZREM', 'z', '100'],
        ['HDEL', 'h', '100'],
      ],
    },
  ])('bids: $name', ({ before, after, commands }) => {
    expect(sideCommands('bids', keys, before, after)).toEqual(commands)
  })

  it('makes the one side of the other, touching each level once', () => {
    const side = fc.uniqueArray(fc.tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 3 })), {
      selector: ([price]) => price,
    })
    fc.assert(
      fc.property(side, side, fc.constantFrom<'bids' | 'asks'>('bids', 'asks'), (before, after, kind) => {
        const sort = (pairs: [number, number][]): [number, number][] =>
          pairs.sort(([left], [right]) => (kind === 'bids' ? right - left : left - right))
        const commands = sideCommands(kind, keys, levels(...sort(before)), levels(...sort(after)))
        const zset = new Set(before.map(([price]) => String(price)))
        const hash = new Map(before.map(([price, quantity]) => [String(price), String(quantity)]))
        const touched: string[] = []
        for (const [command, , ...words] of commands) {
          const args = words.map(String)
          if (command === 'ZREM') for (const member of args) zset.delete(member)
          else if (command === 'HDEL') for (const field of args) hash.delete(field)
          else if (command === 'ZADD') for (let index = 1; index < args.length; index += 2) zset.add(args[index]!)
          else for (let index = 0; index < args.length; index += 2) hash.set(args[index]!, args[index + 1]!)
          if (command === 'HDEL') touched.push(...args)
          if (command === 'HSET') touched.push(...args.filter((_, index) => index % 2 === 0))
        }
        expect([...zset].sort()).toEqual(after.map(([price]) => String(price)).sort())
        expect([...hash].sort()).toEqual(after.map(([price, held]) => [String(price), String(held)]).sort())
        expect(new Set(touched).size).toBe(touched.length)
      }),
    )
  })
})
