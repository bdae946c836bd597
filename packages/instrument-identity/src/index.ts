export {
  createAssetRegistry,
  plainRegistry,
  type AssetRegistry,
  type BookIdentity,
  type NamedAsset,
  type RegistryContents,
} from './asset-registry.ts'
export { assetOf, type ChainAsset } from './chain-assets.ts'
export {
  createPriceEvidence,
  type EvidenceOptions,
  type PriceEvidence,
  type Quarantine,
  type QuarantineChange,
  type SeenBook,
} from './price-evidence.ts'
export { readRegistry, type RegistryProblem, type RegistryReading } from './read-registry.ts'
export { createVenueClocks, type ClockOptions, type Lag, type LagChange, type VenueClocks } from './venue-clocks.ts'
