import { readFileSync } from 'node:fs'
import convict from 'convict'
import { kindOf, Refusal, type Schema, type Setting, type Values } from './setting.ts'

export interface ConfigSource {
  readonly env: Readonly<Record<string, string | undefined>>
  /** Reads a text file; throws when it cannot. */
  readonly readFile: (path: string) => string
}

export interface ConfigProblem {
  /** Key in the config file. */
  readonly key: string
  /** Name of the environment variable; empty when the problem is not about one setting. */
  readonly env: string
  readonly problem: string
  readonly fix: string
}

/** Every problem of a configuration at once. The message is meant for people and holds no values of secrets. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
  readonly problems: readonly ConfigProblem[]

  constructor(problems: readonly ConfigProblem[]) {
    const lines = problems.map(
      ({ key, env, problem, fix }) => `  ${key}${env === '' ? '' : ` (${env})`}: ${problem}. Fix: ${fix}.`,
    )
    super(`The configuration is wrong:\n${lines.join('\n')}`)
    this.problems = problems
  }
}

const systemSource: ConfigSource = { env: process.env, readFile: path => readFileSync(path, 'utf8') }

const reasonOf = (error: unknown): string => {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return typeof code === 'string' ? code : error instanceof SyntaxError ? 'not JSON' : 'unreadable'
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The settings of CONFIG_FILE that the schema knows; the others become problems. */
const readConfigFile = (schema: Schema, source: ConfigSource, problems: ConfigProblem[]): Record<string, unknown> => {
  const path = source.env['CONFIG_FILE']
  if (path === undefined || path === '') return {}
  let content: unknown
  try {
    content = JSON.parse(source.readFile(path))
  } catch (error) {
    problems.push({
      key: path,
      env: 'CONFIG_FILE',
      problem: `the config file could not be read (${reasonOf(error)})`,
      fix: 'name a readable JSON file or unset CONFIG_FILE',
    })
    return {}
  }
  if (!isRecord(content)) {
    problems.push({
      key: path,
      env: 'CONFIG_FILE',
      problem: `must hold one JSON object, got ${kindOf(content)}`,
      fix: 'write {"key": value, …}',
    })
    return {}
  }
  const known: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(content)) {
    // Wrapped, because convict walks into objects but leaves lists alone.
    if (Object.hasOwn(schema, key)) known[key] = [value]
    else problems.push(unknownKey(schema, key, path))
  }
  return known
}

const unknownKey = (schema: Schema, key: string, path: string): ConfigProblem => {
  const plain = (name: string): string => name.replaceAll(/[^a-z0-9]/gi, '').toLowerCase()
  const meant = Object.entries(schema).find(([name, setting]) => plain(name) === plain(key) || setting.env === key)
  return {
    key,
    env: 'CONFIG_FILE',
    problem: `unknown key in ${path}`,
    fix: meant ? `write it as ${meant[0]}` : `remove it; known keys: ${Object.keys(schema).join(', ')}`,
  }
}

/** Environment texts by variable; an empty one counts as unset, as compose writes it for `${X:-}`. */
const readEnvironment = (schema: Schema, source: ConfigSource, problems: ConfigProblem[]): Record<string, string> => {
  const texts: Record<string, string> = {}
  for (const [key, setting] of Object.entries(schema)) {
    const direct = source.env[setting.env]
    if (direct !== undefined && direct !== '') texts[setting.env] = direct
    const path = setting.sensitive ? source.env[`${setting.env}_FILE`] : undefined
    if (path === undefined || path === '') continue
    const env = `${setting.env}_FILE`
    if (texts[setting.env] !== undefined) {
      problems.push({ key, env, problem: `given twice, as ${setting.env} and as ${env}`, fix: `keep ${env} alone` })
      continue
    }
    try {
      texts[setting.env] = source.readFile(path).replace(/\r?\n$/, '')
    } catch (error) {
      problems.push({
        key,
        env,
        problem: `the file could not be read (${reasonOf(error)})`,
        fix: 'name a file this user can read',
      })
    }
  }
  return texts
}

const parseOne = (key: string, setting: Setting<unknown>, raw: unknown, problems: ConfigProblem[]): unknown => {
  if (raw === undefined || raw === null) {
    if (!('default' in setting))
      problems.push({
        key,
        env: setting.env,
        problem: 'is required and not set',
        fix: `set ${setting.env}: ${setting.doc}`,
      })
    return setting.default
  }
  try {
    return setting.parse(raw)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    problems.push({ key, env: setting.env, problem: `${error.message}, got ${kindOf(raw)}`, fix: error.fix })
    return undefined
  }
}

/**
 * The values of a schema: defaults < CONFIG_FILE (JSON, keys as in the schema) < environment < `<NAME>_FILE` (secrets).
 * Throws ConfigError that lists every problem.
 */
export const loadConfig = <const S extends Schema>(schema: S, source: ConfigSource = systemSource): Values<S> => {
  const problems: ConfigProblem[] = []
  const values: Record<string, unknown> = {}
  const file = readConfigFile(schema, source, problems)
  const env = readEnvironment(schema, source, problems)
  // Convict layers and checks raw values; `null` is "not set". Its own coercions are avoided (it reads "12abc" as 12 and
  // "flase" as true): the format below does all the reading, strictly.
  const definition = Object.fromEntries(
    Object.entries(schema).map(([key, setting]) => [
      key,
      {
        doc: setting.doc,
        env: setting.env,
        default: null,
        sensitive: setting.sensitive,
        format: (raw: unknown) => {
          values[key] = parseOne(key, setting, Array.isArray(raw) ? raw[0] : raw, problems)
        },
      },
    ]),
  )
  const layered = convict<Record<string, unknown>>(definition, { env, args: [] })
  layered.load(file)
  layered.validate({ allowed: 'strict' })
  if (problems.length > 0) throw new ConfigError(problems)
  return values as Values<S>
}

/** The values as they may be shown: secrets that are set read `[redacted]`. */
export const describeConfig = (schema: Schema, values: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(schema).map(([key, setting]) => {
      const value = values[key]
      if (setting.sensitive && value !== '' && value !== undefined) return [key, '[redacted]']
      return [key, value instanceof Map ? Object.fromEntries(value) : value]
    }),
  )

/** Secret texts that must never appear in a log line: sensitive values, and the password inside a URL. */
export const secretsOf = (schema: Schema, values: Readonly<Record<string, unknown>>): readonly string[] =>
  Object.entries(schema).flatMap(([key, setting]) => {
    const value = values[key]
    if (!setting.sensitive || typeof value !== 'string' || value === '') return []
    const passwords = value.split(',').map(part => URL.parse(part.trim())?.password ?? '')
    return [
      value,
      ...passwords.filter(password => password !== '').flatMap(password => [password, decodeURIComponent(password)]),
    ]
  })
