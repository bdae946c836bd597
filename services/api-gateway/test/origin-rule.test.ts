import { expect, test } from 'vitest'
import { isAllowedOrigin } from '../src/origin-rule.ts'
import { createMessageBudget } from '../src/message-budget.ts'

const host = 'screener.example:8080'

test.each<[name: string, origin: string | undefined, allowed: boolean]>([
  ['same host', 'http://screener.example:8080', true],
  ['same host behind TLS', 'https://screener.example:8080', true],
  ['absent', undefined, false],
  ['empty', '', false],
  ['null', 'null', false],
  ['suffix', 'http://screener.example:8080.evil.example', false],
  ['prefix', 'http://evil-screener.example:8080', false],
  ['subdomain', 'http://a.screener.example:8080', false],
  ['other port', 'http://screener.example:8081', false],
  ['no port', 'http://screener.example', false],
  ['upper case', 'http://Screener.example:8080', false],
  ['look-alike letters', 'http://scrееner.example:8080', false],
  ['other scheme', 'ws://screener.example:8080', false],
  ['with a path', 'http://screener.example:8080/', false],
  ['with a user', 'http://screener.example:8080@evil.example', false],
])('%s', (_name, origin, allowed) => {
  expect(isAllowedOrigin(origin, host, [])).toBe(allowed)
})

test('no Host header: nobody', () => {
  expect(isAllowedOrigin('http://', undefined, [])).toBe(false)
  expect(isAllowedOrigin('http://', '', [])).toBe(false)
})

test('a list replaces the rule of the same host', () => {
  const list = ['https://a.example', 'https://b.example']
  expect(isAllowedOrigin('https://b.example', host, list)).toBe(true)
  expect(isAllowedOrigin('https://c.example', host, list)).toBe(false)
  expect(isAllowedOrigin(`http://${host}`, host, list)).toBe(false)
})

test('ten messages at once, then ten a second; the third strike is out', () => {
  const budget = createMessageBudget()
  expect(Array.from({ length: 11 }, () => budget.spend(0))).toEqual([...Array<boolean>(10).fill(true), false])
  expect(budget.spend(99)).toBe(false)
  expect(budget.spend(210)).toBe(true)
  expect([budget.strike(), budget.strike(), budget.strike()]).toEqual([false, false, true])
})
