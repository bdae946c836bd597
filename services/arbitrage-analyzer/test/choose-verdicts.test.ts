import type { SampledVerdict, Verdict, VerdictRule } from '@screener/arbitrage'
import { beforeEach, expect, test } from 'vitest'
import { createVerdictChoice, type VerdictChoice } from '../src/choose-verdicts.ts'

const verdict = (rule: VerdictRule, margin: number, detail = ''): Verdict => ({ rule, margin, detail, atUs: 1 })

/** Ten routes whose best prices miss by 0, 10, 20 … bps, told in turn; the nearest are the last in turn. */
const routes = new Map<string, Verdict>()
let place: number
let choice: VerdictChoice

const sample = (count: number): readonly SampledVerdict[] => {
  const ids = [...routes.keys()]
  return Array.from({ length: Math.min(count, ids.length) }, () => {
    const routeId = ids[place++ % ids.length]!
    return { routeId, verdict: routes.get(routeId)! }
  })
}

const told = (most: number, open: readonly string[] = []): string[] =>
  choice.choose(open, most).map(({ routeId }) => routeId)

beforeEach(() => {
  routes.clear()
  for (let index = 0; index < 10; index += 1) routes.set(`r${index}`, verdict('tops', -10 * (9 - index)))
  place = 0
  choice = createVerdictChoice({ verdict: routeId => routes.get(routeId), verdictSample: sample })
})

test('every route comes round, and the nearest are told each time', () => {
  expect(told(4)).toEqual(['r0', 'r1', 'r2', 'r3'])
  expect(told(4)).toEqual(['r3', 'r2', 'r4', 'r5'])
  expect(told(4)).toEqual(['r5', 'r4', 'r6', 'r7'])
  expect(told(4)).toEqual(['r7', 'r6', 'r8', 'r9'])
  for (let second = 0; second < 3; second += 1) expect(told(4).slice(0, 2)).toEqual(['r9', 'r8'])
})

test('open routes come first, but leave their half of the places', () => {
  expect(told(4, ['r8', 'r9', 'r7'])).toEqual(['r8', 'r9', 'r0', 'r1'])
  expect(told(4, ['r5'])).toEqual(['r5', 'r9', 'r2', 'r3'])
})

test('a route that was priced is nearer than best prices; one whose book is held or not live is not near', () => {
  routes.set('r0', verdict('stale', -900))
  routes.set('r1', verdict('quarantined', 0))
  routes.set('r2', verdict('lagging', -3))
  routes.set('r3', verdict('not_live', 0))
  told(10)
  place = 4
  expect(told(6).slice(0, 3)).toEqual(['r0', 'r9', 'r8'])
})

test('a route that is gone is left out, none is told twice, and long words are cut', () => {
  told(20)
  routes.delete('r9')
  const ids = told(20)
  expect(ids.toSorted()).toEqual([...routes.keys()].toSorted())
  routes.set('r0', verdict('not_live', 0, 'x'.repeat(1_000)))
  expect(choice.choose(['r0'], 2)[0]?.detail).toHaveLength(200)
  expect(told(0)).toEqual([])
})
