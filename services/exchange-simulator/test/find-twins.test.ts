import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ConfigError, loadConfig } from '@screener/service-kit'
import { describe, expect, it, onTestFinished } from 'vitest'
import { settingsFor, valuesOfTwins } from '../src/config.ts'
import { loadTwin, twinIds } from '../src/find-twins.ts'
import { plainTwin } from './plain-twin.ts'

const folderOf = (files: Readonly<Record<string, string>>): URL => {
  const folder = mkdtempSync(join(tmpdir(), 'twins-'))
  onTestFinished(() => {
    rmSync(folder, { recursive: true })
  })
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(folder, path, '..'), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  return pathToFileURL(`${folder}/`)
}

describe('twins', () => {
  it('are the folders with a twin.ts, and nothing else', () => {
    const folder = folderOf({ 'bb/twin.ts': '', 'aa/twin.ts': '', 'market/book.ts': '', 'twin.ts': '' })
    expect(twinIds(folder)).toEqual(['aa', 'bb'])
    expect(twinIds()).toEqual(expect.arrayContaining(['binance', 'bybit']))
  })

  it.each([
    ['no twin', 'export const other = 1'],
    ['the id of another folder', 'export const twin = { id: "bb" }'],
  ])('a twin.ts with %s is refused by name', async (_name, text) => {
    await expect(loadTwin('aa', folderOf({ 'aa/twin.ts': text }))).rejects.toThrow(
      'aa/twin.ts must export a "twin" with the id "aa"',
    )
  })
})

describe('settings', () => {
  const twins = [plainTwin({ id: 'aa' }), plainTwin({ id: 'bb' })]
  const load = (env: Record<string, string>): ReturnType<typeof loadConfig<ReturnType<typeof settingsFor>>> =>
    loadConfig(settingsFor(twins), { env, readFile: () => '' })

  it("hold each twin's port and limits under its name, as the twin says unless told otherwise", () => {
    const config = load({ AA_PORT: '9000', BB_CONNECTS_PER_WINDOW: '3' })
    expect(valuesOfTwins(config, twins)).toEqual({
      ports: { aa: 9000, bb: 0 },
      limits: { aa: { connectsPerWindow: 50 }, bb: { connectsPerWindow: 3 } },
    })
  })

  it('run every venue there is unless VENUES chooses', () => {
    expect(load({}).venues).toEqual(['aa', 'bb'])
    expect(load({ VENUES: 'bb' }).venues).toEqual(['bb'])
  })

  it.each([
    ['VENUES', 'aa,nowhere', /venues \(VENUES\): item 2 .*Fix: set any of aa, bb/],
    ['UNLISTED', 'nowhere:A-B', /unlisted \(UNLISTED\)/],
    ['UNSTREAMED', 'aa:AB', /unstreamed \(UNSTREAMED\)/],
    ['AA_CONNECTS_PER_WINDOW', '-1', /aaConnectsPerWindow \(AA_CONNECTS_PER_WINDOW\)/],
    ['REPLAY_VENUE', 'bb', /replayVenue \(REPLAY_VENUE\).*set one of aa/],
  ])('%s=%s is refused and says what there is', (env, value, message) => {
    const replayable = [
      plainTwin({ id: 'aa', replay: () => ({ markets: [], names: [], create: plainTwin({}).create }) }),
    ]
    const schema = settingsFor([...replayable, plainTwin({ id: 'bb' })])
    const loading = (): unknown => loadConfig(schema, { env: { [env]: value }, readFile: () => '' })
    expect(loading).toThrow(ConfigError)
    expect(loading).toThrow(message)
  })

  it('name the venues that lack or refuse a symbol', () => {
    const { unlisted, unstreamed } = load({ UNLISTED: 'aa:FOO-USDT', UNSTREAMED: 'bb:BAR-USDT,aa:BAR-USDT' })
    expect([unlisted, unstreamed]).toEqual([['aa:FOO-USDT'], ['bb:BAR-USDT', 'aa:BAR-USDT']])
  })
})
