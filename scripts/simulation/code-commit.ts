import { execFileSync } from 'node:child_process'

const git = (...args: readonly string[]): string => execFileSync('git', args, { encoding: 'utf8' }).trim()

/** The commit that is checked out, with `+` behind it where code differs from it: what was measured belongs to it alone. */
export const codeCommit = (): string => {
  const changed = git('status', '--porcelain', '--', ':/', ':!/docs') !== ''
  return `${git('rev-parse', '--short', 'HEAD')}${changed ? '+' : ''}`
}
