import { expect, test } from 'vitest'
import { createKnownReceipts } from '../src/known-receipts.ts'
import { closedBy, makeBatch, makeOpportunity, makeReceipt, opened } from './make.ts'

const episode = (number: number) => makeOpportunity({ id: `r@${number}` })

test('the last receipt of an open episode, and after its close the last one before', () => {
  const known = createKnownReceipts()
  const a = episode(1)
  expect(known.find(a.id)).toBeUndefined()
  known.take(makeBatch([opened(a, makeReceipt('d1'))]))
  expect(known.find(a.id)).toMatchObject({
    opportunity: { id: a.id },
    receipt: { digest: 'd1' },
    closeReason: undefined,
  })
  const moved = { ...a, netBps: 7 }
  known.take(makeBatch([{ ...opened(moved, makeReceipt('d2')), phase: 1 }]))
  known.take(makeBatch([{ ...closedBy({ ...a, netBps: 9 }, 'stale'), receipt: makeReceipt('d3') }]))
  known.close(a.id, 'stale')
  expect(known.find(a.id)).toMatchObject({
    opportunity: { netBps: 7 },
    receipt: { digest: 'd2' },
    closeReason: 'stale',
  })
})

test('what came without a receipt has none to tell', () => {
  const known = createKnownReceipts()
  known.take(makeBatch([{ ...opened(episode(1)), receipt: null }]))
  expect(known.find('r@1')).toBeUndefined()
  known.close('r@1', 'stale')
  expect(known.size).toBe(0)
})

test('of closed episodes the last thousand are kept; open ones stay', () => {
  const known = createKnownReceipts()
  known.take(makeBatch([opened(episode(0))]))
  for (let number = 1; number <= 1_500; number += 1) {
    known.take(makeBatch([opened(episode(number))]))
    known.close(`r@${number}`, 'unprofitable')
  }
  expect(known.size).toBe(1_001)
  expect([0, 500, 501, 1_500].map(number => known.find(`r@${number}`) !== undefined)).toEqual([true, false, true, true])
})
