import { describe, expect, test } from 'vitest'
import { chooseTier, createSnapshotQueue } from '../src/snapshot-queue.ts'

const tiers = [
  { levels: 5000, weight: 250 },
  { levels: 1000, weight: 50 },
  { levels: 500, weight: 25 },
  { levels: 100, weight: 5 },
]

describe('snapshot queue', () => {
  test('lost books first, each kind in order, a symbol once', () => {
    const queue = createSnapshotQueue()
    queue.add('A', 'refresh')
    queue.add('B', 'lost')
    queue.add('C', 'refresh')
    queue.add('D', 'lost')
    queue.add('B', 'refresh')
    queue.add('C', 'lost')
    queue.remove('D')
    expect(queue.size).toBe(3)
    expect([queue.take(), queue.take(), queue.take(), queue.take()]).toEqual(['B', 'C', 'A', undefined])
  })

  test.each([
    { name: 'one book gets the deepest', available: 2000, waiting: 1, levels: 5000 },
    { name: 'eight still fit', available: 2000, waiting: 8, levels: 5000 },
    { name: 'nine do not', available: 2000, waiting: 9, levels: 1000 },
    { name: 'fifty get less', available: 2000, waiting: 50, levels: 500 },
    { name: 'all lost: the cheapest', available: 2000, waiting: 400, levels: 100 },
    { name: 'more than fit: the cheapest, some wait', available: 2000, waiting: 4000, levels: 100 },
    { name: 'nothing left', available: 0, waiting: 1, levels: 100 },
    {
      name: 'the reserve for the next storm is not spent on depth',
      available: 2000,
      waiting: 10,
      reserve: 1700,
      levels: 500,
    },
    { name: 'into the reserve only at the cheapest', available: 900, waiting: 50, reserve: 1000, levels: 100 },
    { name: 'nobody waits', available: 2000, waiting: 0, levels: 5000 },
  ])('$name', ({ available, waiting, reserve = 0, levels }) => {
    expect(chooseTier(tiers, available, waiting, reserve)?.levels).toBe(levels)
  })

  test('a venue without tiers has none', () => {
    expect(chooseTier([], 100, 1, 0)).toBeUndefined()
  })
})
