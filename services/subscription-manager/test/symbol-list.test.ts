import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ConfigError } from '@screener/service-kit'
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest'
import { openListSource } from '../src/list-source.ts'
import { readSymbolList } from '../src/symbol-list.ts'

const rules = { venues: ['acme', 'zeta'], maxDeep: 2, maxTop: 3 }

describe('readSymbolList', () => {
  it('takes a depth, venues, comments and empty lines', () => {
    const text = '# ours\n\nBTC-USDT deep\r\nDOGE-USDT top zeta,acme # a dog\n'
    expect(readSymbolList(text, rules)).toEqual({
      listed: [
        { symbol: 'BTC-USDT', depth: 'deep' },
        { symbol: 'DOGE-USDT', depth: 'top', venues: ['zeta', 'acme'] },
      ],
      problems: [],
    })
  })

  test.each([
    [
      'lower case',
      'A-B deep\nbtc-usdt deep',
      { line: 2, problem: '"btc-usdt" is not a symbol of the form BASE-QUOTE in upper case', fix: 'write BTC-USDT' },
    ],
    ['no depth', 'A-B', { line: 1, problem: 'A-B has no depth' }],
    ['another depth', 'A-B whole', { line: 1, problem: '"whole" is no depth' }],
    [
      'an unknown venue',
      'A-B top nowhere',
      { line: 1, problem: '"nowhere" is none of the venues', fix: 'write any of acme,zeta' },
    ],
    ['blanks among venues', 'A-B top acme, zeta', { line: 1, problem: '"zeta" is too much' }],
    ['the same twice', 'A-B top\n\nA-B deep', { line: 3, problem: 'A-B is in line 1 already' }],
    ['nothing at all', '# nothing\n', { line: 1, problem: 'the list names no symbol' }],
    [
      'too many books',
      'A-B deep\nC-D deep\nE-F deep acme',
      { line: 3, problem: '3 symbols for acme, where MAX_DEEP is 2' },
    ],
    [
      'too many tops',
      'A-B top\nC-D top\nE-F top\nG-H top',
      { line: 4, problem: '4 symbols for acme, where MAX_TOP is 3' },
    ],
  ])('refuses %s whole, and names the line', (_name, text, problem) => {
    const read = readSymbolList(text, rules)
    expect(read.listed).toEqual([])
    expect(read.problems).toContainEqual(expect.objectContaining(problem))
  })
})

describe('openListSource', () => {
  let directory: string
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'symbols-'))
  })
  afterEach(() => rmSync(directory, { recursive: true }))
  const errors: string[] = []
  const log = {
    info: () => undefined,
    warn: () => undefined,
    error: (fields: object) => void errors.push(JSON.stringify(fields)),
  }
  const settings = { symbols: ['A-B'], topSymbols: ['A-B', 'C-D'], symbolsFile: '' }

  it('without a file: SYMBOLS are books, TOP_SYMBOLS the rest', () => {
    expect(openListSource(settings, rules, log).listed).toEqual([
      { symbol: 'A-B', depth: 'deep' },
      { symbol: 'C-D', depth: 'top' },
    ])
    expect(() => openListSource({ ...settings, symbols: ['A-B', 'C-D', 'E-F'] }, rules, log)).toThrow(
      /SYMBOLS.*MAX_DEEP/s,
    )
  })

  it('reads a changed file anew; a broken one changes nothing but the problem, which goes when it is mended', () => {
    const path = join(directory, 'symbols')
    writeFileSync(path, 'A-B deep\n')
    const source = openListSource({ ...settings, symbolsFile: path }, rules, log)
    expect(source.poll()).toBe(false)
    writeFileSync(path, 'A-B deep\nC-D top\n')
    expect(source.poll()).toBe(true)
    expect(source.listed).toHaveLength(2)
    writeFileSync(path, 'A-B deep\nC-D top\nE-F\n')
    expect(source.poll()).toBe(false)
    expect(source.listed).toHaveLength(2)
    expect(source.problem).toContain('line 3: E-F has no depth. Fix: write "E-F deep"')
    expect(errors).toHaveLength(1)
    rmSync(path)
    expect(source.poll()).toBe(false)
    expect([source.listed.length, source.problem?.includes('could not be read')]).toEqual([2, true])
    writeFileSync(path, 'A-B deep\nE-F top\n')
    expect(source.poll()).toBe(true)
    expect(source.problem).toBeUndefined()
  })

  it('a file that is wrong at the start ends it', () => {
    const path = join(directory, 'symbols')
    writeFileSync(path, 'A-B deap\n')
    expect(() => openListSource({ ...settings, symbolsFile: path }, rules, log)).toThrow(/line 1.*deap/s)
    expect(() => openListSource({ ...settings, symbolsFile: `${path}.no` }, rules, log)).toThrow('could not be read')
  })

  it('a path that cannot even be looked at is told like every other problem, at the start and later', () => {
    const path = join(directory, 'symbols')
    symlinkSync(path, path)
    expect(() => openListSource({ ...settings, symbolsFile: path }, rules, log)).toThrow(ConfigError)
    rmSync(path)
    writeFileSync(path, 'A-B deep\n')
    const source = openListSource({ ...settings, symbolsFile: path }, rules, log)
    rmSync(path)
    symlinkSync(path, path)
    expect([source.poll(), source.poll(true), source.problem]).toEqual([
      false,
      false,
      expect.stringContaining('could not be read'),
    ])
    expect(source.listed).toHaveLength(1)
  })
})
