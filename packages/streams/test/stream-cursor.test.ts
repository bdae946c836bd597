import { expect, test } from 'vitest'
import { slotOf } from '../src/cluster-slot.ts'
import { movedTo } from '../src/lane-connection.ts'
import { shareOut } from '../src/rendezvous.ts'
import { advance, compareWithLast, createCursor } from '../src/stream-cursor.ts'
import { parseId, type StreamEvent } from '../src/index.ts'
import { picture } from './fixture.ts'

test.each([
  { name: 'contiguous', from: '5-1', ids: ['5-2', '5-3'], said: [] },
  { name: 'a jump', from: '5-1', ids: ['5-4', '5-5'], said: ['hole 5-2..5-4'] },
  { name: 'a new writer', from: '5-1', ids: ['6-0', '6-1'], said: ['epoch 6'] },
  { name: 'a new writer whose beginning is gone', from: '5-1', ids: ['6-3'], said: ['epoch 6', 'hole 6-0..6-3'] },
  { name: 'from the start: the first entry says where it begins', from: 'start', ids: ['5-7', '5-8'], said: [] },
  { name: 'from the start, then a jump', from: 'start', ids: ['5-7', '5-9'], said: ['hole 5-8..5-9'] },
])('ids: $name', ({ from, ids, said }) => {
  const cursor = createCursor('s', from, true)
  const events: StreamEvent[] = []
  for (const id of ids) advance(cursor, parseId(id).epochMs, parseId(id).n, events)
  expect(picture(events)).toEqual(said)
})

test('shared streams are not checked', () => {
  const cursor = createCursor('s', '5-1', false)
  const events: StreamEvent[] = []
  advance(cursor, 9, 3, events)
  compareWithLast(cursor, { epochMs: 1, n: 0 }, events)
  expect(events).toEqual([])
})

test('a stream ahead of us is only trimmed when it stays so', () => {
  const cursor = createCursor('s', '5-1', true)
  const events: StreamEvent[] = []
  compareWithLast(cursor, { epochMs: 5, n: 3 }, events)
  expect(events).toEqual([])
  compareWithLast(cursor, { epochMs: 5, n: 4 }, events)
  expect(picture(events)).toEqual(['hole 5-2..5-4'])
})

test('after a stream vanished another epoch is still told apart', () => {
  const cursor = createCursor('s', '5-1', true)
  const events: StreamEvent[] = []
  compareWithLast(cursor, { epochMs: 0, n: 0 }, events)
  advance(cursor, 4, 0, events)
  expect(picture(events)).toEqual(['hole 5-2..0-0', 'epoch 4'])
})

test('bad ids are refused with what was found', () => {
  expect(() => createCursor('s', 'yesterday', true)).toThrow('found "yesterday"')
})

test('slots are those of the cluster specification', () => {
  expect(slotOf('123456789')).toBe(0x31c3)
  expect(slotOf('md:{7}:binance')).toBe(slotOf('book:{7}'))
  expect(slotOf('foo{}{bar}')).not.toBe(slotOf('bar'))
})

test('a MOVED error names the node, a missing host means the one that answered', () => {
  const current = { host: '10.0.0.1', port: 7000 }
  expect(movedTo(new Error('MOVED 3999 127.0.0.1:6381'), current)).toEqual({ host: '127.0.0.1', port: 6381 })
  expect(movedTo(new Error('MOVED 3999 :6381'), current)).toEqual({ host: '10.0.0.1', port: 6381 })
  expect(movedTo(new Error('MOVED 3999 fe80::1:6381'), current)).toEqual({ host: 'fe80::1', port: 6381 })
  expect(movedTo(new Error('CLUSTERDOWN Hash slot not served'), current)).toBeUndefined()
})

test('shares differ by one at most, and few shards move when a member comes', () => {
  const before = shareOut(64, ['a', 'b', 'c'])
  const after = shareOut(64, ['a', 'b', 'c', 'd'])
  const count = (owners: readonly string[], member: string): number => owners.filter(owner => owner === member).length
  for (const member of ['a', 'b', 'c', 'd']) expect(count(after, member)).toBe(16)
  expect(count(before, 'a') + count(before, 'b') + count(before, 'c')).toBe(64)
  expect(Math.max(...['a', 'b', 'c'].map(member => count(before, member)))).toBeLessThanOrEqual(22)
  expect(before.filter((owner, shard) => after[shard] !== owner).length).toBeLessThan(32)
  expect(shareOut(4, [])).toEqual([])
})

test('every member gets its share: three for four shards all hold one, whatever their names', () => {
  for (let run = 0; run < 300; run++) {
    for (const [shards, members] of [
      [4, 3],
      [4, 2],
      [5, 4],
      [16, 7],
      [3, 5],
    ] as const) {
      // prettier-ignore
      const names = Array.from({ length: members }, (_, index) => `host${run}-${index}`)
      const owners = shareOut(shards, names)
      expect(owners).toHaveLength(shards)
      const counts = names.map(name => owners.filter(owner => owner === name).length)
      expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1)
    }
  }
})
