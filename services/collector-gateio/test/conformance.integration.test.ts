import type { Venue } from '@screener/collector-runtime'
import { describeConformance } from '@screener/venue-conformance'
import { gateio } from '../src/venue.ts'

const fixtures = new URL('./fixtures/', import.meta.url)

describeConformance({ venue: gateio, fixtures })
// The older channel on the same host; the European one differs by its addresses alone.
describeConformance({ venue: { ...gateio, ...gateio.variants?.['book_update'] } as Venue, fixtures })
