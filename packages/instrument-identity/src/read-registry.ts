import { everyVenue, type NameRule, type RegistryContents } from './asset-registry.ts'
import type { ChainAsset } from './chain-assets.ts'

/** What is wrong in a registry document, where, and how to put it right. */
export interface RegistryProblem {
  /** Path into the document, such as `names.alpha.1000SHIB.unit`. */
  readonly field: string
  readonly problem: string
  readonly fix: string
}

export interface RegistryReading {
  /** What could be read; complete when there are no problems. */
  readonly contents: RegistryContents
  readonly problems: readonly RegistryProblem[]
}

type Fields = Readonly<Record<string, unknown>>

const namePattern = /^[^\s,=:{}/@~-]{1,32}$/u
const venuePattern = /^[a-z][a-z0-9-]{0,31}$/
const addressPattern = /^0x[0-9a-fA-F]{40}$/

const isFields = (raw: unknown): raw is Fields => typeof raw === 'object' && raw !== null && !Array.isArray(raw)

const isAssetName = (text: string): boolean => namePattern.test(text) && text === text.toUpperCase()

const isPowerOfTen = (raw: number): boolean =>
  raw >= 1e-12 && raw <= 1e12 && raw === Number(`1e${Math.round(Math.log10(raw))}`)

const nameFix = 'write a ticker in upper case such as SHIB'

/** Reads `{ "names": { "<venue or *>": { "<name>": "<asset>" or { "asset", "unit", "comparable", "why" } } }, "contracts": [ … ] }`. Never throws. */
export const readRegistry = (document: unknown): RegistryReading => {
  const problems: RegistryProblem[] = []
  const names = new Map<string, Map<string, NameRule>>()
  const contracts: ChainAsset[] = []

  const refuse = (field: string, problem: string, fix: string): void => {
    problems.push({ field, problem, fix })
  }

  const refuseOthers = (field: string, fields: Fields, known: readonly string[]): void => {
    for (const key of Object.keys(fields)) {
      if (known.includes(key)) continue
      refuse(field === '' ? key : `${field}.${key}`, 'is not a field of the registry', `use ${known.join(', ')}`)
    }
  }

  const readAsset = (field: string, raw: unknown): string | undefined => {
    if (typeof raw === 'string' && isAssetName(raw)) return raw
    refuse(field, 'is not the name of an asset', nameFix)
    return undefined
  }

  const readUnit = (field: string, raw: unknown): number | undefined => {
    if (raw === undefined) return 1
    if (typeof raw === 'number' && isPowerOfTen(raw)) return raw
    refuse(field, 'is not a power of ten', 'write how many of the asset one unit is, such as 1000')
    return undefined
  }

  const readRule = (field: string, name: string, raw: unknown): NameRule | undefined => {
    if (typeof raw === 'string') {
      const asset = readAsset(field, raw)
      return asset === undefined ? undefined : { asset, unit: 1, comparable: true }
    }
    if (!isFields(raw)) {
      const fix = 'write "BTC", {"asset": "SHIB", "unit": 1000} or {"comparable": false}'
      refuse(field, 'is neither an asset nor an object', fix)
      return undefined
    }
    refuseOthers(field, raw, ['asset', 'unit', 'comparable', 'why'])
    if (raw['why'] !== undefined && typeof raw['why'] !== 'string') {
      refuse(`${field}.why`, 'is no text', 'write a sentence for whoever reads the file next')
    }
    if (raw['comparable'] === false) {
      if (raw['asset'] === undefined && raw['unit'] === undefined) return { asset: name, unit: 1, comparable: false }
      const problem = 'says what it is, and that it is comparable with nothing'
      refuse(field, problem, 'keep either asset and unit, or comparable')
      return undefined
    }
    if (raw['comparable'] !== undefined && raw['comparable'] !== true) {
      refuse(`${field}.comparable`, 'is neither true nor false', 'write false, or leave it out')
    }
    const asset = raw['asset'] === undefined ? name : readAsset(`${field}.asset`, raw['asset'])
    const unit = readUnit(`${field}.unit`, raw['unit'])
    return asset === undefined || unit === undefined ? undefined : { asset, unit, comparable: true }
  }

  const readVenue = (venue: string, raw: unknown): void => {
    const field = `names.${venue}`
    if (venue !== everyVenue && !venuePattern.test(venue)) {
      refuse(field, 'is not the id of a venue', `write an id as in VENUES, or ${everyVenue} for all`)
      return
    }
    if (!isFields(raw)) {
      refuse(field, 'is not an object', 'write {"<name at the venue>": "<asset>"}')
      return
    }
    const rules = new Map<string, NameRule>()
    for (const [name, value] of Object.entries(raw)) {
      if (!isAssetName(name)) {
        refuse(`${field}.${name}`, 'is not a name that a venue gives an asset here', nameFix)
        continue
      }
      const rule = readRule(`${field}.${name}`, name, value)
      if (rule !== undefined) rules.set(name, rule)
    }
    names.set(venue, rules)
  }

  const readContract = (field: string, raw: unknown): void => {
    if (!isFields(raw)) {
      refuse(field, 'is not an object', 'write {"chain": 1, "address": "0x…", "asset": "…", "decimals": 18}')
      return
    }
    refuseOthers(field, raw, ['chain', 'address', 'asset', 'decimals', 'why'])
    const { chain, address, decimals } = raw
    const hasChain = Number.isSafeInteger(chain) && (chain as number) > 0
    if (!hasChain) refuse(`${field}.chain`, 'is not the id of a chain', 'write its number, such as 1 for Ethereum')
    const hasAddress = typeof address === 'string' && addressPattern.test(address)
    if (!hasAddress) refuse(`${field}.address`, 'is not an address', 'write 0x and 40 hex digits')
    const hasDecimals = Number.isInteger(decimals) && (decimals as number) >= 0 && (decimals as number) <= 36
    if (!hasDecimals)
      refuse(`${field}.decimals`, 'is not a number of decimals', 'write what the contract says, such as 18')
    const asset = readAsset(`${field}.asset`, raw['asset'])
    if (!hasChain || !hasAddress || !hasDecimals || asset === undefined) return
    const contract = { chainId: chain as number, address: address.toLowerCase(), asset, decimals: decimals as number }
    if (contracts.some(one => one.chainId === contract.chainId && one.address === contract.address)) {
      refuse(`${field}.address`, 'is there twice', 'name each contract once')
    }
    contracts.push(contract)
  }

  const readDocument = (raw: unknown): void => {
    if (!isFields(raw)) {
      refuse('the document', 'is not an object', 'write {"names": {}, "contracts": []}')
      return
    }
    refuseOthers('', raw, ['names', 'contracts', 'why'])
    const { names: venues = {}, contracts: list = [] } = raw
    if (isFields(venues)) for (const [venue, value] of Object.entries(venues)) readVenue(venue, value)
    else refuse('names', 'is not an object', 'write {"<venue or *>": {"<name>": "<asset>"}}')
    if (Array.isArray(list)) list.forEach((value, index) => readContract(`contracts[${index}]`, value))
    else refuse('contracts', 'is not a list', 'write [{"chain": 1, "address": "0x…", "asset": "…", "decimals": 18}]')
  }

  readDocument(document)
  return { contents: { names, contracts }, problems }
}
