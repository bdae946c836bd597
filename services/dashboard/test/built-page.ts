import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'vite'

export interface BuiltPage {
  readonly folder: string
  remove(): Promise<void>
}

/** Builds the page as it is shipped, into a folder of its own. */
export const buildPage = async (): Promise<BuiltPage> => {
  const folder = await mkdtemp(join(tmpdir(), 'dashboard-'))
  const root = join(import.meta.dirname, '..')
  // The test runner sets NODE_ENV=test, which would build a development page.
  const before = process.env['NODE_ENV']
  process.env['NODE_ENV'] = 'production'
  try {
    await build({
      root,
      configFile: join(root, 'vite.config.ts'),
      mode: 'production',
      logLevel: 'error',
      build: { outDir: folder, emptyOutDir: true },
    })
  } finally {
    if (before === undefined) delete process.env['NODE_ENV']
    else process.env['NODE_ENV'] = before
  }
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) }
}
