import { describeConformance } from '@screener/venue-conformance'
import { bybit } from '../src/venue.ts'

describeConformance({ venue: bybit, fixtures: new URL('./fixtures/', import.meta.url) })
