/** The whole screener on one machine; see --help. The bash wrapper beside it brings the tools first. */
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { demoSymbols } from './stack/demo-symbols.ts'
import { root } from './stack/root.ts'
import { runStack } from './stack/run-stack.ts'
import type { StackOptions } from './stack/stack-plan.ts'
import { chosenVenues } from './stack/venue-list.ts'

const help = `scripts/start [options]    the whole screener on this machine, until Ctrl-C

  --live                 real venues (needs the internet) instead of simulated ones
  --replay FILE          a recorded capture as the market of one venue (--venue V, --speed N)
  --venues a,b           which venues (default: those of deploy/venues.env)
  --symbols A-B,…        canonical symbols (default: ${demoSymbols.length} well-known ones)
  --top-symbols A-B,…    more symbols, of which the best bid and ask alone is followed until somebody asks for their books
  --port N               the page's port (default 8080; a free one when taken; 0: any)
  --redis-port N         Redis' port (default 6390; a free one when taken; 0: any)
  --redis-cluster        a Redis Cluster (3 masters, 3 replicas, any ports) instead of one Redis
  --scale part=N         more instances of a part, e.g. orderbook-sync=3 (repeatable)
  --env part:NAME=VALUE  a setting for one part (repeatable; part * for all)
  --run-dir DIR          keep logs and Redis data there (default: a new folder in .run, removed at the end)
`

const fail = (message: string): never => {
  console.error(`✗ ${message}`)
  process.exit(2)
}

const portOption = (name: string, text: string): number => {
  const port = Number(text)
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    fail(`--${name} ${text}: give a port number from 0 to 65535`)
  return port
}

const readArguments = (): { options: StackOptions; keepRunDirectory: boolean } => {
  const parsed = ((): ReturnType<typeof parse> => {
    try {
      return parse()
    } catch (error) {
      return fail(`${error instanceof Error ? error.message : String(error)}\n\n${help}`)
    }
  })()
  const { values } = parsed
  if (values.help) {
    console.log(help)
    process.exit(0)
  }
  const list = (text: string): string[] => text.split(',').filter(item => item !== '')
  const scale: Record<string, number> = {}
  for (const item of values.scale) {
    const match = /^([a-z-]+)=(\d+)$/.exec(item) ?? fail(`--scale ${item}: write it as part=number`)
    scale[match[1] ?? ''] = Number(match[2])
  }
  const environment: Record<string, Record<string, string>> = {}
  for (const item of values.env) {
    const match = /^([a-z*-]+):([A-Z_]+)=(.*)$/.exec(item) ?? fail(`--env ${item}: write it as part:NAME=VALUE`)
    environment[match[1] ?? ''] = { ...environment[match[1] ?? ''], [match[2] ?? '']: match[3] ?? '' }
  }
  if (values.replay !== undefined && !existsSync(values.replay)) fail(`--replay ${values.replay}: no such file`)
  if (values.replay !== undefined && values.live) fail('--replay and --live exclude each other')
  const venues = chosenVenues(values.venues, !values.live)
  mkdirSync(join(root, '.run'), { recursive: true })
  return {
    keepRunDirectory: values['run-dir'] !== undefined,
    options: {
      live: values.live,
      ...(values.replay === undefined
        ? {}
        : {
            replay: {
              file: resolve(values.replay),
              venue: values.venue ?? venues[0] ?? '',
              speed: Number(values.speed),
            },
          }),
      webPort: portOption('port', values.port),
      redisPort: portOption('redis-port', values['redis-port']),
      redisCluster: values['redis-cluster'],
      symbols: values.symbols === undefined ? demoSymbols : list(values.symbols),
      ...(values['top-symbols'] === undefined ? {} : { topSymbols: list(values['top-symbols']) }),
      venues,
      runDirectory:
        values['run-dir'] === undefined ? mkdtempSync(join(root, '.run/start-')) : resolve(values['run-dir']),
      environment,
      scale,
    },
  }
}

const parse = () =>
  parseArgs({
    options: {
      live: { type: 'boolean', default: false },
      replay: { type: 'string' },
      venue: { type: 'string' },
      speed: { type: 'string', default: '1' },
      venues: { type: 'string' },
      symbols: { type: 'string' },
      'top-symbols': { type: 'string' },
      port: { type: 'string', default: '8080' },
      'redis-port': { type: 'string', default: '6390' },
      'redis-cluster': { type: 'boolean', default: false },
      scale: { type: 'string', multiple: true, default: [] },
      env: { type: 'string', multiple: true, default: [] },
      'run-dir': { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  })

const { options, keepRunDirectory } = readArguments()
const report = (line: string): void => console.log(line)
const stopRequested = new Promise<NodeJS.Signals>(resolve => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, resolve)
})

report(
  `» starting ${options.live ? 'on the real venues' : 'on simulated venues'}: ${options.venues.join(', ')}; ${options.symbols.length} symbols`,
)
const stack = await runStack(options, report).catch((error: unknown) =>
  fail(error instanceof Error ? error.message : String(error)),
)
const started = stack.ready(60_000).then(
  () => {
    report(`\nready: ${stack.url}`)
    report(
      `streams: redis-cli ${stack.redisCluster ? '-c ' : ''}-p ${stack.redisPort} XREAD COUNT 1 STREAMS arb:{0}:opportunities 0   logs: ${options.runDirectory}/logs`,
    )
    report('Ctrl-C stops everything')
    return true
  },
  (error: unknown) => {
    report(
      `✗ ${error instanceof Error ? error.message : String(error)}; still trying, see ${options.runDirectory}/logs`,
    )
    return false
  },
)

await stopRequested
report('\n» stopping')
process.once('SIGINT', () => process.exit(1))
await stack.stop()
await started
if (!keepRunDirectory) rmSync(options.runDirectory, { recursive: true, force: true })
report('stopped')
