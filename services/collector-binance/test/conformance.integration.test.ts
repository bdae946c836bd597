import { describeConformance } from '@screener/venue-conformance'
import { binance } from '../src/venue.ts'

describeConformance({ venue: binance, fixtures: new URL('./fixtures/', import.meta.url) })
