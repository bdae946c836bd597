/** scripts/scale-check [--only restart,scale-out,fail-over] [--venues a,b] [--symbols 50] [--restarts 10] [--control]: see the bash wrapper. Exit 0 when every limit held. */
import { parseArgs } from 'node:util'
import { startRedis, startRedisCluster } from '@screener/testing'
import { failOver } from './scale/fail-over.ts'
import { acquisitionsOf, ownershipProblems } from './scale/ownership.ts'
import { forgetCheckpoints, restartSync, type Restart } from './scale/restart.ts'
import { scaleOutAndBack } from './scale/scale-out.ts'
import { startScaledRun, type ScaledRun } from './scale/scaled-run.ts'
import { createServiceRig, type RedisPlace } from './scale/service-rig.ts'
import { symbolsOf } from './stack/demo-symbols.ts'
import { decided } from './scale/stream-record.ts'
import { chosenVenues, hasTwin } from './stack/venue-list.ts'

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: 'restart,scale-out,fail-over' },
    venues: { type: 'string' },
    symbols: { type: 'string', default: '50' },
    restarts: { type: 'string', default: '10' },
    control: { type: 'boolean', default: false },
  },
})
const parts = ['restart', 'scale-out', 'fail-over']
const only = values.only.split(',')
const unknown = only.filter(part => !parts.includes(part))
if (unknown.length > 0) throw new Error(`--only ${unknown.join()}: there is ${parts.join(', ')}`)
const restartCount = Number(values.restarts)
if (!Number.isInteger(restartCount) || restartCount < 1) throw new Error('--restarts: a whole number from 1')
const venues = chosenVenues(values.venues).filter(hasTwin)
const symbols = symbolsOf(Number(values.symbols))
/** The limits that docs/guarantees.md names. */
const limits = { restartMs: 2_000, gapMs: 2_000, resyncMs: 5_000 }
const problems: string[] = []
const check = (holds: boolean, problem: string): void => {
  if (!holds) problems.push(problem)
}

const withRun = async (redis: RedisPlace, work: (run: ScaledRun) => Promise<void>): Promise<void> => {
  const rig = await createServiceRig({ redis, venues, symbols })
  try {
    const run = await startScaledRun(rig, venues, symbols)
    try {
      await work(run)
      await decided(run.record)
      check(run.witness.phantoms.length === 0, `phantoms: ${run.witness.phantoms.slice(0, 5).join('; ')}`)
      check(run.record.forgotten.length === 0, `${run.record.forgotten.length} opportunities ended without a reason`)
      problems.push(...ownershipProblems(run.record.epochs, acquisitionsOf(rig.everyInstance)))
      const { witness, record } = run
      const closed = Object.fromEntries(record.closed)
      console.log(
        `  ${witness.published} rows, ${witness.legsChecked} legs checked, ${witness.phantoms.length} phantoms`,
      )
      console.log(
        `  opportunities: ${record.opened} opened, closed ${JSON.stringify(closed)}; ${record.holes.length} holes`,
      )
    } finally {
      await run.stop()
    }
  } finally {
    await rig.stop()
  }
}

const describeRestart = ({ signal, liveAfterMs, longestGapMs, restCalls }: Restart): string =>
  `  ${signal}: all LIVE ${liveAfterMs} ms after the start, longest gap ${longestGapMs} ms, ${restCalls} REST calls`

const restarts = async (run: ScaledRun): Promise<void> => {
  console.log(`restart of orderbook-sync, ${run.books} books`)
  for (let round = 0; round < restartCount; round++) {
    const forget = values.control ? () => forgetCheckpoints(run) : undefined
    const restart = await restartSync(run, round % 2 === 0 ? 'SIGTERM' : 'SIGKILL', forget)
    console.log(describeRestart(restart))
    check(restart.restCalls === 0, `${restart.restCalls} REST calls at a restart`)
    check(restart.liveAfterMs <= limits.restartMs, `LIVE only ${restart.liveAfterMs} ms after a restart`)
  }
}

const scaleOut = async (run: ScaledRun): Promise<void> => {
  for (const role of [`collector-${venues[0] ?? ''}`, 'orderbook-sync', 'arbitrage-analyzer']) {
    console.log(`${role} 1 → 3 → 1, ${run.books} books`)
    for (const { how, longestGapMs, worst } of await scaleOutAndBack(run, role)) {
      console.log(`  ${how}: longest gap ${longestGapMs} ms (${worst.join(', ')})`)
      check(longestGapMs < limits.gapMs, `${role}, ${how}: gap of ${longestGapMs} ms`)
    }
  }
}

if (only.includes('restart') || only.includes('scale-out')) {
  const server = await startRedis({ appendOnly: true })
  try {
    await withRun({ url: server.url, cluster: false }, async run => {
      if (only.includes('restart')) await restarts(run)
      if (only.includes('scale-out')) await scaleOut(run)
      // Writers end with what they began, and this Redis loses nothing.
      check(
        run.record.holes.length === 0,
        `${run.record.holes.length} holes, the first in ${run.record.holes[0]?.stream}`,
      )
    })
  } finally {
    await server.stop()
  }
}
if (only.includes('fail-over')) {
  const cluster = await startRedisCluster()
  try {
    await withRun({ url: cluster.url, cluster: true }, async run => {
      const { promotedAfterMs, liveAfterMs, lost, untold, holes } = await failOver(run, cluster, venues)
      console.log(`a master of ${run.books} books killed: its replica serves after ${promotedAfterMs} ms`)
      console.log(`  ${lost} entries lost, told by ${holes} holes; all books right ${liveAfterMs} ms after that`)
      check(lost > 0, 'no entry was lost: nothing was tried')
      problems.push(...untold)
      check(liveAfterMs <= limits.resyncMs, `books right only ${liveAfterMs} ms after the fail-over`)
    })
  } finally {
    await cluster.stop()
  }
}
for (const problem of problems) console.log(`✗ ${problem}`)
console.log(problems.length === 0 ? 'every limit held' : `${problems.length} limits did not hold`)
process.exit(problems.length === 0 ? 0 : 1)
