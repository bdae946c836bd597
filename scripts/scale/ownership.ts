import type { ServiceInstance } from './service-rig.ts'
import type { EpochRun } from './stream-record.ts'

/** Some instance said that a shard is its own from now on. */
export interface Acquisition {
  readonly role: string
  readonly shard: number
  readonly epochMs: number
  readonly pid: number
}

/** From the log lines of all instances. */
export const acquisitionsOf = (instances: readonly ServiceInstance[]): readonly Acquisition[] =>
  instances.flatMap(instance =>
    instance
      .log()
      .filter(({ event }) => event === 'lease_acquired')
      .map(({ role, shard, epochMs }) => ({
        role: String(role),
        shard: Number(shard),
        epochMs: Number(epochMs),
        pid: instance.pid,
      })),
  )

/** Role and shard that a stream is written by. */
const writerOf = (stream: string): { readonly role: string; readonly shard: number } => {
  const shard = Number(/\{(\d+)\}/.exec(stream)?.[1] ?? -1)
  if (stream.startsWith('book:')) return { role: 'orderbook-sync', shard }
  if (stream.startsWith('arb:')) return { role: 'arbitrage-analyzer', shard }
  return { role: `collector-${stream.slice(stream.lastIndexOf(':') + 1)}`, shard }
}

/**
 * Whether each stream had exactly one writer at a time: an epoch is one instance's for ever, so each epoch must have been taken
 * by one instance with the shard's lease, and none may come back after a newer one. Empty when all is well.
 */
export const ownershipProblems = (
  epochs: ReadonlyMap<string, readonly EpochRun[]>,
  acquisitions: readonly Acquisition[],
): readonly string[] => {
  const problems: string[] = []
  for (const [stream, runs] of epochs) {
    const { role, shard } = writerOf(stream)
    let newest = 0
    for (const { epochMs } of runs) {
      const takers = acquisitions.filter(each => each.role === role && each.shard === shard && each.epochMs === epochMs)
      if (takers.length !== 1) problems.push(`${stream}: epoch ${epochMs} was taken by ${takers.length} instances`)
      if (epochMs <= newest) problems.push(`${stream}: epoch ${epochMs} wrote after ${newest}`)
      newest = Math.max(newest, epochMs)
    }
  }
  return problems
}
