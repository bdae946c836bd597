import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { createAssetRegistry, plainRegistry, readRegistry } from '../src/index.ts'

const registryOf = (document: unknown) => {
  const { contents, problems } = readRegistry(document)
  expect(problems).toEqual([])
  return createAssetRegistry(contents)
}

describe('what a name means', () => {
  test('is the asset of that name while nobody says otherwise', () => {
    expect(plainRegistry.identify('alpha', 'SHIB', 'USDT')).toEqual({ base: 'SHIB', quote: 'USDT', unitFactor: 1 })
  })

  test('is what the venue says before what all say; other venues are not touched', () => {
    const registry = registryOf({
      names: { '*': { XBT: 'BTC', NEIRO: 'NEIROA' }, alpha: { NEIRO: 'NEIROB' }, beta: { XBT: { asset: 'XBT' } } },
    })
    expect(registry.identify('alpha', 'NEIRO', 'XBT')).toEqual({ base: 'NEIROB', quote: 'BTC', unitFactor: 1 })
    expect(registry.identify('gamma', 'NEIRO', 'USDT').base).toBe('NEIROA')
    expect(registry.identify('beta', 'XBT', 'USDT').base).toBe('XBT')
  })

  test('may be many units of it; as a quote that is another money', () => {
    const registry = registryOf({ names: { '*': { '1000SHIB': { asset: 'SHIB', unit: 1000 } } } })
    expect(registry.identify('alpha', '1000SHIB', 'USDT')).toEqual({ base: 'SHIB', quote: 'USDT', unitFactor: 1000 })
    expect(registry.identify('alpha', 'FLOKI', '1000SHIB')).toEqual({
      base: 'FLOKI',
      quote: '1000xSHIB',
      unitFactor: 1,
    })
    expect(registry.identify('alpha', 'FLOKI', 'SHIB').quote).toBe('SHIB')
  })

  test('may be comparable with nothing but the same venue', () => {
    const registry = registryOf({ names: { '*': { FOO: { comparable: false, why: 'two coins' } } } })
    const [alpha, beta] = ['alpha', 'beta'].map(venue => registry.identify(venue, 'FOO', 'USDT').base)
    expect(alpha).not.toBe(beta)
    expect(registry.identify('alpha', 'BAR', 'FOO').quote).toBe(alpha)
  })

  test('a contract that the registry adds is known by its address', () => {
    const address = '0x812Ba41e071C7b7fA4EBcFB62dF5F45f6fA853Ee'
    const registry = registryOf({ contracts: [{ chain: 1, address, asset: 'NEIROCTO', decimals: 9 }] })
    expect(registry.assetOf(1, address.toLowerCase())).toMatchObject({ asset: 'NEIROCTO', decimals: 9 })
    expect(registry.assetOf(1, '0xdAC17F958D2ee523a2206206994597C13D831ec7')?.asset).toBe('USDT')
    expect(registry.assetOf(8453, address)).toBeUndefined()
  })
})

test('the registry that is delivered is valid', () => {
  const path = new URL('../../../deploy/assets.json', import.meta.url)
  const registry = registryOf(JSON.parse(readFileSync(path, 'utf8')))
  expect(registry.identify('kraken', 'LUNA', 'USD').base).toBe('LUNC')
  expect(registry.identify('binance', '1000SATS', 'USDT')).toEqual({ base: 'SATS', quote: 'USDT', unitFactor: 1000 })
})

describe('a document that is wrong names the field and the fix', () => {
  const address = '0x812Ba41e071C7b7fA4EBcFB62dF5F45f6fA853Ee'
  const contract = { chain: 1, address, asset: 'NEIRO', decimals: 9 }
  const named = (rule: unknown) => ({ names: { alpha: { FOO: rule } } })
  test.each([
    [[], 'the document', 'names'],
    [{ name: {} }, 'name', 'names'],
    [{ names: [] }, 'names', 'asset'],
    [{ names: { Alpha: {} } }, 'names.Alpha', 'VENUES'],
    [{ names: { alpha: 'BTC' } }, 'names.alpha', 'asset'],
    [{ names: { alpha: { foo: 'BTC' } } }, 'names.alpha.foo', 'upper case'],
    [{ names: { alpha: JSON.parse('{"__proto__": "BTC"}') as unknown } }, 'names.alpha.__proto__', 'upper case'],
    [named('btc'), 'names.alpha.FOO', 'upper case'],
    [named(7), 'names.alpha.FOO', 'comparable'],
    [named({ asset: 'A B' }), 'names.alpha.FOO.asset', 'upper case'],
    [named({ asset: 'BAR', unit: 250 }), 'names.alpha.FOO.unit', '1000'],
    [named({ asset: 'BAR', unit: '1000' }), 'names.alpha.FOO.unit', '1000'],
    [named({ asset: 'BAR', unit: -1000 }), 'names.alpha.FOO.unit', '1000'],
    [named({ asset: 'BAR', factor: 10 }), 'names.alpha.FOO.factor', 'unit'],
    [named({ asset: 'BAR', comparable: false }), 'names.alpha.FOO', 'either'],
    [named({ comparable: 'no' }), 'names.alpha.FOO.comparable', 'false'],
    [named({ asset: 'BAR', why: 7 }), 'names.alpha.FOO.why', 'sentence'],
    [{ contracts: {} }, 'contracts', 'chain'],
    [{ contracts: [7] }, 'contracts[0]', 'chain'],
    [{ contracts: [{ ...contract, chain: 'ethereum' }] }, 'contracts[0].chain', 'number'],
    [{ contracts: [{ ...contract, address: '0x12' }] }, 'contracts[0].address', '40 hex'],
    [{ contracts: [{ ...contract, decimals: 1.5 }] }, 'contracts[0].decimals', 'contract says'],
    [{ contracts: [{ ...contract, asset: '' }] }, 'contracts[0].asset', 'upper case'],
    [{ contracts: [contract, { ...contract, address: address.toLowerCase() }] }, 'contracts[1].address', 'once'],
  ])('%j: %s', (document, field, fix) => {
    const { problems } = readRegistry(document)
    expect(problems).toHaveLength(1)
    expect(problems[0]!.field).toBe(field)
    expect(problems[0]!.fix).toContain(fix)
  })

  test('every problem at once, and what is right is read', () => {
    const { contents, problems } = readRegistry({ names: { alpha: { FOO: 7, BAR: 'BAZ' }, beta: 3 } })
    expect(problems.map(({ field }) => field)).toEqual(['names.alpha.FOO', 'names.beta'])
    expect(contents.names.get('alpha')?.get('BAR')?.asset).toBe('BAZ')
  })
})
