import { applyVariant } from '@screener/collector-runtime'
import { describeConformance } from '@screener/venue-conformance'
import { describe } from 'vitest'
import { gateio } from '../src/venue.ts'

const fixtures = new URL('./fixtures/', import.meta.url)

describeConformance({ venue: gateio, fixtures })

// `eu` differs from it by its addresses alone.
describe('VENUE_VARIANT=book_update', () => {
  describeConformance({ venue: applyVariant(gateio, 'book_update'), fixtures })
})
