import { beforeEach, describe, expect, test } from 'vitest'
import { createOpenOpportunities, type OpenOpportunities } from '../src/open-opportunities.ts'
import { closedBy, makeBatch, makeOpportunity, opened } from './make.ts'

const a = makeOpportunity({ id: 'a@1' })
const b = makeOpportunity({ id: 'b@1' })
let told: string[]
let open: OpenOpportunities

beforeEach(() => {
  told = []
  open = createOpenOpportunities({
    changed: ({ id }) => void told.push(`+${id}`),
    closed: (id, reason) => void told.push(`-${id} ${reason}`),
  })
})

test('nothing is live before a keyframe', () => {
  open.apply(makeBatch([opened(a)]), 0)
  expect(open.live(0)).toBe(false)
  open.apply(makeBatch([opened(a)], true), 10)
  expect(open.live(10)).toBe(true)
})

test('events change the set; a keyframe tells only what is new and closes what it does not list', () => {
  open.apply(makeBatch([opened(a), opened(b)], true), 0)
  open.apply(makeBatch([closedBy(b, 'stale')]), 1)
  open.apply(makeBatch([opened(b)]), 2)
  open.apply(makeBatch([opened(a)], true), 3)
  expect(told).toEqual(['+a@1', '+b@1', '-b@1 stale', '+b@1', '-b@1 gone'])
  expect([...open.all.keys()]).toEqual(['a@1'])
  open.apply(makeBatch([opened({ ...a, updatedAtUs: a.updatedAtUs + 1 })], true), 4)
  expect(told.at(-1)).toBe('+a@1')
})

test('a closing of something unknown tells nothing', () => {
  open.apply(makeBatch([closedBy(a, 'stale')], true), 0)
  expect(told).toEqual([])
})

describe('doubt', () => {
  beforeEach(() => open.apply(makeBatch([opened(a)], true), 0))

  test('after a hole not live until a keyframe', () => {
    open.doubt()
    expect(open.live(1)).toBe(false)
    open.apply(makeBatch([opened(b)]), 2)
    expect(open.live(2)).toBe(false)
    open.apply(makeBatch([opened(b)], true), 3)
    expect(open.live(3)).toBe(true)
    expect([...open.all.keys()]).toEqual(['b@1'])
  })

  test('what a dead analyzer opened does not linger', () => {
    open.restart()
    expect(open.live(1)).toBe(false)
    expect(open.all.size).toBe(0)
    expect(told.at(-1)).toBe('-a@1 analyzer_restarted')
  })

  test('silent for 1.5 s: not live, and only a keyframe brings it back', () => {
    expect(open.live(1500)).toBe(true)
    expect(open.live(1501)).toBe(false)
    open.expire(1501)
    open.apply(makeBatch([]), 1600)
    expect(open.live(1600)).toBe(false)
    open.apply(makeBatch([opened(a)], true), 1700)
    expect(open.live(1700)).toBe(true)
  })

  test('silent for 10 s: forgotten', () => {
    open.expire(10_000)
    expect(open.all.size).toBe(1)
    open.expire(10_001)
    expect(open.all.size).toBe(0)
    expect(told.at(-1)).toBe('-a@1 analyzer_silent')
  })
})
