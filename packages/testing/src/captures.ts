import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'

/** Recorded frames of one venue, outside the repository. */
export interface Captures {
  /** False: the folder is absent, and `files` is empty. */
  readonly present: boolean
  /** What to say when they are absent. */
  readonly absence: string
  /** Capture files, sorted. */
  readonly files: readonly string[]
  readonly lines: (file: string) => readonly string[]
  /** The independent truth beside a capture; undefined where there is none. */
  readonly expected: (file: string) => unknown
}

const defaultFolder = fileURLToPath(new URL('../../../../shared/captures', import.meta.url))

/** The folder is `CAPTURES_DIR`, by default `../shared/captures` from the repository's root. */
export const openCaptures = (venue: string): Captures => {
  const folder = join(process.env['CAPTURES_DIR'] ?? defaultFolder, venue)
  const present = existsSync(folder)
  return {
    present,
    absence: `recorded captures of ${venue}: skipped, ${folder} is absent (set CAPTURES_DIR)`,
    files: present
      ? readdirSync(folder)
          .filter(name => /\.jsonl(?:\.gz)?$/.test(name))
          .sort()
      : [],
    lines: file => readLines(join(folder, file)),
    expected: file => {
      const path = join(folder, file.replace(/\.jsonl(?:\.gz)?$/, '.expected.json'))
      return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as unknown) : undefined
    },
  }
}

const readLines = (path: string): readonly string[] => {
  const bytes = readFileSync(path)
  return (path.endsWith('.gz') ? gunzipSync(bytes) : bytes)
    .toString('utf8')
    .split('\n')
    .filter(line => line !== '')
}
