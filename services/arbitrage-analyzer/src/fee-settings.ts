import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chooseFees, readVenueFees, type ChoiceProblem, type Fees, type VenueFees } from '@screener/fee-schedules'
import {
  ConfigError,
  nameMapSetting,
  numberMapSetting,
  textSetting,
  type ConfigProblem,
  type Setting,
  type Values,
} from '@screener/service-kit'

/** The schedules of the repository; the image has them at the same place. */
const repositoryFees = fileURLToPath(new URL('../../../deploy/fees', import.meta.url))

export const feeSettings: {
  readonly feesDir: Setting<string>
  readonly feeTiers: Setting<ReadonlyMap<string, string>>
  readonly feeDiscounts: Setting<ReadonlyMap<string, string>>
  readonly takerBps: Setting<ReadonlyMap<string, number>>
} = {
  feesDir: textSetting({
    env: 'FEES_DIR',
    default: repositoryFees,
    doc: 'Folder with the fee schedules, one JSON file a venue',
  }),
  feeTiers: nameMapSetting({
    env: 'FEE_TIERS',
    default: new Map(),
    example: 'alpha=vip1,beta=10k',
    doc: 'Your tier at each venue, as its schedule names it; the first one where none is given',
  }),
  feeDiscounts: nameMapSetting({
    env: 'FEE_DISCOUNTS',
    default: new Map(),
    example: 'alpha=coin',
    doc: 'The discount you use at a venue, as its schedule names it; none where none is given',
  }),
  takerBps: numberMapSetting({
    env: 'TAKER_BPS',
    default: new Map(),
    min: 0,
    max: 1_000,
    example: 'alpha=10,beta=7.5',
    doc: "Your taker fee at a venue by hand, in basis points: goes before the schedule's, for every pair",
  }),
}

type FeeConfig = Values<typeof feeSettings> & { readonly venues: readonly string[] }

const filesProblem = (file: string, problem: string, fix: string): ConfigProblem => ({
  key: 'feesDir',
  env: 'FEES_DIR',
  problem: `${file}: ${problem}`,
  fix,
})

/** Undefined: the venue has no file. */
const readFile = (folder: string, venue: string, problems: ConfigProblem[]): VenueFees | undefined => {
  const file = join(folder, `${venue}.json`)
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) {
      problems.push(filesProblem(file, 'could not be read', 'make it readable'))
    }
    return undefined
  }
  try {
    const read = readVenueFees(JSON.parse(text), venue)
    problems.push(...read.problems.map(({ field, problem, fix }) => filesProblem(file, `${field} ${problem}`, fix)))
    return read.fees
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    problems.push(filesProblem(file, 'is not JSON', 'correct it'))
    return undefined
  }
}

const settingOf = { schedule: 'feesDir', tier: 'feeTiers', discount: 'feeDiscounts' } as const

const asConfigProblem = ({ venue, about, problem, fix }: ChoiceProblem): ConfigProblem => {
  const key = settingOf[about]
  const { env } = feeSettings[key]
  return about === 'schedule'
    ? {
        key,
        env,
        problem: `of the fee schedules, ${problem}`,
        fix: `${fix} (TAKER_BPS=${venue}=…), or take ${venue} out of VENUES`,
      }
    : { key, env, problem, fix }
}

/**
 * The fees of all venues that are followed. `today` is YYYY-MM-DD in UTC. Throws ConfigError when a venue has none that is valid:
 * a fee of zero must be said, not assumed.
 */
export const feesOf = (config: FeeConfig, today: string): Fees['feeOf'] => {
  const problems: ConfigProblem[] = []
  const schedules = new Map<string, VenueFees>()
  for (const venue of config.venues) {
    const fees = readFile(config.feesDir, venue, problems)
    if (fees !== undefined) schedules.set(venue, fees)
  }
  if (problems.length > 0) throw new ConfigError(problems)
  const fees = chooseFees(schedules, {
    venues: config.venues,
    takerBps: config.takerBps,
    tiers: config.feeTiers,
    discounts: config.feeDiscounts,
    today,
  })
  if (fees.problems.length > 0) throw new ConfigError(fees.problems.map(asConfigProblem))
  return fees.feeOf
}
