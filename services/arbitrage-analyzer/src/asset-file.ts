import { readFileSync, statSync } from 'node:fs'
import { createAssetRegistry, plainRegistry, readRegistry, type AssetRegistry } from '@screener/instrument-identity'
import { ConfigError } from '@screener/service-kit'
import type { StreamLog } from '@screener/streams'

/** The asset registry as a file that an operator edits while the service runs. */
export interface AssetFile {
  readonly registry: AssetRegistry
  /** Why what the file says now is not followed; undefined: it is. */
  readonly problem: string | undefined
  /** Looks whether the file has changed. True: `registry` is another one now. A wrong file changes nothing but `problem`. */
  poll(): boolean
}

interface Stamp {
  readonly changedMs: number
  readonly size: number
}

/** Throws ConfigError that names every field that is wrong. */
const readFile = (path: string): AssetRegistry => {
  const wrong = (problem: string, fix: string): ConfigError =>
    new ConfigError([{ key: path, env: 'ASSETS_FILE', problem, fix }])
  let document: unknown
  try {
    document = JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    if (error instanceof SyntaxError)
      throw wrong(`is not JSON (${error.message})`, 'mend it; a comma too many or too few?')
    throw wrong('could not be read', 'name a readable JSON file, or leave ASSETS_FILE empty')
  }
  const { contents, problems } = readRegistry(document)
  if (problems.length === 0) return createAssetRegistry(contents)
  throw new ConfigError(
    problems.map(({ field, problem, fix }) => ({ key: `${path}: ${field}`, env: 'ASSETS_FILE', problem, fix })),
  )
}

const stampOf = (path: string): Stamp => {
  const { mtimeMs, size } = statSync(path, { throwIfNoEntry: false }) ?? { mtimeMs: 0, size: -1 }
  return { changedMs: mtimeMs, size }
}

/** An empty path: every name means itself. Throws ConfigError when the file is wrong at the start. */
export const openAssetFile = (path: string, log: StreamLog): AssetFile => {
  if (path === '') return { registry: plainRegistry, problem: undefined, poll: () => false }
  let stamp = stampOf(path)
  let registry = readFile(path)
  let problem: string | undefined
  return {
    get registry() {
      return registry
    },
    get problem() {
      return problem
    },
    poll: () => {
      const now = stampOf(path)
      // A file that was read half written is read again until it is whole.
      if (problem === undefined && now.changedMs === stamp.changedMs && now.size === stamp.size) return false
      stamp = now
      try {
        registry = readFile(path)
      } catch (error) {
        if (!(error instanceof ConfigError)) throw error
        const told = error.problems.map(({ key, problem: what, fix }) => `${key}: ${what}. Fix: ${fix}`).join('; ')
        if (told !== problem)
          log.error({ event: 'assets_file_wrong', problem: told }, 'the asset registry stays as it was')
        problem = told
        return false
      }
      problem = undefined
      log.info({ event: 'assets_file_read', path }, 'the asset registry was read anew')
      return true
    },
  }
}
