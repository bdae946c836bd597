import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { constants, gzip } from 'node:zlib'
import { defineConfig, type Plugin, type UserConfig } from 'vite'

const compress = promisify(gzip)

/** Writes `<asset>.gz` beside each text asset, for nginx's gzip_static. */
const precompress = (): Plugin => {
  let folder = ''
  return {
    name: 'precompress',
    apply: 'build',
    configResolved(config) {
      folder = resolve(config.root, config.build.outDir)
    },
    async closeBundle() {
      for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
        if (!entry.isFile() || !/\.(?:js|css|html|svg)$/.test(entry.name)) continue
        const path = join(entry.parentPath, entry.name)
        await writeFile(`${path}.gz`, await compress(await readFile(path), { level: constants.Z_BEST_COMPRESSION }))
      }
    },
  }
}

/**
 * The page only reads what the gateway writes, and the other way round: the generated code of the other direction is left
 * out, about a tenth of the bundle. Where the generated text changes its form this matches nothing, and the size test tells.
 */
const oneDirection = (): Plugin => ({
  name: 'one-direction',
  apply: 'build',
  transform(code, id) {
    if (!id.endsWith('contracts/generated/gateway.js')) return undefined
    const sent = new Set(['ClientMessage', 'RequestFullState', 'SetPace'])
    const pipeline =
      /^    screener\.(?:OpportunityBatch|OpportunityEvent|OpportunityPhase|Survival) = \(function[\s\S]*?^    }\)\(\);\n/gm
    const method = /^        (\w+)\.(encode|decode|getTypeUrl) = function[\s\S]*?^        };\n/gm
    const short = code
      .replace(pipeline, '')
      .replace(method, (text, message: string, name: string) =>
        name === (sent.has(message) ? 'encode' : 'decode') ? text : '',
      )
      // The gateway sends a field once, so there is no earlier value that a later default would take back.
      .replace(/\n +else\n +delete message\.\w+;/g, '')
      // There is no Long in the browser: see src/no-long.ts.
      .replace(/\$util\.Long \? [^:\n]+ : 0/g, '0')
    return { code: short, map: { mappings: '' } }
  },
})

/**
 * Limits, checked by test/bundle.integration.test.ts, all zipped: 35,000 B for the scripts that the first rows wait for (those
 * index.html names), 10,000 B for what is fetched afterwards (the panes beside the table), 6,000 B for the styles.
 */
const config: UserConfig = defineConfig({
  root: import.meta.dirname,
  base: '/',
  resolve: { alias: { long: join(import.meta.dirname, 'src/no-long.ts') } },
  build: {
    outDir: 'dist',
    target: 'es2022',
    // The CSP allows files of our own only: nothing inline, nothing as data.
    assetsInlineLimit: 0,
    // Nothing of the panes has to be fetched beside their own file.
    modulePreload: false,
    sourcemap: 'hidden',
  },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  plugins: [oneDirection(), precompress()],
})
export default config
