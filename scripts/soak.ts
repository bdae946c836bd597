/** scripts/soak [--seconds 600] [--symbols 50] [--venues a,b] [--every 3] [--seed 1] [--control]: see the bash wrapper. Exit 0 when every check held. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { symbolsOf } from './stack/demo-symbols.ts'
import { root } from './stack/root.ts'
import { chosenVenues, hasTwin } from './stack/venue-list.ts'
import { truthRun } from './truth/truth-run.ts'

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '600' },
    symbols: { type: 'string', default: '50' },
    venues: { type: 'string' },
    every: { type: 'string', default: '3' },
    seed: { type: 'string', default: '1' },
    control: { type: 'boolean', default: false },
  },
})
mkdirSync(join(root, '.run'), { recursive: true })
const runDirectory = mkdtempSync(join(root, '.run/truth-'))
const result = await truthRun({
  seconds: Number(values.seconds),
  faultEveryMs: Number(values.every) * 1000,
  convergeWithinMs: 5_000,
  seed: Number(values.seed),
  report: line => console.error(line),
  stack: {
    live: false,
    webPort: 0,
    redisPort: 0,
    symbols: symbolsOf(Number(values.symbols)),
    venues: chosenVenues(values.venues).filter(venue => values.venues !== undefined || hasTwin(venue)),
    runDirectory,
    // The control: with the sequence check off, the same faults must be seen as wrong books or phantoms.
    environment: values.control ? { 'orderbook-sync': { CONTROL_IGNORE_GAPS: 'true' } } : {},
    scale: {},
  },
})
const held = result.notConverged.length === 0 && result.phantoms.length === 0 && result.legsChecked > 0
console.log(
  JSON.stringify(
    {
      held,
      ...result,
      notConverged: result.notConverged.length,
      phantoms: result.phantoms.length,
      unprovoked: result.unprovoked.length,
      examples: [...result.notConverged.slice(0, 5), ...result.phantoms.slice(0, 10), ...result.unprovoked.slice(0, 5)],
    },
    undefined,
    2,
  ),
)
if (held || values.control) rmSync(runDirectory, { recursive: true, force: true })
else console.error(`✗ the logs are kept in ${runDirectory}/logs`)
process.exitCode = held ? 0 : 1
