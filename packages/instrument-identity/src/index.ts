export { assetOf, type ChainAsset } from './chain-assets.ts'
