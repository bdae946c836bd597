import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createSubscriptionLedger, judgeRefusal, type PendingFrame } from '../src/subscription-ledger.ts'

const frame = (requestId: string, symbols: string[], deadlineMs = 100): PendingFrame => ({
  requestId,
  kind: 'subscribe',
  symbols,
  attempt: 1,
  deadlineMs,
})

describe('subscription ledger', () => {
  test('settles by id, and the oldest when the answer has none', () => {
    const ledger = createSubscriptionLedger()
    for (const id of ['1', '2', '3']) ledger.sent(frame(id, [`S${id}`]))
    expect(ledger.settle('2')?.symbols).toEqual(['S2'])
    expect(ledger.settle('2')).toBeUndefined()
    expect(ledger.settle(undefined)?.requestId).toBe('1')
    expect(ledger.settle('unknown')).toBeUndefined()
    expect(ledger.isPending('S3')).toBe(true)
    expect(ledger.size).toBe(1)
  })

  test('takes out what is overdue, once', () => {
    const ledger = createSubscriptionLedger()
    ledger.sent(frame('1', ['A'], 100))
    ledger.sent(frame('2', ['B'], 200))
    expect(ledger.takeOverdue(99)).toEqual([])
    expect(ledger.takeOverdue(150).map(late => late.requestId)).toEqual(['1'])
    expect(ledger.takeOverdue(150)).toEqual([])
  })
})

describe('bisecting a refusal', () => {
  test('finds exactly the bad symbols, and every good one gets in', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 60 }),
        fc.nat(),
        (all, salt) => {
          const bad = new Set(all.filter((_, index) => (index * 7919 + salt) % 11 === 0))
          const rejected: string[] = []
          const accepted: string[] = []
          const queue: (readonly string[])[] = [all]
          let frames = 0
          for (let group = queue.shift(); group !== undefined; group = queue.shift()) {
            frames++
            if (!group.some(symbol => bad.has(symbol))) {
              accepted.push(...group)
              continue
            }
            const verdict = judgeRefusal(group, () => false)
            queue.push(...verdict.retry)
            if (verdict.rejected !== undefined) rejected.push(verdict.rejected)
          }
          expect(rejected.sort()).toEqual([...bad].sort())
          expect(accepted.sort()).toEqual(all.filter(symbol => !bad.has(symbol)).sort())
          expect(frames).toBeLessThanOrEqual(2 * all.length)
        },
      ),
    )
  })

  test('what flows is subscribed, whatever the answer says', () => {
    const verdict = judgeRefusal(['A', 'B', 'C'], symbol => symbol !== 'B')
    expect(verdict).toEqual({ retry: [], rejected: 'B', confirmed: ['A', 'C'] })
  })
})
