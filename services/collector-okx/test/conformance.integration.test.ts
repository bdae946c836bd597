import { describeConformance } from '@screener/venue-conformance'
import { okx } from '../src/venue.ts'

describeConformance({ venue: okx, fixtures: new URL('./fixtures/', import.meta.url) })
