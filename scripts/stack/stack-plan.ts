import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { commitOfCheckout } from './commit-of-checkout.ts'
import { freePort } from './free-port.ts'
import { planRedis, type RedisPlan } from './redis-plan.ts'
import { root } from './root.ts'
import type { ProcessSpec } from './supervised-process.ts'
import { hasCollector, simulatorOf, venueVariables } from './venue-list.ts'

export interface StackOptions {
  /** Real venues instead of the simulator. */
  readonly live: boolean
  readonly replay?: { readonly file: string; readonly venue: string; readonly speed: number }
  /** Wished ports; a taken one is replaced by a free one. 0: any. */
  readonly webPort: number
  readonly redisPort: number
  /** A Redis Cluster of three masters and three replicas instead of one Redis. */
  readonly redisCluster?: boolean
  readonly symbols: readonly string[]
  /** Symbols of which the best bid and ask alone is followed until somebody asks for more. */
  readonly topSymbols?: readonly string[]
  readonly venues: readonly string[]
  readonly runDirectory: string
  /** More environment for single parts, by part name; `*` for all. */
  readonly environment: Readonly<Record<string, Readonly<Record<string, string>>>>
  /** How many instances of a part; 1 when absent. */
  readonly scale: Readonly<Record<string, number>>
}

export interface StackPlan {
  /** Without Redis, which starts before them. */
  readonly processes: readonly ProcessSpec[]
  readonly redis: RedisPlan
  readonly url: string
  readonly controlUrl: string | undefined
  /** Control of the simulated chain; undefined where no venue is on it. */
  readonly chainControlUrl: string | undefined
  /** Where the simulated venues listen (http://…; the same port speaks ws://). Empty on the real ones. */
  readonly venueUrls: Readonly<Record<string, string>>
}

const answersOk = async (url: string): Promise<boolean> => {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(1_000) })).ok
  } catch {
    return false
  }
}

const nginxConfig = (plan: { runDirectory: string; webPort: number; gatewayPort: number }): string => {
  const render = readFileSync(join(root, 'nginx/nginx.conf.template'), 'utf8')
  const values: Record<string, string> = {
    LISTEN: `127.0.0.1:${plan.webPort}`,
    GATEWAY: `127.0.0.1:${plan.gatewayPort}`,
    DASHBOARD_ROOT: join(root, 'services/dashboard/dist'),
    RUN_DIR: join(plan.runDirectory, 'nginx'),
    NGINX_DIR: join(root, 'nginx'),
  }
  const path = join(plan.runDirectory, 'nginx', 'nginx.conf')
  writeFileSync(
    path,
    render.replace(/\$\{([A-Z_]+)\}/g, (whole, name: string) => values[name] ?? whole),
  )
  return path
}

/** What has to run, in starting order, on which ports. Writes the files the parts need into the run directory. */
export const planStack = async (options: StackOptions): Promise<StackPlan> => {
  const { runDirectory } = options
  for (const directory of ['logs', 'nginx']) mkdirSync(join(runDirectory, directory), { recursive: true })
  const redis = await planRedis(runDirectory, options.redisPort, options.redisCluster === true)
  const webPort = await freePort(options.webPort)
  const gatewayPort = await freePort()
  const simulated = !options.live
  const simulatorPorts: Record<string, number> = {}
  for (const venue of options.venues) simulatorPorts[venue] = await freePort()
  const controlPort = await freePort()
  const twins = options.venues.filter(venue => simulatorOf(venue) === 'exchange-simulator')
  const onChain = simulated && options.venues.some(venue => simulatorOf(venue) === 'chain-simulator')
  const chain = { port: await freePort(), backupPort: await freePort(), controlPort: await freePort() }
  const processes: ProcessSpec[] = []

  const common = {
    // A restarted part is back sooner when its sources need not be compiled anew.
    NODE_COMPILE_CACHE: join(root, '.cache/compiled'),
    COMMIT: commitOfCheckout(),
    // Choices of fees and names of the venues; which of them run is the caller's choice.
    ...venueVariables(),
    REDIS_URL: redis.url,
    REDIS_CLUSTER: `${options.redisCluster === true}`,
    VENUES: options.venues.join(','),
    SYMBOLS: options.symbols.join(','),
    ...options.environment['*'],
  }
  const service = async (
    name: string,
    env: Record<string, string>,
    instances = options.scale[name] ?? 1,
  ): Promise<void> => {
    for (let index = 0; index < instances; index += 1) {
      const httpPort = await freePort()
      const instanceName = instances === 1 ? name : `${name}-${index + 1}`
      processes.push({
        name: instanceName,
        command: process.execPath,
        args: [join(root, 'services', name, 'src/main.ts')],
        env: { ...common, HTTP_PORT: `${httpPort}`, ...env, ...options.environment[name] },
        logFile: join(runDirectory, 'logs', `${instanceName}.log`),
        isReady: () => answersOk(`http://127.0.0.1:${httpPort}/health`),
      })
    }
  }

  if (simulated && (twins.length > 0 || !onChain)) {
    const ports = Object.fromEntries(
      Object.entries(simulatorPorts).map(([venue, port]) => [`${venue.toUpperCase()}_PORT`, `${port}`]),
    )
    const replay: Record<string, string> =
      options.replay === undefined
        ? {}
        : {
            REPLAY_FILE: options.replay.file,
            REPLAY_VENUE: options.replay.venue,
            REPLAY_SPEED: `${options.replay.speed}`,
          }
    const venues = twins.join(',')
    const symbols = [...new Set([...options.symbols, ...(options.topSymbols ?? [])])].join(',')
    const market = { VENUES: venues, SYMBOLS: symbols, CONTROL_PORT: `${controlPort}` }
    await service('exchange-simulator', { ...ports, ...market, ...replay })
  }
  if (onChain) {
    await service(
      'chain-simulator',
      {
        CHAIN_PORT: `${chain.port}`,
        CHAIN_BACKUP_PORT: `${chain.backupPort}`,
        CONTROL_PORT: `${chain.controlPort}`,
        MARKET_URL: twins.length > 0 ? `http://127.0.0.1:${controlPort}` : '',
      },
      1,
    )
  }
  const chainVariables = {
    RPC_URLS: `ws://127.0.0.1:${chain.port},http://127.0.0.1:${chain.backupPort}`,
    // On loopback it costs nothing, and the books are the younger.
    HEAD_CHECK_MS: '100',
  }
  for (const venue of options.venues) {
    if (!hasCollector(venue))
      throw new Error(`no services/collector-${venue}: --venues names a venue this checkout does not have`)
    const simulator = simulatorOf(venue)
    if (simulated && simulator === undefined)
      throw new Error(`nothing plays ${venue} (services/exchange-simulator/src/${venue}/twin.ts): only --live`)
    const port = simulatorPorts[venue] ?? 0
    const simulatedVariables: Record<string, string> =
      simulator === 'chain-simulator'
        ? chainVariables
        : { WEBSOCKET_URL: `ws://127.0.0.1:${port}`, REST_URL: `http://127.0.0.1:${port}` }
    await service(`collector-${venue}`, simulated ? simulatedVariables : {})
  }
  await service('orderbook-sync', {})
  await service('arbitrage-analyzer', { ASSETS_FILE: join(root, 'deploy/assets.json') })
  const topSymbols = options.topSymbols?.join(',')
  await service('subscription-manager', topSymbols === undefined ? {} : { TOP_SYMBOLS: topSymbols })
  await service('api-gateway', { PUBLIC_PORT: `${gatewayPort}`, SIMULATED: `${simulated}` }, 1)
  const config = nginxConfig({ runDirectory, webPort, gatewayPort })
  processes.push({
    name: 'nginx',
    command: existsSync('/usr/sbin/nginx') ? '/usr/sbin/nginx' : 'nginx',
    args: ['-e', join(runDirectory, 'nginx/error.log'), '-p', dirname(config), '-c', config, '-g', 'daemon off;'],
    env: {},
    logFile: join(runDirectory, 'logs/nginx.log'),
    isReady: () => answersOk(`http://127.0.0.1:${webPort}/`),
    stopSignal: 'SIGQUIT',
  })
  return {
    processes,
    redis,
    url: `http://127.0.0.1:${webPort}`,
    controlUrl: simulated ? `http://127.0.0.1:${controlPort}` : undefined,
    chainControlUrl: onChain ? `http://127.0.0.1:${chain.controlPort}` : undefined,
    venueUrls: simulated
      ? Object.fromEntries(Object.entries(simulatorPorts).map(([venue, port]) => [venue, `http://127.0.0.1:${port}`]))
      : {},
  }
}
