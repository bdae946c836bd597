import type { VenueEvent } from '@screener/collector-runtime'
import type { ConformanceCase } from '../conformance-case.ts'
import { readFixtures } from '../read-fixtures.ts'

/** Every recorded frame decodes, and together they are all that a collector must understand. */
export const fixturesDecode: ConformanceCase = {
  number: 1,
  title: 'recorded frames decode: book, best bid/ask, acknowledged, refused, pong',
  run: ({ venue, fixtures }) => {
    const kinds = new Set<VenueEvent['kind']>()
    const frames = readFixtures(fixtures, 'ws_')
    if (frames.length === 0) {
      throw new Error(
        'no recorded frames: put them into test/fixtures (docs/adding-an-exchange.md, step 2), then write decode.ts',
      )
    }
    for (const { name, text } of frames) for (const { kind } of decodeNamed(venue.decode, name, text)) kinds.add(kind)
    const wanted: VenueEvent['kind'][] = ['delta', 'bestBidAsk', 'acknowledged', 'refused']
    if (venue.liveness.ping !== undefined) wanted.push('pong')
    const seed = venue.snapshot
    if (seed?.when !== 'always') wanted.push('snapshot')
    const missing = wanted.filter(kind => !kinds.has(kind))
    if (missing.length > 0) throw new Error(`no recorded frame decodes to: ${missing.join(', ')}`)
    if (seed !== undefined) {
      const seeds = readFixtures(fixtures, 'http_').filter(({ text }) => isSeed(seed.parse, text))
      if (seeds.length === 0) throw new Error('no recorded REST body is a snapshot')
    }
    return Promise.resolve()
  },
}

const decodeNamed = (
  decode: (text: string) => readonly VenueEvent[],
  name: string,
  text: string,
): readonly VenueEvent[] => {
  try {
    return decode(text)
  } catch (cause) {
    throw new Error(`the recorded frame ${name} does not decode: ${String(cause)}`, { cause })
  }
}

const isSeed = (parse: (body: string) => { readonly bids: readonly unknown[] }, text: string): boolean => {
  try {
    return parse(text).bids.length > 0
  } catch {
    return false
  }
}
