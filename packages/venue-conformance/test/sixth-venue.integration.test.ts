/** A venue that exists only here, made by docs/adding-an-exchange.md to the letter: what it cost is written there. */
import { describeConformance } from '../src/index.ts'
import { heron } from './sixth-venue/venue.ts'

describeConformance({
  venue: heron,
  fixtures: new URL('./sixth-venue/fixtures/', import.meta.url),
  twins: new URL('./sixth-venue/twins/', import.meta.url),
})
