import { describeConformance } from '@screener/venue-conformance'
import { kraken } from '../src/venue.ts'

describeConformance({ venue: kraken, fixtures: new URL('./fixtures/', import.meta.url) })
