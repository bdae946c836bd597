/** scripts/bench cost | latency [--json] [--seconds N] [--symbols N] [--events N] [--venues a,b]; the bash wrapper brings the tools. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { comparedVenues } from './benchmarks/client.ts'
import { measureCost } from './benchmarks/cost.ts'
import { measureLatency } from './benchmarks/latency.ts'
import { symbolsOf } from './stack/demo-symbols.ts'
import { runStack } from './stack/run-stack.ts'
import { root } from './stack/root.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    seconds: { type: 'string', default: '20' },
    symbols: { type: 'string', default: '40' },
    events: { type: 'string', default: '40' },
    venues: { type: 'string', default: comparedVenues.join(',') },
  },
})
const [what] = positionals
if (what !== 'cost' && what !== 'latency') {
  console.error(
    'scripts/bench cost | latency [--json] [--seconds 20] [--symbols 40] [--events 40] [--venues a,b]\n  events: order events per second, symbol and venue; venues: default those that every compared client can follow',
  )
  process.exit(2)
}
const symbols = symbolsOf(Number(values.symbols))
mkdirSync(join(root, '.run'), { recursive: true })
const runDirectory = mkdtempSync(join(root, '.run/bench-'))
const stack = await runStack(
  {
    live: false,
    webPort: 0,
    redisPort: 0,
    symbols,
    venues: values.venues.split(','),
    runDirectory,
    environment: { 'exchange-simulator': { EVENTS_PER_SECOND: values.events } },
    scale: {},
  },
  line => console.error(line),
)
try {
  await stack.ready(60_000)
  const seconds = Number(values.seconds)
  const result = what === 'cost' ? await measureCost(stack, symbols, seconds) : await measureLatency(stack, seconds)
  if (values.json) console.log(JSON.stringify(result, undefined, 2))
  else {
    for (const [name, value] of Object.entries(result)) {
      if (typeof value === 'object') console.table(value)
      else console.log(`${name}: ${String(value)}`)
    }
  }
} finally {
  await stack.stop()
  rmSync(runDirectory, { recursive: true, force: true })
}
