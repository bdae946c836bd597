import { describe, expect, it } from 'vitest'
import { createConvergence } from '../truth/convergence.ts'
import { everyKind, planFault, randomFrom, type PlannedFault } from '../truth/fault-plan.ts'

const venues = [
  { id: 'aa', faults: everyKind.filter(kind => kind !== 'restart'), corruptForms: ['nan'] },
  { id: 'bb', faults: everyKind, corruptForms: ['nan', 'checksum'] },
]
const symbols = ['BTC-USDT', 'ETH-USDT']

describe('planFault', () => {
  const plans = (seed: number, kinds = everyKind): readonly PlannedFault[] => {
    const random = randomFrom(seed)
    return Array.from({ length: 400 }, () => planFault(venues, symbols, kinds, random))
  }

  it('draws any venue, symbol, and kind or form that applies to the venue, the same ones for the same seed', () => {
    expect(plans(1)).toEqual(plans(1))
    expect(plans(1)).not.toEqual(plans(2))
    const seen = (venue: string, of: (fault: PlannedFault) => unknown): readonly unknown[] => [
      ...new Set(plans(1).flatMap(fault => (fault.venue === venue ? (of(fault) ?? []) : []))),
    ]
    expect(seen('aa', ({ kind }) => kind).toSorted()).toEqual([...venues[0]!.faults].toSorted())
    expect(seen('bb', ({ kind }) => kind).toSorted()).toEqual([...everyKind].toSorted())
    expect(seen('aa', ({ body }) => body['form'])).toEqual(['nan'])
    expect(seen('bb', ({ body }) => body['form']).toSorted()).toEqual(['checksum', 'nan'])
    expect(seen('aa', ({ symbol }) => symbol).toSorted()).toEqual(symbols)
  })

  it('meets one book with what damages frames, and all of a venue with what holds for connections', () => {
    for (const { kind, symbol, body } of plans(3)) {
      const ofOneBook = ['drop', 'duplicate', 'reorder', 'corrupt', 'restart'].includes(kind)
      expect(symbol !== undefined).toBe(ofOneBook)
      expect(body['symbol']).toBe(symbol)
      expect(body['channel']).toBe(ofOneBook && kind !== 'restart' ? 'depth' : undefined)
    }
    expect(new Set(plans(4, ['drop']).map(({ kind }) => kind))).toEqual(new Set(['drop']))
  })
})

describe('createConvergence', () => {
  const fault = (venue: string, symbol?: string): PlannedFault => ({ kind: 'drop', venue, symbol, body: { venue } })
  const wrong = { venue: 'aa', symbol: 'BTC-USDT', why: 'not LIVE' }

  it('times the books that a fault met, until they are right for good', () => {
    const convergence = createConvergence(5_000)
    convergence.injected(fault('aa', 'BTC-USDT'), 1_000)
    for (const atMs of [1_400, 1_800]) expect(convergence.observe([wrong], atMs)).toEqual([])
    expect(convergence.observe([], 2_200)).toEqual([])
    expect(convergence.observe([wrong], 2_600)).toEqual([])
    expect(convergence.observe([], 3_000)).toEqual([])
    convergence.injected(fault('bb'), 4_000)
    expect(convergence.observe([], 4_400)).toEqual([])
    expect(convergence.times()).toEqual([1_600, 0])
    expect(convergence.notConverged).toEqual([])
  })

  it('says once which fault left a book wrong at the end of the limit, also one that was right in between', () => {
    const convergence = createConvergence(5_000)
    convergence.injected(fault('aa'), 1_000)
    expect(convergence.observe([wrong], 1_200)).toEqual([])
    expect(convergence.observe([], 3_000)).toEqual([])
    expect(convergence.observe([wrong], 5_900)).toEqual([])
    expect(convergence.observe([wrong], 6_000)).toEqual([])
    const lines = convergence.observe([wrong], 6_001)
    expect(lines).toEqual(['fault 1 ({"venue":"aa"}): aa BTC-USDT: not LIVE, for 5001 ms'])
    expect(convergence.observe([wrong], 6_600)).toEqual([])
    expect(convergence.notConverged).toEqual(lines)
  })

  it('gives a book its whole time anew when another fault meets it, and only then', () => {
    const convergence = createConvergence(5_000)
    convergence.injected(fault('aa', 'BTC-USDT'), 0)
    convergence.observe([wrong], 100)
    convergence.injected(fault('aa', 'ETH-USDT'), 3_000)
    convergence.injected(fault('bb'), 3_500)
    convergence.observe([wrong], 4_000)
    expect(convergence.observe([wrong], 5_001)).toHaveLength(1)
    const other = createConvergence(5_000)
    other.injected(fault('aa', 'BTC-USDT'), 0)
    other.observe([wrong], 100)
    other.injected(fault('aa'), 3_000)
    other.observe([wrong], 3_400)
    expect(other.observe([wrong], 8_000)).toEqual([])
    expect(other.observe([wrong], 8_001)).toHaveLength(1)
  })

  it('notices books that go wrong without a fault, and those that stay so', () => {
    const convergence = createConvergence(5_000)
    convergence.injected(fault('aa'), 0)
    convergence.observe([], 400)
    convergence.observe([wrong], 9_000)
    convergence.observe([wrong], 9_400)
    expect(convergence.unprovoked).toEqual(['aa BTC-USDT: not LIVE'])
    expect(convergence.observe([wrong], 14_001)).toHaveLength(1)
    expect(convergence.times()).toEqual([0])
    const never = createConvergence(5_000)
    never.observe([wrong], 9_000)
    expect(never.observe([wrong], 14_001)).toEqual(['no fault: aa BTC-USDT: not LIVE, for 5001 ms'])
  })
})
