import type { ConformanceCase } from '../conformance-case.ts'
import { losesThenRecovers } from '../loses-then-recovers.ts'
import { readFixtures } from '../read-fixtures.ts'

export const checksumMissLoses: ConformanceCase = {
  number: 7,
  title: 'a wrong checksum: not LIVE, then anew and equal',
  notApplicable: ({ conforming, fixtures }) => {
    const sends = readFixtures(fixtures, 'ws_').some(({ text }) =>
      conforming
        .decode(text)
        .some(event => (event.kind === 'delta' || event.kind === 'snapshot') && event.checksum !== undefined),
    )
    return sends ? undefined : 'the venue sends no checksum'
  },
  run: ground => losesThenRecovers(ground, { kind: 'corrupt', form: 'checksum', count: 1 }),
}
