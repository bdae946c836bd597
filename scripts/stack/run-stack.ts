import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { planStack, type StackOptions } from './stack-plan.ts'
import { superviseProcess, type ProcessSpec, type SupervisedProcess } from './supervised-process.ts'

export interface Stack {
  readonly url: string
  readonly redisPort: number
  /** For the services and whoever looks on; with a Cluster all its nodes, separated by commas. */
  readonly redisUrl: string
  readonly redisCluster: boolean
  readonly controlUrl: string | undefined
  readonly chainControlUrl: string | undefined
  readonly venueUrls: Readonly<Record<string, string>>
  readonly processes: readonly SupervisedProcess[]
  /** Resolves when every part is ready; rejects with the reason when one is not within the deadline. */
  ready(deadlineMs: number): Promise<void>
  stop(): Promise<void>
}

/** Starts every part in order and keeps it running until `stop`. `report` gets one line per thing a person wants to know. */
export const runStack = async (options: StackOptions, report: (line: string) => void): Promise<Stack> => {
  mkdirSync(options.runDirectory, { recursive: true })
  const plan = await planStack(options)
  const supervise = (spec: ProcessSpec): SupervisedProcess =>
    superviseProcess(spec, description => report(`! ${spec.name} ended (${description}), restarting it`))
  const redis = plan.redis.processes.map(supervise)
  const others = plan.processes.map(supervise)
  const processes = [...redis, ...others]
  const { url: redisUrl, port: redisPort } = plan.redis
  const redisCluster = options.redisCluster === true
  let stopped = false

  // For people and tests: who runs where.
  const stateFile = join(options.runDirectory, 'state.json')
  const writeState = (): void => {
    const parts = processes.map(({ name, pid, restarts }) => ({ name, pid, restarts }))
    const { url, controlUrl, chainControlUrl } = plan
    const state = { url, redisPort, redisUrl, redisCluster, controlUrl, chainControlUrl, processes: parts }
    // Never half of it: whoever reads it finds the last one or this one.
    writeFileSync(`${stateFile}.new`, `${JSON.stringify(state, undefined, 2)}\n`)
    renameSync(`${stateFile}.new`, stateFile)
  }

  const untilReady = async (part: SupervisedProcess, deadline: number): Promise<boolean> => {
    while (!stopped && performance.now() < deadline) {
      if (await part.isReady()) return true
      await wait(100)
    }
    return false
  }

  const startRedis = async (): Promise<void> => {
    for (const part of redis) part.start()
    for (const part of redis) {
      if (!(await untilReady(part, performance.now() + 15_000)))
        throw new Error(`${part.name} did not start:\n${part.lastLines(5)}`)
    }
    await plan.redis.form()
  }
  await startRedis().catch(async (cause: unknown) => {
    for (const part of redis) await part.stop(2_000)
    throw cause
  })
  for (const part of others) part.start()
  writeState()
  const stateTimer = setInterval(writeState, 500)

  return {
    url: plan.url,
    redisPort,
    redisUrl,
    redisCluster,
    controlUrl: plan.controlUrl,
    chainControlUrl: plan.chainControlUrl,
    venueUrls: plan.venueUrls,
    processes,
    ready: async deadlineMs => {
      const deadline = performance.now() + deadlineMs
      const startedAt = performance.now()
      const slow: string[] = []
      await Promise.all(
        processes.map(async part => {
          if (await untilReady(part, deadline)) {
            report(`✓ ${part.name} ready (${((performance.now() - startedAt) / 1000).toFixed(1)} s)`)
          } else if (!stopped) {
            slow.push(part.name)
            report(`✗ ${part.name} is not ready; its last lines:\n${part.lastLines(5)}`)
          }
        }),
      )
      if (slow.length > 0) throw new Error(`not ready in time: ${slow.join(', ')}`)
    },
    stop: async () => {
      stopped = true
      clearInterval(stateTimer)
      // Readers of the page first, Redis last: what still produces can still write.
      for (const part of others.toReversed()) await part.stop(5_000)
      for (const part of redis) await part.stop(5_000)
      rmSync(stateFile, { force: true })
    },
  }
}
