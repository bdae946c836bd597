import { assetOf, type ChainAsset } from './chain-assets.ts'

/** What a venue means by a name. */
export interface NamedAsset {
  readonly asset: string
  /** How many units of the asset one of what the venue trades is: 1000 for 1000SHIB. A power of ten. */
  readonly unit: number
}

/** What a book trades. Books are comparable when their `base` and their `quote` are equal. */
export interface BookIdentity {
  readonly base: string
  readonly quote: string
  /** Units of `base` in one of the book's own: prices are divided by it, quantities multiplied. */
  readonly unitFactor: number
}

/** Knows what the names of venues mean. Equal documents make equal registries. */
export interface AssetRegistry {
  identify(venue: string, base: string, quote: string): BookIdentity
  named(venue: string, name: string): NamedAsset
  /** The asset of a contract: the registry's own first, then what is known; undefined: nobody has said. */
  assetOf(chainId: number, address: string): ChainAsset | undefined
  /** Contracts the registry adds. */
  readonly contracts: readonly ChainAsset[]
}

/** `comparable` false: the venue's coin of this name is not comparable with any other venue's. */
export interface NameRule {
  readonly asset: string
  readonly unit: number
  readonly comparable: boolean
}

export interface RegistryContents {
  /** By venue, then by the venue's name; venue `*` holds for all that do not say otherwise. */
  readonly names: ReadonlyMap<string, ReadonlyMap<string, NameRule>>
  readonly contracts: readonly ChainAsset[]
}

export const everyVenue = '*'

/** A name means the asset of the same name unless the contents say otherwise. */
export const createAssetRegistry = (contents: RegistryContents): AssetRegistry => {
  const ofAll = contents.names.get(everyVenue)

  const named = (venue: string, name: string): NamedAsset => {
    const rule = contents.names.get(venue)?.get(name) ?? ofAll?.get(name)
    if (rule === undefined) return { asset: name, unit: 1 }
    // Lower-case letters and @ are in no name of a venue, so this asset is only ever its own.
    return rule.comparable ? { asset: rule.asset, unit: rule.unit } : { asset: `${name}@${venue}`, unit: 1 }
  }

  /** An amount of a quote asset cannot be scaled away with the base: in other units it is another money. */
  const quoteOf = ({ asset, unit }: NamedAsset): string => (unit === 1 ? asset : `${unit}x${asset}`)

  return {
    named,
    identify: (venue, base, quote) => {
      const { asset, unit } = named(venue, base)
      return { base: asset, quote: quoteOf(named(venue, quote)), unitFactor: unit }
    },
    assetOf: (chainId, address) => assetOf(chainId, address, contents.contracts),
    contracts: contents.contracts,
  }
}

/** Every name means itself. */
export const plainRegistry: AssetRegistry = createAssetRegistry({ names: new Map(), contracts: [] })
