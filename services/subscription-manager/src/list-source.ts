import { readFileSync, statSync } from 'node:fs'
import { ConfigError } from '@screener/service-kit'
import type { StreamLog } from '@screener/streams'
import { overfullVenue, readSymbolList, type ListedSymbol, type ListRules } from './symbol-list.ts'

/** Where the list of symbols comes from: the settings, or a file that an operator edits while the service runs. */
export interface ListSource {
  readonly listed: readonly ListedSymbol[]
  /** Why what the file says now is not followed; undefined: it is. */
  readonly problem: string | undefined
  /** Looks whether the file has changed; `anyway`: reads it also when it looks the same. True: `listed` is another one now. */
  poll(anyway?: boolean): boolean
}

export interface ListSettings {
  readonly symbols: readonly string[]
  readonly topSymbols: readonly string[]
  readonly symbolsFile: string
}

const maxFileBytes = 4 << 20
const mostProblemsTold = 10

const fromSettings = ({ symbols, topSymbols }: ListSettings, rules: ListRules): readonly ListedSymbol[] => {
  const deep = new Set(symbols)
  const listed: ListedSymbol[] = [
    ...symbols.map(symbol => ({ symbol, depth: 'deep' as const })),
    ...topSymbols.filter(symbol => !deep.has(symbol)).map(symbol => ({ symbol, depth: 'top' as const })),
  ]
  const overfull = overfullVenue(listed, rules)
  if (overfull === undefined) return listed
  const { setting, count, most } = overfull
  const env = setting === 'MAX_DEEP' ? 'SYMBOLS' : 'TOP_SYMBOLS'
  const problem = `names ${count} symbols, and ${setting} is ${most}`
  throw new ConfigError([{ key: env, env, problem, fix: `set ${setting} to ${count} or more, or name fewer` }])
}

/** Throws ConfigError that names each line that is wrong. */
const readFile = (path: string, rules: ListRules): readonly ListedSymbol[] => {
  const wrong = (key: string, problem: string, fix: string): ConfigError =>
    new ConfigError([{ key, env: 'SYMBOLS_FILE', problem, fix }])
  let text: string
  try {
    if (statSync(path).size > maxFileBytes)
      throw wrong(path, `is larger than ${maxFileBytes} bytes`, 'name a list of symbols')
    text = readFileSync(path, 'utf8')
  } catch (error) {
    if (error instanceof ConfigError) throw error
    throw wrong(path, 'could not be read', 'name a readable file, or leave SYMBOLS_FILE empty')
  }
  const { listed, problems } = readSymbolList(text, rules)
  if (problems.length === 0) return listed
  throw new ConfigError(
    problems.slice(0, mostProblemsTold).map(({ line, problem, fix }) => ({
      ...{ key: `${path} line ${line}`, env: 'SYMBOLS_FILE', problem, fix },
    })),
  )
}

const stampOf = (path: string): string => {
  try {
    const { mtimeMs, size, ino } = statSync(path)
    return `${mtimeMs} ${size} ${ino}`
  } catch {
    // Why it cannot be looked at is told by reading it.
    return 'unreadable'
  }
}

/** Throws ConfigError when the list is wrong at the start. */
export const openListSource = (settings: ListSettings, rules: ListRules, log: StreamLog): ListSource => {
  const path = settings.symbolsFile
  if (path === '') {
    return { listed: fromSettings(settings, rules), problem: undefined, poll: () => false }
  }
  let stamp = stampOf(path)
  let listed = readFile(path, rules)
  let problem: string | undefined
  return {
    get listed() {
      return listed
    },
    get problem() {
      return problem
    },
    poll: (anyway = false) => {
      const now = stampOf(path)
      // A file that was read half written is read again until it is whole.
      if (!anyway && problem === undefined && now === stamp) return false
      stamp = now
      try {
        listed = readFile(path, rules)
      } catch (error) {
        if (!(error instanceof ConfigError)) throw error
        const told = error.problems.map(({ key, problem: what, fix }) => `${key}: ${what}. Fix: ${fix}`).join('; ')
        if (told !== problem) log.error({ event: 'symbols_file_wrong', problem: told }, 'the list stays as it was')
        problem = told
        return false
      }
      problem = undefined
      log.info({ event: 'symbols_file_read', path, symbols: listed.length }, 'the list of symbols was read anew')
      return true
    },
  }
}
