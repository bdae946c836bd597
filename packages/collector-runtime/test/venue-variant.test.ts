import { ConfigError } from '@screener/service-kit'
import { expect, test } from 'vitest'
import { applyVariant } from '../src/index.ts'
import { acme } from './acme/venue.ts'

const venue = {
  ...acme('rest'),
  variants: {
    abroad: { webSocketUrl: 'wss://abroad.example/ws', restUrl: 'https://abroad.example' },
    plain: { snapshot: undefined },
  },
}

test('without a name the venue is as it is', () => {
  expect(applyVariant(venue, '')).toBe(venue)
})

test('a variant replaces the parts it names, and only those', () => {
  const abroad = applyVariant(venue, 'abroad')
  expect([abroad.webSocketUrl, abroad.restUrl]).toEqual(['wss://abroad.example/ws', 'https://abroad.example'])
  expect([abroad.id, abroad.decode, abroad.snapshot]).toEqual(['acme', venue.decode, venue.snapshot])
})

test('a variant may take the REST snapshot away', () => {
  expect('snapshot' in applyVariant(venue, 'plain')).toBe(false)
})

test.each(['nope', 'toString'])('"%s": ConfigError that names those there are', name => {
  expect(() => applyVariant(venue, name)).toThrow(ConfigError)
  expect(() => applyVariant(venue, name)).toThrow(/VENUE_VARIANT.*abroad, plain/)
})

test('a venue without variants says so', () => {
  expect(() => applyVariant(acme('rest'), 'abroad')).toThrow(/there are none/)
})
