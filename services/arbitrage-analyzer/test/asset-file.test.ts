import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ConfigError } from '@screener/service-kit'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openAssetFile } from '../src/asset-file.ts'
import { silentLog } from './market.ts'

let folder: string
let path: string
let writes = 0

const write = (text: string): void => {
  writeFileSync(path, text)
  // Two writes within a tick of the file system's clock are told apart all the same.
  writes += 1
  utimesSync(path, writes, writes)
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assets-'))
  path = join(folder, 'assets.json')
})

afterEach(() => rmSync(folder, { recursive: true }))

const baseOf = (file: ReturnType<typeof openAssetFile>) => file.registry.named('alpha', 'XBT').asset

test('no file: every name means itself', () => {
  expect(baseOf(openAssetFile('', silentLog))).toBe('XBT')
})

test('a change is taken up; nothing is read while nothing changes', () => {
  write('{"names": {"alpha": {"XBT": "BTC"}}}')
  const file = openAssetFile(path, silentLog)
  expect(baseOf(file)).toBe('BTC')
  expect(file.poll()).toBe(false)
  write('{"names": {"alpha": {"XBT": "ETH"}}}')
  expect(file.poll()).toBe(true)
  expect(baseOf(file)).toBe('ETH')
  expect(file.poll()).toBe(false)
})

test('a file that becomes wrong, or goes, changes nothing but that it is told; mended, it is read', () => {
  write('{"names": {"alpha": {"XBT": "BTC"}}}')
  const file = openAssetFile(path, silentLog)
  write('{"names": {"alpha": {"XBT": "bt')
  expect(file.poll()).toBe(false)
  expect(file.problem).toMatch(/is not JSON/)
  write('{"names": {"alpha": {"XBT": "btc"}}}')
  expect(file.poll()).toBe(false)
  expect(file.problem).toMatch(/names\.alpha\.XBT: .*Fix: .*upper case/)
  rmSync(path)
  expect(file.poll()).toBe(false)
  expect(file.problem).toMatch(/could not be read/)
  expect(baseOf(file)).toBe('BTC')
  write('{"names": {}}')
  expect(file.poll()).toBe(true)
  expect(file.problem).toBeUndefined()
  expect(baseOf(file)).toBe('XBT')
})

test('a wrong file at the start is a wrong setting, every field of it named', () => {
  write('{"names": {"alpha": {"XBT": 7}}, "contracts": 3}')
  const attempt = () => openAssetFile(path, silentLog)
  expect(attempt).toThrow(ConfigError)
  expect(attempt).toThrow(/ASSETS_FILE/)
  expect(attempt).toThrow(/names\.alpha\.XBT.*\n.*contracts/)
  rmSync(path)
  expect(attempt).toThrow(/could not be read/)
})
