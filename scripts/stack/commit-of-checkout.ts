import { spawnSync } from 'node:child_process'
import { root } from './root.ts'

/** The commit that is checked out, `.changed` after it when files differ from it; empty outside of a checkout. */
export const commitOfCheckout = (): string => {
  const git = (...args: string[]): string | undefined => {
    const { status, stdout } = spawnSync('git', args, { cwd: root, encoding: 'utf8' })
    return status === 0 ? stdout.trim() : undefined
  }
  const commit = git('rev-parse', '--short=12', 'HEAD')
  if (commit === undefined) return ''
  return git('status', '--porcelain', '--untracked-files=no') === '' ? commit : `${commit}.changed`
}
