/**
 * Every case must have been seen to fail: each venue is broken on purpose, once for each case, and exactly that case must
 * say so. In the suite for one venue; `CONFORMANCE_CONTROL=okx,kraken vitest run packages/venue-conformance` for others.
 */
import type { Venue } from '@screener/collector-runtime'
import { describe, expect, test } from 'vitest'
import { allCases, createProvingGround, proveCase } from '../src/index.ts'
import { neverBack, sabotagesOf } from './sabotage.ts'

const ids = (process.env['CONFORMANCE_CONTROL'] ?? 'bybit').split(',')
/** Long enough for what is well, and waited out by what is broken. */
const patienceMs = 8_000

describe.each(ids)('%s broken on purpose', async id => {
  const folder = new URL(`../../../services/collector-${id}/`, import.meta.url)
  const module = (await import(new URL('src/venue.ts', folder).href)) as Readonly<Record<string, Venue>>
  const conforming = module[id]!
  const fixtures = new URL('test/fixtures/', folder)
  const renumbers = id === 'bybit'

  for (const sabotage of [...sabotagesOf(conforming), ...(renumbers ? [neverBack] : [])]) {
    test(`case ${sabotage.number} fails: ${sabotage.what}`, { timeout: 90_000 }, async context => {
      const one = allCases.find(({ number }) => number === sabotage.number)!
      const ground = createProvingGround({
        venue: conforming,
        sabotage: sabotage.venue,
        fixtures,
        patienceMs,
        ...(sabotage.collector === undefined ? {} : { collector: sabotage.collector }),
      })
      const mend = sabotage.around?.()
      try {
        const reason = one.notApplicable?.(ground)
        if (reason !== undefined) context.skip(`not applicable: ${reason}`)
        await expect(proveCase(ground, one)).rejects.toThrow(sabotage.because)
      } finally {
        mend?.()
        await ground.close()
      }
    })
  }
})
