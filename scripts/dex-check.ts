/** scripts/dex-check --redis-port N --control-url URL [--legs N] [--seconds N] [--exchange]: what is shown of a simulated chain is done for real; wrapper brings the tools. */
import { parseArgs } from 'node:util'
import { executeLegs } from './truth/execute-legs.ts'

const { values } = parseArgs({
  options: {
    'redis-port': { type: 'string', default: '6390' },
    'control-url': { type: 'string' },
    legs: { type: 'string', default: '200' },
    seconds: { type: 'string', default: '120' },
    exchange: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
})
const controlUrl = values['control-url']
if (controlUrl === undefined) {
  console.error('✗ --control-url is missing: the chainControlUrl in state.json of the run directory of scripts/start')
  process.exit(2)
}
const { opportunities, withExchange, legs } = await executeLegs({
  redis: { url: `redis://127.0.0.1:${values['redis-port']}`, cluster: false },
  controlUrl,
  atMost: Number(values.legs),
  onlyWithExchange: values.exchange,
  signal: AbortSignal.timeout(1000 * Number(values.seconds)),
})
const done = legs.filter(({ problem }) => problem === '')
const broken = done.filter(({ betterBps }) => betterBps < 0)
const sorted = done.map(({ betterBps }) => betterBps).toSorted((one, other) => one - other)
const at = (share: number): number | undefined => sorted.at(Math.floor(share * (sorted.length - 1)))
if (values.json) console.log(JSON.stringify({ opportunities, withExchange, legs }, undefined, 2))
console.log(
  `${opportunities} opportunities with a leg on the chain, ${withExchange} of them with one on an exchange; ${legs.length} legs done through the router`,
)
console.log(`less than promised: ${broken.length}; not done: ${legs.length - done.length}`)
for (const { problem } of legs.filter(leg => leg.problem !== '').slice(0, 5)) console.log(`  not done: ${problem}`)
for (const leg of broken.slice(0, 5)) console.log(`  broken: ${JSON.stringify(leg)}`)
if (sorted.length > 0)
  console.log(
    `better than promised, bps: least ${at(0)?.toFixed(5)}, median ${at(0.5)?.toFixed(5)}, most ${at(1)?.toFixed(5)}`,
  )
process.exit(broken.length > 0 || legs.some(({ problem }) => problem.includes('replaced')) ? 1 : 0)
