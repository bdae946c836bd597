import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { runChildren } from './child-pool.ts'
import { falsehoods } from './falsehoods.ts'
import type { KnownVenue } from './known-venues.ts'
import { measureFalsehoods, measureTruth, sumClasses, type ClassResult } from './measure-accuracy.ts'
import type { AccuracyResult } from './simulate-accuracy.ts'

export interface AccuracyLengths {
  readonly truthSeeds: number
  readonly truthMs: number
  readonly classSeeds: number
  readonly classMs: number
}

/** One simulation of an accuracy run: a seed of the truth, or of one class of falsehood. */
export interface AccuracyPart {
  readonly task: string
  readonly ms: number
  readonly truth?: AccuracyResult
  readonly classResult?: ClassResult
}

export interface AccuracyRun {
  readonly parts: readonly AccuracyPart[]
  readonly planned: number
}

const tasksOf = ({ truthSeeds, truthMs, classSeeds, classMs }: AccuracyLengths): { task: string; ms: number }[] => {
  const classes = Array.from({ length: classSeeds }, (_, turn) =>
    falsehoods.map(({ name }) => ({ task: `${turn} ${name}`, ms: classMs })),
  ).flat()
  const truth = Array.from({ length: truthSeeds }, (_, turn) => ({ task: `${turn} truth`, ms: truthMs }))
  // Mixed, so that a run that is ended early has something of both.
  return classes.length === 0
    ? truth
    : [...truth, ...classes]
        .map((task, index) => ({
          task,
          at: index < truth.length ? index / truth.length : (index - truth.length) / classes.length,
        }))
        .sort((a, b) => a.at - b.at)
        .map(({ task }) => task)
}

/** Runs one part in this process. */
export const measurePart = async (
  known: readonly KnownVenue[],
  task: string,
  simulatedMs: number,
): Promise<AccuracyPart> => {
  const turn = Number(task.slice(0, task.indexOf(' ')))
  const name = task.slice(task.indexOf(' ') + 1)
  const length = { seeds: [`accuracy ${turn + 1}`], simulatedMs, firstTurn: turn }
  const [truth] = name === 'truth' ? await measureTruth(known, length) : []
  const [classResult] = name === 'truth' ? [] : await measureFalsehoods(known, length, name)
  return {
    ...{ task, ms: simulatedMs },
    ...(truth === undefined ? {} : { truth }),
    ...(classResult === undefined ? {} : { classResult }),
  }
}

/** Each part in a process of its own; what the record has of this commit is not run again, and `onPart` may write what there is. */
export const runAccuracy = async (
  lengths: AccuracyLengths,
  options: {
    readonly jobs: number
    readonly script: string
    readonly record: string | undefined
    readonly commit: string
    readonly onPart: (run: AccuracyRun) => void
  },
): Promise<AccuracyRun> => {
  const { record, commit } = options
  const tasks = tasksOf(lengths)
  const known =
    record === undefined || !existsSync(record)
      ? []
      : readFileSync(record, 'utf8')
          .split('\n')
          .filter(line => line !== '')
          .map(line => JSON.parse(line) as AccuracyPart & { readonly commit: string })
          .filter(part => part.commit === commit)
  const isDone = ({ task, ms }: { task: string; ms: number }): boolean =>
    known.some(part => part.task === task && part.ms === ms)
  const parts: AccuracyPart[] = known.filter(part => tasks.some(({ task, ms }) => part.task === task && part.ms === ms))
  const missing = tasks.filter(task => !isDone(task))
  await runChildren(
    options.script,
    missing.map(({ task, ms }) => ['--accuracy', '--part', '--task', task, '--ms', String(ms)]),
    options.jobs,
    (_, result) => {
      const part = result as AccuracyPart
      parts.push(part)
      if (record !== undefined) appendFileSync(record, `${JSON.stringify({ commit, ...part })}\n`)
      options.onPart({ parts, planned: tasks.length })
    },
  )
  return { parts, planned: tasks.length }
}

/** The classes of what was run, each summed over its seeds. */
export const classesOf = ({ parts }: AccuracyRun): readonly ClassResult[] =>
  falsehoods.flatMap(({ name }) => {
    const its = parts.flatMap(({ classResult }) => (classResult?.name === name ? [classResult] : []))
    return its.length === 0 ? [] : [sumClasses(its)]
  })
