import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { describeRun, describeSummaries, summarizeRuns } from './faults/describe-runs.ts'
import { findScenarios, onlyGuarantees } from './faults/find-scenarios.ts'
import { planRuns } from './faults/plan-runs.ts'
import { runScenarios } from './faults/run-scenarios.ts'
import type { Guarantee } from './faults/scenario.ts'

const usage = `Usage: scripts/fault-bench [--only G4,G5] [--match TEXT] [--scenarios N] [--seed N] [--json FILE] [--list]

Runs the scenarios of scripts/faults/scenarios one after another, each once or so that there are N in all, and prints a line
for each and a table by guarantee. --match: only those with this in their name. Exit code 1 when a promise was broken, or a
control was not caught.`

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    match: { type: 'string' },
    scenarios: { type: 'string' },
    seed: { type: 'string', default: '1' },
    json: { type: 'string' },
    list: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})

const fail = (message: string): never => {
  process.stderr.write(`${message}\n\n${usage}\n`)
  process.exit(2)
}

const wholeNumber = (name: string, text: string): number => {
  const number = Number(text)
  return Number.isSafeInteger(number) && number > 0 ? number : fail(`--${name}: "${text}" is no whole number above 0`)
}

if (values.help) {
  process.stdout.write(`${usage}\n`)
  process.exit(0)
}
const every = await findScenarios()
const guarantees = values.only?.split(',') ?? []
const unknown = guarantees.find(name => !every.some(({ scenarios }) => scenarios.some(s => s.guarantee === name)))
if (unknown !== undefined) fail(`--only: no scenario is of "${unknown}"`)
const { match = '' } = values
const chosen = (guarantees.length === 0 ? every : onlyGuarantees(every, guarantees as Guarantee[]))
  .map(({ file, scenarios }) => ({ file, scenarios: scenarios.filter(({ name }) => name.includes(match)) }))
  .filter(({ scenarios }) => scenarios.length > 0)
if (values.list) {
  for (const { scenarios } of chosen)
    for (const { guarantee, name } of scenarios) process.stdout.write(`${guarantee} ${name}\n`)
  process.exit(0)
}
const known = chosen.reduce((sum, { scenarios }) => sum + scenarios.length, 0)
if (known === 0) fail(`--match: no scenario has "${match}" in its name`)
const count = values.scenarios === undefined ? known : wholeNumber('scenarios', values.scenarios)

const runs = await runScenarios(planRuns(chosen, count, wholeNumber('seed', values.seed)), {
  report: line => process.stderr.write(`${line}\n`),
  onRun: run => process.stdout.write(`${describeRun(run)}\n`),
})
const summaries = summarizeRuns(runs)
process.stdout.write(`\n${describeSummaries(summaries)}\n`)
const skipped = runs.filter(({ result }) => result.skipped !== undefined)
for (const why of new Set(skipped.map(({ result }) => result.skipped))) process.stdout.write(`! skipped: ${why}\n`)
if (values.json !== undefined) {
  const plain = runs.map(({ scenario, seed, passed, result, tookMs }) => {
    const { name, guarantee, control } = scenario
    return { name, guarantee, control, seed, passed, tookMs: Math.round(tookMs), ...result }
  })
  writeFileSync(values.json, `${JSON.stringify({ summaries, runs: plain }, undefined, 2)}\n`)
}
process.exitCode = runs.some(({ passed, result }) => !passed && result.skipped === undefined) ? 1 : 0
