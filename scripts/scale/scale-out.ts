import { until } from '../stack/until.ts'
import type { ScaledRun } from './scaled-run.ts'
import type { ServiceInstance } from './service-rig.ts'

/** Longest time that any book was without a proof of life while shards moved, milliseconds. */
export interface HandOver {
  readonly role: string
  /** What moved them. */
  readonly how: 'two more start' | 'SIGTERM' | 'SIGKILL'
  readonly longestGapMs: number
  readonly worst: readonly string[]
}

/** The pid at the end of a holder's name. */
const pidOf = (holder: string | undefined): number => Number(holder?.slice(holder.lastIndexOf('-') + 1) ?? -1)

const holdingInstance = async (run: ScaledRun, role: string): Promise<ServiceInstance> => {
  const pids = new Set((await run.holders(role)).map(pidOf))
  const holding = run.rig.running(role).find(({ pid }) => pids.has(pid))
  if (holding === undefined) throw new Error(`no instance of ${role} holds a shard`)
  return holding
}

/** All instances of the role are seen by the one that has been there longest. */
const known = async (run: ScaledRun, role: string, instances: number): Promise<void> => {
  await until(`${instances} members of ${role}`, 30_000, async () => {
    const members = (await run.redis.command('ZRANGE', `lease:{${role}}:members`, 0, -1)) as readonly string[]
    return members.length === instances ? true : undefined
  })
}

/** 1 → 3 → 1 instances of a role under load: two more start, one that holds shards is told to end, another one is killed. */
export const scaleOutAndBack = async (run: ScaledRun, role: string): Promise<readonly HandOver[]> => {
  const { rig, record } = run
  const results: HandOver[] = []
  const step = async (how: HandOver['how'], move: () => Promise<void>): Promise<void> => {
    record.mark()
    await move()
    await run.settled()
    results.push({ role, how, longestGapMs: record.longestGapMs(), worst: record.worstGaps(3) })
  }
  await step('two more start', async () => {
    rig.start(role)
    rig.start(role)
    await known(run, role, 3)
    // Who speaks goes on speaking: newcomers of the analyzer stand by.
    if (role !== 'arbitrage-analyzer') await run.heldBy(role, rig.running(role))
  })
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    await step(signal, async () => {
      const leaving = await holdingInstance(run, role)
      await leaving.end(signal)
      await run.heldBy(role, rig.running(role))
    })
  }
  return results
}
