import { expect, test } from 'vitest'
import { classifyBadFrame, createBadFrameSampler, excerpt } from '../src/bad-frame-log.ts'
import { FrameError } from '../src/venue.ts'

test('one sample per kind and period, with the number kept silent', () => {
  const sampler = createBadFrameSampler(1000)
  expect(sampler.sample('json', 0)).toBe(0)
  expect(sampler.sample('json', 1)).toBeUndefined()
  expect(sampler.sample('json', 999)).toBeUndefined()
  expect(sampler.sample('frame', 999)).toBe(0)
  expect(sampler.sample('json', 1000)).toBe(2)
})

test('a sample never breaks a line or a terminal, and is short', () => {
  const cleaned = excerpt(`a\n\u001b[31m${'x'.repeat(1000)}`)
  expect(cleaned).toMatch(/^a··\[31mx+$/)
  expect(cleaned).toHaveLength(200)
})

test.each([
  { error: new FrameError('bad', { symbol: 'BTCUSDT' }), kind: 'frame', symbol: 'BTCUSDT' },
  { error: new SyntaxError('JSON'), kind: 'json', symbol: undefined },
  { error: 'text', kind: 'unexpected', symbol: undefined },
])('classified as $kind', ({ error, kind, symbol }) => {
  expect(classifyBadFrame(error)).toMatchObject({ kind, symbol })
})
