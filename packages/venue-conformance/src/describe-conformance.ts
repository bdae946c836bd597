import { afterAll, describe, test } from 'vitest'
import { allCases } from './all-cases.ts'
import { proveCase } from './prove-case.ts'
import { createProvingGround, type ProvingGroundOptions } from './proving-ground.ts'

export type ConformanceOptions = Pick<ProvingGroundOptions, 'venue' | 'fixtures' | 'twins'>

const caseTimeoutMs = 90_000

/** Every case, as tests of the venue's own. One call, in `services/collector-<venue>/test/conformance.integration.test.ts`. */
export const describeConformance = (options: ConformanceOptions): void => {
  describe(`${options.venue.id} conforms`, () => {
    const ground = createProvingGround(options)
    afterAll(() => ground.close())
    for (const one of allCases) {
      test(`${one.number} ${one.title}`, { timeout: caseTimeoutMs }, async context => {
        const reason = one.notApplicable?.(ground)
        if (reason !== undefined) context.skip(`not applicable: ${reason}`)
        await proveCase(ground, one)
      })
    }
  })
}
