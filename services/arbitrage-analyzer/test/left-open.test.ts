import type { Opportunity, OpportunityEvent, OpportunityPhase } from '@screener/contracts'
import { expect, test } from 'vitest'
import { openAfter } from '../src/left-open.ts'

const told = (id: string, phase: OpportunityPhase): OpportunityEvent => ({
  phase,
  opportunity: { id } as Opportunity,
  closeReason: phase === 2 ? 'stale' : '',
})

const open = (...batches: readonly { readonly keyframe: boolean; readonly events: readonly OpportunityEvent[] }[]) => {
  let known: ReadonlyMap<string, Opportunity> = new Map()
  for (const batch of batches) known = openAfter(known, batch)
  return [...known.keys()]
}

test.each([
  ['an opening', ['a'], [{ keyframe: false, events: [told('a', 0)] }]],
  ['an update of what opened before we read', ['a'], [{ keyframe: false, events: [told('a', 1)] }]],
  ['a closing', [], [{ keyframe: false, events: [told('a', 0), told('a', 2)] }]],
  [
    'a keyframe says all there is',
    ['b'],
    [
      { keyframe: false, events: [told('a', 0)] },
      { keyframe: true, events: [told('b', 1)] },
    ],
  ],
  [
    'an empty keyframe, the last word of an orderly end',
    [],
    [
      { keyframe: false, events: [told('a', 0)] },
      { keyframe: true, events: [] },
    ],
  ],
] as const)('what is open after %s', (_name, ids, batches) => {
  expect(open(...batches)).toEqual(ids)
})
