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

const zipped = async (wanted: (name: string) => boolean): Promise<number> => {
  let total = 0
  for (const file of files.filter(wanted)) total += gzipSync(await readFile(file)).length
  return total
}

test('zipped, the first rows wait for at most 35 KB of scripts; the panes are at most 10 KB, the styles 6 KB', async () => {
  const html = await readFile(join(page.folder, 'index.html'), 'utf8')
  const first = [...html.matchAll(/<script[^>]*\ssrc="([^"]+)"/g)].map(([, source]) => join(page.folder, source ?? ''))
  expect(first).toHaveLength(2)
  expect(html).not.toContain('modulepreload')
  expect(await zipped(name => first.includes(name))).toBeLessThanOrEqual(35 * KILOBYTE)
  expect(await zipped(name => name.endsWith('.js') && !first.includes(name))).toBeLessThanOrEqual(10 * KILOBYTE)
  expect(await zipped(name => name.endsWith('.css'))).toBeLessThanOrEqual(6 * KILOBYTE)
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
