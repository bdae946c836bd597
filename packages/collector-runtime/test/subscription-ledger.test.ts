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

describe('answers by symbol', () => {
  const each = (requestId: string, symbols: string[], answersPerSymbol: number): PendingFrame => ({
    ...frame(requestId, symbols),
    answersPerSymbol,
  })

  test('a symbol is open until all its answers are there, whatever the others do', () => {
    const ledger = createSubscriptionLedger()
    ledger.sent(each('1', ['A', 'B'], 2))
    expect(ledger.settleSymbol('1', 'A')?.requestId).toBe('1')
    expect(ledger.isPending('A')).toBe(true)
    ledger.settleSymbol('1', 'A')
    expect([ledger.isPending('A'), ledger.isPending('B')]).toEqual([false, true])
    expect(ledger.settleSymbol('1', 'A')).toBeUndefined()
    for (let answer = 0; answer < 2; answer++) ledger.settleSymbol('1', 'B')
    expect(ledger.size).toBe(0)
  })

  test('overdue are only the symbols without an answer', () => {
    const ledger = createSubscriptionLedger()
    ledger.sent(each('1', ['A', 'B', 'C'], 1))
    ledger.settleSymbol('1', 'B')
    expect(ledger.takeOverdue(100).map(({ symbols }) => symbols)).toEqual([['A', 'C']])
    expect(ledger.isPending('A')).toBe(false)
  })

  test.each([undefined, 'never sent'])(
    'an answer with id %s is for the oldest frame in which its symbol is open',
    id => {
      const ledger = createSubscriptionLedger()
      ledger.sent(each('1', ['A'], 1))
      ledger.sent(each('2', ['A', 'B'], 1))
      expect(ledger.settleSymbol(id, 'B')?.requestId).toBe('2')
      expect(ledger.settleSymbol(id, 'A')?.requestId).toBe('1')
      expect(ledger.settleSymbol(id, 'A')?.requestId).toBe('2')
      expect(ledger.settleSymbol(id, 'A')).toBeUndefined()
    },
  )

  test('an answer that names its frame does not spend that of another', () => {
    const ledger = createSubscriptionLedger()
    ledger.sent(each('1', ['A'], 1))
    ledger.sent(each('2', ['B'], 1))
    expect(ledger.settleSymbol('2', 'A')).toBeUndefined()
    expect(ledger.isPending('A')).toBe(true)
  })

  test('an answer to the whole frame is about what is still open', () => {
    const ledger = createSubscriptionLedger()
    ledger.sent(each('1', ['A', 'B', 'C'], 1))
    ledger.settleSymbol('1', 'A')
    expect(ledger.settle('1')?.symbols).toEqual(['B', 'C'])
  })

  test('closing a symbol ends what is awaited about it, of that kind, in every frame', () => {
    const ledger = createSubscriptionLedger()
    ledger.sent(each('1', ['A', 'B'], 2))
    ledger.sent(each('2', ['A'], 1))
    ledger.sent({ ...each('3', ['A'], 1), kind: 'unsubscribe' })
    ledger.close('A', 'subscribe')
    expect(ledger.size).toBe(2)
    expect(ledger.settleSymbol(undefined, 'A')?.requestId).toBe('3')
    expect(ledger.isPending('A')).toBe(false)
  })

  test('frames forgiven have their attempt again', () => {
    const ledger = createSubscriptionLedger()
    ledger.sent({ ...frame('1', ['A']), attempt: 2 })
    for (let times = 0; times < 3; times++) ledger.forgive()
    expect(ledger.takeOverdue(100).map(({ attempt }) => attempt)).toEqual([0])
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
