import { readdirSync } from 'node:fs'
import type { Guarantee, Scenario, ScenarioFile } from './scenario.ts'

/** The scenarios of one file, which may share what they run on. */
export interface FoundScenarios {
  readonly file: string
  readonly scenarios: readonly Scenario[]
}

const folder = new URL('scenarios/', import.meta.url)

/** What is in `scenarios/*.ts`, in the order of names. Throws where a file exports none, or two scenarios have one name. */
export const findScenarios = async (): Promise<readonly FoundScenarios[]> => {
  const files = readdirSync(folder)
    .filter(name => name.endsWith('.ts'))
    .toSorted()
  const found: FoundScenarios[] = []
  const names = new Set<string>()
  for (const file of files) {
    const { scenarios } = (await import(new URL(file, folder).href)) as Partial<ScenarioFile>
    if (scenarios === undefined) throw new Error(`scripts/faults/scenarios/${file} must export "scenarios"`)
    for (const { name } of scenarios) {
      if (names.has(name))
        throw new Error(`scripts/faults/scenarios/${file}: "${name}" is the name of another scenario`)
      names.add(name)
    }
    found.push({ file, scenarios })
  }
  return found
}

/** Only those of these guarantees; files without any are left out. */
export const onlyGuarantees = (
  found: readonly FoundScenarios[],
  wanted: readonly Guarantee[],
): readonly FoundScenarios[] =>
  found
    .map(({ file, scenarios }) => ({
      file,
      scenarios: scenarios.filter(({ guarantee }) => wanted.includes(guarantee)),
    }))
    .filter(({ scenarios }) => scenarios.length > 0)
