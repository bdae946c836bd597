import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { runChildren } from './child-pool.ts'
import { addSummaries, type Summary } from './summary.ts'

export interface SeedRun {
  readonly from: number
  readonly count: number
  readonly jobs: number
  /** Passed on to each child. */
  readonly args: readonly string[]
  /** Each part is added here as a line of JSON when it is done; parts that it has of this commit are not run again. */
  readonly record: string | undefined
  readonly commit: string
  readonly script: string
  readonly tell: (line: string) => void
}

interface Part {
  readonly commit: string
  readonly from: number
  readonly count: number
  readonly args: readonly string[]
  readonly summary: Summary
}

const seedsPerPart = 100

const readParts = (record: string | undefined): readonly Part[] => {
  if (record === undefined || !existsSync(record)) return []
  return readFileSync(record, 'utf8')
    .split('\n')
    .filter(line => line !== '')
    .map(line => JSON.parse(line) as Part)
}

/** Many seeds in parts, each in a process of its own; ends with what all of them say together. */
export const runManySeeds = async (run: SeedRun): Promise<Summary> => {
  const { from, count, jobs, args, record, commit, script, tell } = run
  const startedMs = performance.now()
  const known = readParts(record).filter(part => part.commit === commit)
  const parts: Part[] = []
  const missing: { readonly from: number; readonly count: number }[] = []
  for (let first = from; first < from + count; first += seedsPerPart) {
    const size = Math.min(seedsPerPart, from + count - first)
    const done = known.find(part => part.from === first && part.count === size && part.args.join() === args.join())
    if (done === undefined) missing.push({ from: first, count: size })
    else parts.push(done)
  }
  const sum = (of: (summary: Summary) => number): number => parts.reduce((total, { summary }) => total + of(summary), 0)
  await runChildren(
    script,
    missing.map(part => ['--seeds', String(part.count), '--from', String(part.from), '--part', ...args]),
    jobs,
    (index, result) => {
      const part: Part = { commit, from: 0, count: 0, ...missing[index], args, summary: result as Summary }
      parts.push(part)
      if (record !== undefined) appendFileSync(record, `${JSON.stringify(part)}\n`)
      const minutes = ((performance.now() - startedMs) / 60_000).toFixed(1)
      tell(`${sum(({ seeds }) => seeds)} of ${count} seeds, ${sum(({ failed }) => failed)} failed, ${minutes} min`)
    },
  )
  return addSummaries(parts.sort((a, b) => a.from - b.from).map(({ summary }) => summary))
}
