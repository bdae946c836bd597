import { expect, test } from 'vitest'
import { matches, wordsOf } from '../src/model/filter.ts'
import { Store } from '../src/model/store.ts'
import { makeOpportunity, makeVenue } from './market.ts'

const storeOf = (...venues: readonly ReturnType<typeof makeVenue>[]): Store => {
  const store = new Store()
  const opportunities = [makeOpportunity({ id: 'x', buy: 'gateio', sell: 'acme' })]
  store.applyFull({ opportunities, venues, live: true, simulated: false, version: '' }, 1, 1)
  return store
}

test('a venue has the name the gateway gave it, from each message on', () => {
  const store = storeOf(makeVenue('gateio', { name: 'Gate.io' }))
  expect(store.venueName('gateio')).toBe('Gate.io')
  store.applyUpdate({ changed: [], closed: [], venues: [makeVenue('gateio', { name: 'Gate' })], live: true }, 2, 2)
  expect(store.venueName('gateio')).toBe('Gate')
})

test('a venue that is not told of, or has no name, keeps its id', () => {
  const store = storeOf(makeVenue('acme', { name: '' }))
  expect(store.venueName('acme')).toBe('acme')
  expect(store.venues.get('acme')?.name).toBe('acme')
  expect(store.venueName('gateio')).toBe('gateio')
})

test.each(['gate.io', 'gateio', 'acme', 'gate.io acme btc'])('a row is found by the names it shows: %s', query => {
  const row = storeOf(makeVenue('gateio', { name: 'Gate.io' })).rows.get('x')!
  expect(matches(row, wordsOf(query))).toBe(true)
})
