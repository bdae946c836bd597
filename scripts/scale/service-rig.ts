import { spawn, type ChildProcess } from 'node:child_process'
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { RedisOptions } from '@screener/streams'
import { planStack, type StackPlan } from '../stack/stack-plan.ts'
import type { ProcessSpec } from '../stack/supervised-process.ts'
import { until } from '../stack/until.ts'
import { createTruthClient, type TruthClient } from '../truth/truth-client.ts'

export type RedisPlace = Pick<RedisOptions, 'url' | 'cluster'>

/** One process of a service. Nobody restarts it: what comes and goes is the caller's to say. */
export interface ServiceInstance {
  readonly service: string
  readonly pid: number
  /** Milliseconds of the monotonic clock. */
  readonly startedAtMs: number
  readonly exited: boolean
  end(signal: NodeJS.Signals): Promise<void>
  /** Its JSON lines so far. */
  log(): readonly Readonly<Record<string, unknown>>[]
}

export interface ServiceRig {
  readonly redis: RedisPlace
  readonly truth: TruthClient
  /** One more instance; resolves when the process runs, not when it is ready. */
  start(service: string): ServiceInstance
  /** Those that run, oldest first. */
  running(service: string): readonly ServiceInstance[]
  /** Every instance there ever was. */
  readonly everyInstance: readonly ServiceInstance[]
  stop(): Promise<void>
}

export interface RigOptions {
  readonly redis: RedisPlace
  readonly venues: readonly string[]
  readonly symbols: readonly string[]
  /** As in StackOptions. */
  readonly environment?: Readonly<Record<string, Readonly<Record<string, string>>>>
}

const parseLines = (text: string): readonly Readonly<Record<string, unknown>>[] =>
  text.split('\n').flatMap(line => {
    // The last line may be half written.
    if (!line.startsWith('{') || !line.endsWith('}')) return []
    return [JSON.parse(line) as Record<string, unknown>]
  })

const startInstance = (spec: ProcessSpec, service: string, logFile: string): ServiceInstance => {
  const log = openSync(logFile, 'a')
  const startedAtMs = performance.now()
  // With this script they end too, however it ends.
  const guard = existsSync('/usr/bin/setpriv') ? ['/usr/bin/setpriv', '--pdeathsig', 'KILL'] : []
  const [command = spec.command, ...args] = [...guard, spec.command, ...spec.args]
  const child: ChildProcess = spawn(command, args, {
    env: { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '/', ...spec.env, HTTP_PORT: '0' },
    stdio: ['ignore', log, log],
  })
  closeSync(log)
  let exited = false
  const ended = new Promise<void>(resolve => {
    const settle = (): void => {
      exited = true
      resolve()
    }
    child.once('exit', settle).once('error', settle)
  })
  return {
    service,
    pid: child.pid ?? -1,
    startedAtMs,
    get exited() {
      return exited
    },
    end: async signal => {
      if (!exited) child.kill(signal)
      await ended
    },
    log: () => parseLines(readFileSync(logFile, 'utf8')),
  }
}

/** The services of the screener on simulated venues, without gateway and page, each started and ended one by one. */
export const createServiceRig = async (options: RigOptions): Promise<ServiceRig> => {
  const runDirectory = mkdtempSync(join(tmpdir(), 'rig-'))
  const { redis, venues, symbols, environment = {} } = options
  const place = { REDIS_URL: redis.url, REDIS_CLUSTER: `${redis.cluster}` }
  const plan: StackPlan = await planStack({
    live: false,
    webPort: 0,
    redisPort: 0,
    symbols,
    venues,
    runDirectory,
    environment: { ...environment, '*': { ...place, ...environment['*'] } },
    scale: {},
  })
  const everyInstance: ServiceInstance[] = []
  const startSpec = (spec: ProcessSpec): ServiceInstance => {
    const logFile = join(runDirectory, 'logs', `${spec.name}-${everyInstance.length}.log`)
    const instance = startInstance(spec, spec.name, logFile)
    everyInstance.push(instance)
    return instance
  }
  const specOf = (service: string): ProcessSpec => {
    const spec = plan.processes.find(({ name }) => name === service)
    if (spec === undefined) throw new Error(`the plan has no ${service}`)
    return spec
  }
  const truth = createTruthClient(plan.controlUrl ?? '')
  const stop = async (): Promise<void> => {
    await Promise.all(everyInstance.map(instance => instance.end('SIGKILL')))
    rmSync(runDirectory, { recursive: true, force: true })
  }
  try {
    const simulator = startSpec(specOf('exchange-simulator'))
    await until('the simulator answers', 60_000, async () => {
      if (simulator.exited) throw new Error('the simulator ended')
      return truth.counters()
    })
  } catch (cause) {
    await stop()
    throw cause
  }
  return {
    redis,
    truth,
    start: service => startSpec(specOf(service)),
    running: service => everyInstance.filter(instance => instance.service === service && !instance.exited),
    everyInstance,
    stop,
  }
}
