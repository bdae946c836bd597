import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { codeCommit } from './simulation/code-commit.ts'
import { controls } from './simulation/controls.ts'
import { describeAccuracy } from './simulation/describe-accuracy.ts'
import { loadKnownVenues } from './simulation/known-venues.ts'
import { classesOf, measurePart, runAccuracy, type AccuracyRun } from './simulation/run-accuracy.ts'
import { runManySeeds } from './simulation/run-seeds.ts'
import { simulateFaults, type FaultRunOptions, type FaultRunResult } from './simulation/simulate-faults.ts'
import { describeSummary, summarize, type Summary } from './simulation/summary.ts'

const usage = `Usage: scripts/simulate --seed N [--log] | --seeds N [--from 1] [--jobs 1] [--kinds a,b] [--control NAME] [--json] [--record FILE]
       scripts/simulate --accuracy [--seeds 3] [--seconds 20] [--classes 3] [--jobs 1] [--record FILE]

Simulates the whole pipeline in one process on one virtual clock. --seed: one seed, with its output hash and the first
violation. --seeds: so many, from --from on, --jobs at a time; with --record each hundred is added to the file when it is done
and not run again at the same commit. --kinds: only these faults. --control: with a protection taken away
(${Object.keys(controls).join(', ')}); then it must fail. --accuracy: the published
opportunities of so many markets against an exact oracle, and labelled falsehoods in so many; writes docs/accuracy.md as it goes. Exit code 1 when anything was violated.`

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    seeds: { type: 'string' },
    from: { type: 'string', default: '1' },
    jobs: { type: 'string', default: '1' },
    kinds: { type: 'string' },
    control: { type: 'string' },
    log: { type: 'boolean', default: false },
    accuracy: { type: 'boolean', default: false },
    record: { type: 'string' },
    classes: { type: 'string' },
    seconds: { type: 'string', default: '20' },
    task: { type: 'string' },
    ms: { type: 'string' },
    /** One part of a run, for its parent. */
    part: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})

const fail = (message: string): never => {
  process.stderr.write(`${message}\n\n${usage}\n`)
  process.exit(2)
}

const optionsOf = (): Omit<FaultRunOptions, 'seed' | 'known'> => {
  const control = values.control === undefined ? undefined : controls[values.control]
  if (values.control !== undefined && control === undefined) return fail(`--control: "${values.control}" is unknown`)
  return { kinds: values.kinds?.split(',') ?? control?.kinds, env: control?.env }
}

const tell = (result: FaultRunResult): void => {
  const faults = result.faults.map(({ kind, atMs }) => `${kind} at ${Math.round(atMs)} ms`).join(', ')
  const [first] = result.violations
  process.stdout.write(`seed ${result.seed}: ${faults}\n  output hash ${result.hash}\n`)
  process.stdout.write(
    `  ${result.views} views, ${result.rows} rows, right again after ${Math.round(result.convergedMs)} ms\n`,
  )
  if (first !== undefined)
    process.stdout.write(`  VIOLATION (${first.rule}) at ${Math.round(first.atMs)} ms: ${first.what}\n`)
}

const replaySeed = async (seed: string): Promise<number> => {
  const log = (process_: string, level: string, fields: object, message: string): void => {
    process.stdout.write(`${Math.round(performance.now())} ${process_} ${level} ${JSON.stringify(fields)} ${message}\n`)
  }
  const known = await loadKnownVenues()
  const result = await simulateFaults({ ...optionsOf(), seed, known, log: values.log ? log : undefined })
  tell(result)
  return result.violations.length
}

const runSeeds = async (from: number, count: number): Promise<Summary> => {
  const known = await loadKnownVenues()
  const results: FaultRunResult[] = []
  for (let seed = from; seed < from + count; seed++) {
    const result = await simulateFaults({ ...optionsOf(), seed: String(seed), known })
    results.push(result)
    if (result.violations.length > 0 && !values.json) tell(result)
  }
  return summarize(results)
}

const runParts = (from: number, count: number, jobs: number): Promise<Summary> =>
  runManySeeds({
    ...{ from, count, jobs, record: values.record, script: import.meta.filename, commit: codeCommit() },
    args: (['kinds', 'control'] as const).flatMap(name =>
      values[name] === undefined ? [] : [`--${name}`, values[name]],
    ),
    tell: line => void process.stderr.write(`${line}\n`),
  })

const accuracyFile = new URL('../docs/accuracy.md', import.meta.url)

const writeAccuracy = (run: AccuracyRun, classMs: number): string => {
  const truth = run.parts.flatMap(part => part.truth ?? [])
  const text = describeAccuracy({
    ...{ commit: codeCommit(), truth, classes: classesOf(run), classMs, done: run.parts.length, planned: run.planned },
  })
  writeFileSync(accuracyFile, text)
  return text
}

/** Returns how many classes were published that must not be, and opportunities missed or untrue. */
const measureAccuracy = async (): Promise<number> => {
  const [truthSeeds, classSeeds] = [Number(values.seeds ?? 3), Number(values.classes ?? values.seeds ?? 3)]
  const lengths = { truthSeeds, truthMs: Number(values.seconds) * 1_000, classSeeds, classMs: 2_500 }
  const run = await runAccuracy(lengths, {
    ...{ jobs: Number(values.jobs), script: import.meta.filename, record: values.record, commit: codeCommit() },
    // So that a run that is ended early has written what it found.
    onPart: so => {
      writeAccuracy(so, lengths.classMs)
      process.stderr.write(`${so.parts.length} of ${so.planned} simulations\n`)
    },
  })
  process.stdout.write(writeAccuracy(run, lengths.classMs))
  const wrong = run.parts.flatMap(({ truth }) => [...(truth?.missed ?? []), ...(truth?.falseRows ?? [])])
  for (const line of wrong) process.stdout.write(`${line}\n`)
  const published = classesOf(run).filter(
    ({ falseRows, knownLimit, found, there }) => (falseRows > 0 && !knownLimit) || found < there,
  )
  return published.length + wrong.length
}

const runPart = async (): Promise<void> => {
  const known = [...(await loadKnownVenues()).values()]
  process.send?.(await measurePart(known, values.task ?? '', Number(values.ms)))
}

if (values.help) process.stdout.write(`${usage}\n`)
else if (values.accuracy && values.part) await runPart()
else if (values.accuracy) process.exitCode = (await measureAccuracy()) > 0 ? 1 : 0
else if (values.seed !== undefined) process.exitCode = (await replaySeed(values.seed)) > 0 ? 1 : 0
else if (values.seeds !== undefined) {
  const [from, count, jobs] = [Number(values.from), Number(values.seeds), Number(values.jobs)]
  const whole = !values.part && (jobs > 1 || values.record !== undefined)
  const summary = whole ? await runParts(from, count, jobs) : await runSeeds(from, count)
  if (process.send !== undefined) process.send(summary)
  else process.stdout.write(values.json ? `${JSON.stringify(summary)}\n` : `${describeSummary(summary)}\n`)
  process.exitCode = summary.failed > 0 ? 1 : 0
} else fail('--seed or --seeds is missing')
