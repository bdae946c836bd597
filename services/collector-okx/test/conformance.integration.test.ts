import type { Venue } from '@screener/collector-runtime'
import { allCases, createProvingGround, describeConformance, proveCase } from '@screener/venue-conformance'
import { afterAll, describe, test } from 'vitest'
import { okx } from '../src/venue.ts'

const fixtures = new URL('./fixtures/', import.meta.url)

describeConformance({ venue: okx, fixtures })

/** Those that depend on how a book begins. */
const numbers = [2, 3, 4, 6, 8, 13, 14, 15]
const caseTimeoutMs = 90_000

// As was announced for 2026: `books` begins with an update, and the REST book is what it is joined to.
describe('okx conforms without the snapshot that the channel pushes', () => {
  const decode: Venue['decode'] = text => okx.decode(text).filter(({ kind }) => kind !== 'snapshot')
  const ground = createProvingGround({ venue: { ...okx, decode }, fixtures })
  afterAll(() => ground.close())
  test.each(allCases.filter(({ number }) => numbers.includes(number)))(
    '$number $title',
    { timeout: caseTimeoutMs },
    one => proveCase(ground, one),
  )
})
