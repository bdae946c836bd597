import { collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import type { Logger } from 'pino'
import { createLogger } from './create-logger.ts'
import { createHealth, type Health } from './health.ts'
import { ConfigError, describeConfig, loadConfig, secretsOf } from './load-config.ts'
import { watchLoopDelay } from './loop-delay.ts'
import type { baseSettings } from './schemas.ts'
import { serveInternal } from './serve-internal.ts'
import type { Schema, Values } from './setting.ts'
import { createStopList } from './stop-list.ts'

const stopDeadlineMs = 4000

export interface ServiceContext<V> {
  readonly config: V
  readonly log: Logger
  /** Aborted at SIGTERM or SIGINT. */
  readonly signal: AbortSignal
  readonly metrics: Registry
  readonly service: string
  readonly instance: string
  readonly startedAtMs: number
  readonly health: Health
  /** Stops run in reverse order of registration, 4 s for all together; then the process ends. */
  readonly onStop: (name: string, stop: () => Promise<void> | void) => void
  /** 99th percentile of the event loop's lateness over the last seconds, milliseconds. */
  readonly loopDelayMs: () => number
}

type BaseSchema = Schema & typeof baseSettings
type BaseValues = Values<typeof baseSettings>

const readConfig = <S extends BaseSchema>(name: string, schema: S): Values<S> => {
  try {
    return loadConfig(schema)
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    process.stderr.write(`${name}: ${error.message}\n`)
    process.exit(2)
  }
}

const createMetrics = (service: string, instance: string, loopDelayMs: () => number): Registry => {
  const registry = new Registry()
  registry.setDefaultLabels({ service, instance })
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: 50 })
  new Gauge({
    name: 'event_loop_delay_p99_ms',
    help: 'How late the event loop was, 99th percentile of the last seconds',
    registers: [registry],
    collect() {
      this.set(loopDelayMs())
    },
  })
  return registry
}

/**
 * Runs a service from its configuration to its end. Exit codes: 0 after a signal, 1 when it failed, 2 when the
 * configuration is wrong. A second signal ends the process at once.
 */
export const runService = async <const S extends BaseSchema>(
  name: string,
  schema: S,
  start: (context: ServiceContext<Values<S>>) => Promise<void> | void,
): Promise<void> => {
  const config = readConfig(name, schema)
  const { logLevel, instanceId, version, httpHost, httpPort } = config as unknown as BaseValues
  const log = createLogger({
    level: logLevel,
    service: name,
    instance: instanceId,
    version,
    secrets: secretsOf(schema, config),
  })
  const startedAtMs = Date.now()
  const aborter = new AbortController()
  const stops = createStopList(log)
  const loopDelay = watchLoopDelay()
  const metrics = createMetrics(name, instanceId, loopDelay.p99Ms)
  const health = createHealth(() => performance.now())

  let ending = false
  const end = async (code: number): Promise<void> => {
    if (ending) return
    ending = true
    aborter.abort()
    await stops.run(stopDeadlineMs)
    log.info({ event: 'stopped', code }, 'stopped')
    process.exit(code)
  }
  const fail = (event: string, error: unknown): void => {
    log.fatal({ event, err: error }, error instanceof Error ? error.message : String(error))
    void end(1)
  }
  const onSignal = (signal: NodeJS.Signals): void => {
    if (ending) {
      log.warn({ event: 'killed', signal }, 'second signal: ending at once')
      process.exit(1)
    }
    log.info({ event: 'stopping', signal }, `${signal}: stopping`)
    void end(0)
  }
  process.on('SIGTERM', onSignal).on('SIGINT', onSignal)
  process.on('uncaughtException', error => fail('uncaught_exception', error))
  process.on('unhandledRejection', reason => fail('unhandled_rejection', reason))

  log.info({ event: 'starting', config: describeConfig(schema, config), pid: process.pid }, `${name} starts`)
  let started = false
  health.check('started', () => (started ? undefined : 'still starting'))
  try {
    const listener = await serveInternal({ host: httpHost, port: httpPort }, health, metrics)
    stops.add('internal listener', listener.close)
    log.info({ event: 'listening', host: httpHost, port: listener.port }, '/health and /metrics are served')
    await start({
      config,
      log,
      signal: aborter.signal,
      metrics,
      service: name,
      instance: instanceId,
      startedAtMs,
      health,
      onStop: stops.add,
      loopDelayMs: loopDelay.p99Ms,
    })
    started = true
  } catch (error) {
    // What a start awaits may reject because it was told to stop; that is no failure.
    if (!aborter.signal.aborted) fail('start_failed', error)
  }
}
