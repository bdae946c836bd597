import { collectorSettings, startCollector, type Venue } from '@screener/collector-runtime'
import {
  createHealth,
  loadConfig,
  type Logger,
  type Schema,
  type ServiceContext,
  type Values,
} from '@screener/service-kit'
import { Registry } from 'prom-client'
import { settings as analyzerSettings } from '../../services/arbitrage-analyzer/src/config.ts'
import { runAnalyzer } from '../../services/arbitrage-analyzer/src/run-analyzer.ts'
import { settings as syncSettings } from '../../services/orderbook-sync/src/config.ts'
import { startSync } from '../../services/orderbook-sync/src/start-sync.ts'
import type { WebSocket } from 'ws'
import type { PoolVenue } from './pool-venue.ts'
import { SimulatedProcess, type VirtualTime } from './virtual-time.ts'

/** What the collector of a simulated pool is told. */
export type PoolSettings = Values<ReturnType<typeof collectorSettings>>

export type Env = Readonly<Record<string, string>>

export type ServiceLog = (service: string, level: string, fields: object, message: string) => void

/** The services as they are, each in a process of its own. What they see of the world is simulated. */
export interface SimulatedServices {
  collector(venue: Venue, instance: string): SimulatedProcess
  pool(pool: Pick<PoolVenue, 'id' | 'collect'>, instance: string): SimulatedProcess
  sync(instance: string): SimulatedProcess
  analyzer(instance: string): SimulatedProcess
}

export const createSimulatedServices = (
  time: VirtualTime,
  env: Env,
  openSocket: (url: string) => WebSocket,
  log: ServiceLog,
): SimulatedServices => {
  const start = <S extends Schema>(
    service: string,
    instance: string,
    schema: S,
    more: Env,
    run: (context: ServiceContext<Values<S>>) => void,
  ): SimulatedProcess => {
    const process = new SimulatedProcess(`${service}:${instance}`)
    const source = { env: { ...env, ...more }, readFile: () => '' }
    const config = { ...loadConfig(schema, source), redisUrl: 'memory:' } as unknown as Values<S>
    time.as(process, () => {
      run(contextOf(service, instance, config, process, log))
    })
    return process
  }
  return {
    collector: (venue, instance) => {
      const hosts = { WEBSOCKET_URL: `ws://${venue.id}.simulated`, REST_URL: `http://${venue.id}.simulated` }
      return start(`collector-${venue.id}`, instance, collectorSettings(venue), hosts, context => {
        startCollector(venue, context, { openSocket })
      })
    },
    pool: ({ id, collect }, instance) => {
      // Its settings are those of any collector; it has no host.
      const like = { id, webSocketUrl: 'ws://none', restUrl: 'http://none', variants: {} } as unknown as Venue
      return start(`collector-${id}`, instance, collectorSettings(like), {}, collect)
    },
    sync: instance => start('orderbook-sync', instance, syncSettings, {}, startSync),
    analyzer: instance => start('arbitrage-analyzer', instance, analyzerSettings, {}, runAnalyzer),
  }
}

const contextOf = <V>(
  service: string,
  instance: string,
  config: V,
  process: SimulatedProcess,
  log: ServiceLog,
): ServiceContext<V> => {
  const at =
    (level: string) =>
    (fields: object, message = ''): void => {
      log(process.name, level, fields, message)
    }
  const logger = { info: at('info'), warn: at('warn'), error: at('error'), debug: () => undefined, fatal: at('fatal') }
  return {
    config,
    log: logger as unknown as Logger,
    signal: new AbortController().signal,
    metrics: new Registry(),
    service,
    instance,
    startedAtMs: Date.now(),
    health: createHealth(() => performance.now()),
    onStop: () => undefined,
    loopDelayMs: () => 0,
  }
}
