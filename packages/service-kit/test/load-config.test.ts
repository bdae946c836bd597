import { describe, expect, test } from 'vitest'
import {
  baseSettings,
  booleanSetting,
  choiceSetting,
  ConfigError,
  defineSettings,
  loadConfig,
  nameMapSetting,
  numberMapSetting,
  redisSettings,
  textListSetting,
  textSetting,
  topologySettings,
  venueSettings,
  type ConfigProblem,
} from '../src/index.ts'
import { describeConfig } from '../src/load-config.ts'

const schema = defineSettings({
  ...baseSettings,
  ...redisSettings,
  ...topologySettings,
  ...venueSettings,
  simulated: booleanSetting({ env: 'SIMULATED', default: false, doc: 'simulated venues' }),
  mode: choiceSetting({ env: 'MODE', default: 'calm', choices: ['calm', 'busy'], doc: 'mode' }),
  takerBps: numberMapSetting({
    env: 'TAKER_BPS',
    default: new Map(),
    doc: 'fees',
    min: 0,
    max: 1000,
    example: 'alpha=10',
  }),
  names: nameMapSetting({ env: 'NAMES', default: new Map(), doc: 'names', example: 'alpha=Alpha' }),
  origins: textListSetting({
    env: 'ORIGINS',
    default: [],
    doc: 'origins',
    pattern: /^https?:/,
    shape: 'origins like https://a.b',
  }),
  word: textSetting({ env: 'WORD', default: 'x', doc: 'word', pattern: /^[a-z]+$/, shape: 'lower-case letters' }),
})

const load = (env: Record<string, string>, files: Record<string, string> = {}) =>
  loadConfig(schema, {
    env: { VENUES: 'alpha,beta', ...env },
    readFile: path => {
      const text = files[path]
      if (text === undefined) throw Object.assign(new Error('no'), { code: 'ENOENT' })
      return text
    },
  })

const problemsOf = (run: () => unknown): readonly ConfigProblem[] => {
  try {
    run()
  } catch (error) {
    if (error instanceof ConfigError) return error.problems
    throw error
  }
  return []
}

const inFile = (content: unknown): [Record<string, string>, Record<string, string>] => [
  { CONFIG_FILE: '/c.json' },
  { '/c.json': typeof content === 'string' ? content : JSON.stringify(content) },
]

describe('a refused value names key, variable, kind and fix', () => {
  test.each<[name: string, env: Record<string, string>, key: string, problem: RegExp]>([
    ['port that is no number', { HTTP_PORT: 'http' }, 'httpPort', /whole number from 0 to 65535, got text/],
    ['port with a tail', { HTTP_PORT: '80a' }, 'httpPort', /whole number/],
    ['port too big', { HTTP_PORT: '70000' }, 'httpPort', /whole number/],
    ['port with a fraction', { HTTP_PORT: '80.5' }, 'httpPort', /whole number/],
    ['hexadecimal', { HTTP_PORT: '0x50' }, 'httpPort', /whole number/],
    ['Infinity', { STREAM_MAX_ENTRIES: 'Infinity' }, 'streamMaxEntries', /whole number from 100/],
    ['below the minimum', { SHARDS: '0' }, 'shards', /from 1 to 4096/],
    ['boolean misspelt', { SIMULATED: 'flase' }, 'simulated', /true or false/],
    ['unknown choice', { MODE: 'Busy' }, 'mode', /one of calm, busy/],
    ['unknown log level', { LOG_LEVEL: 'verbose' }, 'logLevel', /one of fatal/],
    ['URL of another scheme', { REDIS_URL: 'http://a:1' }, 'redisUrl', /starts with redis:\/\/ or rediss:\/\//],
    ['no URL', { REDIS_URL: 'localhost' }, 'redisUrl', /must be a URL/],
    ['second of several URLs', { REDIS_URL: 'redis://a:1,http://b:2' }, 'redisUrl', /starts with redis/],
    ['symbol in lower case', { SYMBOLS: 'BTC-USDT,eth-USDT' }, 'symbols', /item 2 of the list is not a symbol/],
    ['symbol with a slash', { SYMBOLS: 'BTC/USDT' }, 'symbols', /item 1/],
    ['symbol in the venue form', { SYMBOLS: 'BTCUSDT' }, 'symbols', /item 1/],
    ['symbol twice', { SYMBOLS: 'BTC-USDT,BTC-USDT' }, 'symbols', /item 2 of the list is there twice/],
    ['gap in a list', { SYMBOLS: 'BTC-USDT,,ETH-USDT' }, 'symbols', /item 2 of the list is empty/],
    ['comma alone', { SYMBOLS: ',' }, 'symbols', /empty/],
    ['venue in upper case', { VENUES: 'Alpha' }, 'venues', /not a venue id/],
    ['pair without a number', { TAKER_BPS: 'alpha' }, 'takerBps', /pair 1 is not venue=value/],
    [
      'pair with a bad number',
      { TAKER_BPS: 'alpha=10,beta=x' },
      'takerBps',
      /value of beta must be a number from 0 to 1000/,
    ],
    ['pair twice', { TAKER_BPS: 'alpha=10,alpha=9' }, 'takerBps', /names alpha twice/],
    ['negative fee', { TAKER_BPS: 'alpha=-1' }, 'takerBps', /value of alpha/],
    ['name without a value', { NAMES: 'alpha=' }, 'names', /value of alpha must be a name of 1 to 32 visible/],
    ['name with a control character', { NAMES: 'alpha=A\u0007' }, 'names', /value of alpha/],
    ['name that is too long', { NAMES: `alpha=${'A'.repeat(33)}` }, 'names', /value of alpha/],
    ['list item of another shape', { ORIGINS: 'ftp://x' }, 'origins', /not origins like/],
    ['text of another shape', { WORD: 'A B' }, 'word', /lower-case letters/],
    ['instance with a space', { INSTANCE_ID: 'a b' }, 'instanceId', /letters, digits/],
  ])('%s', (_name, env, key, problem) => {
    const found = problemsOf(() => load(env))
    expect(found).toHaveLength(1)
    expect(found[0]).toMatchObject({ key, env: Object.keys(env)[0] })
    expect(found[0]!.problem).toMatch(problem)
    expect(found[0]!.problem).toMatch(/, got |twice|item/)
    expect(found[0]!.fix).not.toBe('')
  })

  test.each<[name: string, content: unknown, problem: RegExp]>([
    ['unknown key', { shardz: 4 }, /unknown key in \/c.json/],
    ['variable name instead of the key', { HTTP_PORT: 4 }, /unknown key/],
    ['prototype key', '{"__proto__": {"shards": 2}}', /unknown key/],
    ['text for a number list', { symbols: 5 }, /must be a list, got a number/],
    ['object for a number', { shards: { a: { b: 1 } } }, /got an object/],
    ['deep object for pairs', { takerBps: { alpha: { a: 1 } } }, /value of alpha/],
    ['list with a number', { symbols: ['BTC-USDT', 5] }, /item 2/],
    ['no JSON', '{', /could not be read \(not JSON\)/],
    ['JSON list', [], /one JSON object, got a list/],
    ['JSON null', 'null', /one JSON object, got null/],
  ])('file: %s', (_name, content, problem) => {
    const found = problemsOf(() => load(...inFile(content)))
    expect(found).toHaveLength(1)
    expect(found[0]!.problem).toMatch(problem)
    expect(found[0]!.fix).not.toBe('')
  })

  test('all problems come at once, in one readable message', () => {
    const found = problemsOf(() => load({ HTTP_PORT: 'x', SHARDS: 'y', VENUES: 'Z', CONFIG_FILE: '/none' }))
    expect(found.map(problem => problem.env).sort()).toEqual(['CONFIG_FILE', 'HTTP_PORT', 'SHARDS', 'VENUES'])
    expect(() => load({ SHARDS: 'y' })).toThrow(
      /The configuration is wrong:\n {2}shards \(SHARDS\): must be .*, got text\. Fix: set a whole/,
    )
  })

  test('a required setting that is not set', () => {
    const required = defineSettings({ must: textSetting({ env: 'MUST', doc: 'what it is for' }) })
    const found = problemsOf(() => loadConfig(required, { env: { MUST: '' }, readFile: () => '' }))
    expect(found).toMatchObject([
      { key: 'must', env: 'MUST', problem: 'is required and not set', fix: 'set MUST: what it is for' },
    ])
  })

  test('VENUES has no default: the message tells its form and where it is set', () => {
    const attempt = () => load({ VENUES: '' })
    expect(attempt).toThrow(
      /venues \(VENUES\): is required and not set\. Fix: set VENUES: .*comma list like alpha,beta.*deploy\/venues\.env/,
    )
  })

  test('the fix for a key of the wrong spelling names the right one', () => {
    expect(problemsOf(() => load(...inFile({ http_port: 1 })))[0]!.fix).toBe('write it as httpPort')
  })

  test('a secret is never quoted', () => {
    const secret = 'hunter2-canary'
    for (const env of [{ REDIS_URL: secret }, { REDIS_URL: `http://u:${secret}@h` }]) {
      expect(JSON.stringify(problemsOf(() => load(env)))).not.toContain(secret)
    }
  })
})

describe('layers', () => {
  test('defaults', () => {
    expect(load({})).toMatchObject({
      httpPort: 9100,
      venues: ['alpha', 'beta'],
      shards: 4,
      simulated: false,
      redisPassword: '',
    })
  })

  test('file < environment < secret file', () => {
    const values = load(
      { CONFIG_FILE: '/c.json', SHARDS: '8', REDIS_PASSWORD_FILE: '/run/secret', SYMBOLS: ' BTC-USDT , ETH-USDT ' },
      {
        '/c.json': '{"shards":2,"symbols":["X-Y"],"takerBps":{"gamma":7.5},"redisPassword":"old","simulated":true}',
        '/run/secret': 's3cret\n',
      },
    )
    expect(values).toMatchObject({
      shards: 8,
      venues: ['alpha', 'beta'],
      redisPassword: 's3cret',
      simulated: true,
      symbols: ['BTC-USDT', 'ETH-USDT'],
    })
    expect(values.takerBps.get('gamma')).toBe(7.5)
  })

  test('an empty variable is not set; an empty list in the file is', () => {
    expect(load({ SHARDS: '', REDIS_PASSWORD_FILE: '' }).shards).toBe(4)
    expect(load(...inFile({ origins: [] })).origins).toEqual([])
    expect(problemsOf(() => load(...inFile({ symbols: [] })))[0]!.problem).toMatch(/empty list/)
  })

  test('pairs of the environment', () => {
    expect([...load({ TAKER_BPS: 'alpha=10, beta=7.5' }).takerBps]).toEqual([
      ['alpha', 10],
      ['beta', 7.5],
    ])
    expect([...load({ NAMES: 'alpha=Alpha, beta=Beta One.io' }).names]).toEqual([
      ['alpha', 'Alpha'],
      ['beta', 'Beta One.io'],
    ])
  })

  test('a secret given twice, or in a file that is not there', () => {
    expect(
      problemsOf(() => load({ REDIS_PASSWORD: 'a', REDIS_PASSWORD_FILE: '/s' }, { '/s': 'b' }))[0]!.problem,
    ).toMatch(/given twice/)
    expect(problemsOf(() => load({ REDIS_PASSWORD_FILE: '/none' }))).toMatchObject([
      { key: 'redisPassword', env: 'REDIS_PASSWORD_FILE', problem: 'the file could not be read (ENOENT)' },
    ])
  })

  test('several nodes of a cluster', () => {
    expect(load({ REDIS_URL: 'redis://a:1,redis://b:2' }).redisUrl).toBe('redis://a:1,redis://b:2')
  })

  test('only secrets are read from files', () => {
    expect(load({ SHARDS_FILE: '/none' }).shards).toBe(4)
  })

  test('what is shown hides what is secret', () => {
    const values = load({ REDIS_PASSWORD: 'hunter2', TAKER_BPS: 'gamma=1' })
    const shown = describeConfig(schema, values)
    expect(shown).toMatchObject({ redisPassword: '[redacted]', redisUrl: '[redacted]', takerBps: { gamma: 1 } })
  })
})
