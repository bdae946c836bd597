import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildPage, type BuiltPage } from './built-page.ts'

const KILOBYTE = 1_000

let page: BuiltPage
let files: string[]

beforeAll(async () => {
  page = await buildPage()
  const entries = await readdir(page.folder, { recursive: true, withFileTypes: true })
  files = entries.filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name))
})
afterAll(() => page.remove())

const zipped = async (extension: string): Promise<number> => {
  let total = 0
  for (const file of files.filter(name => name.endsWith(extension))) total += gzipSync(await readFile(file)).length
  return total
}

test('the scripts are at most 35 KB zipped, the styles 6 KB', async () => {
  expect(await zipped('.js')).toBeLessThanOrEqual(35 * KILOBYTE)
  expect(await zipped('.css')).toBeLessThanOrEqual(6 * KILOBYTE)
})

test('each text file has its zipped twin with the same content', async () => {
  const texts = files.filter(name => /\.(?:js|css|html)$/.test(name))
  expect(texts.length).toBeGreaterThanOrEqual(4)
  for (const file of texts) {
    expect((await stat(`${file}.gz`)).size).toBeGreaterThan(0)
    expect(gunzipSync(await readFile(`${file}.gz`)).equals(await readFile(file))).toBe(true)
  }
})

test('nothing inline and nothing that compiles code: the policy would refuse it', async () => {
  const html = await readFile(join(page.folder, 'index.html'), 'utf8')
  expect(html).not.toMatch(/<style|style=|\son\w+=|<script(?![^>]*\ssrc=)/)
  for (const file of files.filter(name => name.endsWith('.js'))) {
    expect(await readFile(file, 'utf8')).not.toMatch(
      /WebAssembly|\beval\(|new Function\(|innerHTML\s*=\s*[^.]*location/,
    )
  }
})
