import { Refusal, type Setting } from './setting.ts'

interface Options<T> {
  readonly env: string
  readonly doc: string
  readonly default?: T
  readonly sensitive?: boolean
}

interface Range {
  readonly min?: number
  readonly max?: number
}

const setting = <T>(options: Options<T>, parse: (raw: unknown) => T): Setting<T> => ({
  doc: options.doc,
  env: options.env,
  ...(options.default === undefined ? {} : { default: options.default }),
  sensitive: options.sensitive ?? false,
  parse,
})

const readText = (raw: unknown, fix: string): string => {
  if (typeof raw !== 'string') throw new Refusal('must be text', fix)
  return raw.trim()
}

const readNumber = (raw: unknown, range: Range, whole: boolean): number => {
  const { min = -Number.MAX_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER } = range
  const wanted = `a ${whole ? 'whole ' : ''}number from ${min} to ${max}`
  // Strict on purpose: parseInt would read "12abc" as 12.
  const text = typeof raw === 'string' ? raw.trim() : undefined
  const value = text === undefined ? raw : /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : NaN
  const fits = typeof value === 'number' && Number.isFinite(value) && (!whole || Number.isInteger(value))
  if (!fits || value < min || value > max) throw new Refusal(`must be ${wanted}`, `set ${wanted}`)
  return value
}

const readList = (raw: unknown, fix: string): readonly string[] => {
  const items = typeof raw === 'string' ? (raw.trim() === '' ? [] : raw.split(',')) : raw
  if (!Array.isArray(items)) throw new Refusal('must be a list', fix)
  return items.map((item: unknown, index) => {
    const text = typeof item === 'string' ? item.trim() : ''
    if (text === '') throw new Refusal(`item ${index + 1} of the list is empty or no text`, fix)
    return text
  })
}

const refuseItems = (items: readonly string[], fits: (item: string) => boolean, problem: string, fix: string): void => {
  const bad = items.findIndex(item => !fits(item))
  if (bad >= 0) throw new Refusal(`item ${bad + 1} of the list ${problem}`, fix)
  const twice = items.findIndex((item, index) => items.indexOf(item) !== index)
  if (twice >= 0) throw new Refusal(`item ${twice + 1} of the list is there twice`, 'name each once')
}

export const textSetting = (
  options: Options<string> & { readonly pattern?: RegExp; readonly shape?: string },
): Setting<string> =>
  setting(options, raw => {
    const fix = `set ${options.shape ?? 'a text'}`
    const text = readText(raw, fix)
    if (options.pattern && !options.pattern.test(text))
      throw new Refusal(`must be ${options.shape ?? 'of another form'}`, fix)
    return text
  })

export const numberSetting = (options: Options<number> & Range): Setting<number> =>
  setting(options, raw => readNumber(raw, options, false))

export const integerSetting = (options: Options<number> & Range): Setting<number> =>
  setting(options, raw => readNumber(raw, options, true))

/** A TCP port; 0 lets the system choose a free one. */
export const portSetting = (options: Options<number>): Setting<number> =>
  setting(options, raw => readNumber(raw, { min: 0, max: 65_535 }, true))

export const booleanSetting = (options: Options<boolean>): Setting<boolean> =>
  setting(options, raw => {
    const text = typeof raw === 'string' ? raw.trim().toLowerCase() : raw
    if (text === true || text === 'true' || text === '1') return true
    if (text === false || text === 'false' || text === '0') return false
    throw new Refusal('must be true or false', 'set true or false')
  })

export const choiceSetting = <const T extends string>(
  options: Options<T> & { readonly choices: readonly T[] },
): Setting<T> =>
  setting(options, raw => {
    const fix = `set one of ${options.choices.join(', ')}`
    const found = options.choices.find(choice => choice === raw)
    if (found === undefined) throw new Refusal(`must be one of ${options.choices.join(', ')}`, fix)
    return found
  })

/** An absolute URL with one of the schemes, e.g. `['redis', 'rediss']`; with `several` also a comma list of them. */
export const urlSetting = (
  options: Options<string> & { readonly schemes: readonly string[]; readonly several?: boolean },
): Setting<string> =>
  setting(options, raw => {
    const fix = `set a URL like ${options.schemes[0] ?? 'https'}://host:port`
    const text = readText(raw, fix)
    for (const part of options.several === true ? text.split(',') : [text]) {
      const url = URL.parse(part.trim())
      if (!url?.hostname) throw new Refusal('must be a URL', fix)
      if (!options.schemes.includes(url.protocol.slice(0, -1))) {
        throw new Refusal(
          `must be a URL that starts with ${options.schemes.map(scheme => `${scheme}://`).join(' or ')}`,
          fix,
        )
      }
    }
    return text
  })

/** Comma list (a JSON list in the file). May be empty. */
export const textListSetting = (
  options: Options<readonly string[]> & { readonly pattern: RegExp; readonly shape: string },
): Setting<readonly string[]> =>
  setting(options, raw => {
    const items = readList(raw, `set a comma list of ${options.shape}`)
    refuseItems(
      items,
      item => options.pattern.test(item),
      `is not ${options.shape}`,
      `set a comma list of ${options.shape}`,
    )
    return items
  })

// Tickers may hold any letters (venues list non-Latin ones), so only what would break a name or a list is refused.
const symbolPattern = /^[^\s,=:{}/-]{1,32}-[^\s,=:{}/-]{1,32}$/u
const venuePattern = /^[a-z][a-z0-9-]{0,31}$/

const nonEmptyList = (
  options: Options<readonly string[]>,
  fits: (item: string) => boolean,
  problem: string,
  fix: string,
): Setting<readonly string[]> =>
  setting(options, raw => {
    const items = readList(raw, fix)
    if (items.length === 0) throw new Refusal('is an empty list', fix)
    refuseItems(items, fits, problem, fix)
    return items
  })

/** Comma list of canonical symbols, at least one: `BTC-USDT,ETH-USDT`. */
export const symbolListSetting = (options: Options<readonly string[]>): Setting<readonly string[]> =>
  nonEmptyList(
    options,
    item => symbolPattern.test(item) && item === item.toUpperCase(),
    'is not a symbol of the form BASE-QUOTE in upper case',
    'write symbols like BTC-USDT,ETH-USDT',
  )

/** Comma list of venue ids, at least one: `alpha,beta`. */
export const venueListSetting = (options: Options<readonly string[]>): Setting<readonly string[]> =>
  nonEmptyList(
    options,
    item => venuePattern.test(item),
    'is not a venue id (lower-case letters, digits and dashes)',
    'write venue ids like alpha,beta',
  )

/** `name=value` pairs of a list, or the entries of an object; each name once. `readValue` throws when a value is not what it must be. */
const readPairs = <T>(raw: unknown, fix: string, readValue: (value: unknown) => T): ReadonlyMap<string, T> => {
  const pairs: readonly (readonly [string, unknown])[] =
    typeof raw === 'object' && raw !== null && !Array.isArray(raw)
      ? Object.entries(raw)
      : readList(raw, fix).map(item => {
          const at = item.indexOf('=')
          return [at < 0 ? '' : item.slice(0, at).trim(), item.slice(at + 1)] as const
        })
  const map = new Map<string, T>()
  pairs.forEach(([name, value], index) => {
    if (!venuePattern.test(name)) throw new Refusal(`pair ${index + 1} is not venue=value`, fix)
    if (map.has(name)) throw new Refusal(`pair ${index + 1} names ${name} twice`, 'name each once')
    try {
      map.set(name, readValue(value))
    } catch (error) {
      throw new Refusal(`the value of ${name} ${(error as Error).message}`, fix)
    }
  })
  return map
}

/** `venue=number` pairs, `alpha=10,beta=7.5` (an object in the file). May be empty. */
export const numberMapSetting = (
  options: Options<ReadonlyMap<string, number>> & Range & { readonly example: string },
): Setting<ReadonlyMap<string, number>> =>
  setting(options, raw =>
    readPairs(raw, `write pairs like ${options.example}`, value => readNumber(value, options, false)),
  )

// Shown on a page: short, and nothing that cannot be seen.
const namePattern = /^[^\p{C}\p{Z}](?:[^\p{C}]{0,30}[^\p{C}\p{Z}])?$/u

/** `venue=name` pairs, `alpha=Alpha,beta=Beta One` (an object in the file): what people read. May be empty. */
export const nameMapSetting = (
  options: Options<ReadonlyMap<string, string>> & { readonly example: string },
): Setting<ReadonlyMap<string, string>> =>
  setting(options, raw => {
    const fix = `write pairs like ${options.example}`
    return readPairs(raw, fix, value => {
      const name = readText(value, fix)
      if (!namePattern.test(name)) throw new Refusal('must be a name of 1 to 32 visible characters', fix)
      return name
    })
  })
