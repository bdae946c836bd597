/** One configuration value: where it comes from, what it must be, what it is when nobody says. */
export interface Setting<T> {
  readonly doc: string
  /** Name of the environment variable. Sensitive settings can also be given as `<env>_FILE`, the path of a file. */
  readonly env: string
  /** Absent: the setting is required. */
  readonly default?: T
  /** Never shown in logs or error messages. */
  readonly sensitive: boolean
  /** Reads text (environment) or a JSON value (file). Throws Refusal when it is not what it must be. */
  readonly parse: (raw: unknown) => T
}

export type Schema = Readonly<Record<string, Setting<unknown>>>

export type Values<S extends Schema> = { readonly [Key in keyof S]: S[Key] extends Setting<infer T> ? T : never }

/** Why a value was refused and how to put it right. Never quotes the value. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly fix: string

  constructor(problem: string, fix: string) {
    super(problem)
    this.fix = fix
  }
}

/** What a value is, for messages that must not quote it: `empty text`, `text`, `a number`, `a list`, … */
export const kindOf = (raw: unknown): string => {
  if (raw === undefined) return 'nothing'
  if (raw === null) return 'null'
  if (Array.isArray(raw)) return 'a list'
  if (raw === '') return 'empty text'
  if (typeof raw === 'string') return 'text'
  return typeof raw === 'object' ? 'an object' : `a ${typeof raw}`
}

/**
 * Settings of one package or service, composed by spread.
 *
 *     export const settings = defineSettings({ ...baseSettings, minNetBps: numberSetting({ env: 'MIN_NET_BPS', default: 0, doc: '…' }) })
 */
export const defineSettings = <const S extends Schema>(settings: S): S => settings
