import { assetOf, type ChainAsset } from '@screener/instrument-identity'
import { Refusal } from '@screener/service-kit'
import { v4Refusal } from '@screener/uniswap-pools'
import { encodeAbiParameters, encodePacked, getContractAddress, isAddress, keccak256, type Hex } from 'viem'
import { v2InitCodeHash, v3InitCodeHash, type Chain } from '../chains.ts'

/** One pool as configured, with what follows from its tokens. Addresses are lower-case hex. */
export interface PoolSpec {
  readonly kind: 'v2' | 'v3' | 'v4'
  /** Symbol of its book: ETH-USDC~v3-500. */
  readonly symbol: string
  readonly base: ChainAsset
  readonly quote: ChainAsset
  readonly baseIsToken0: boolean
  readonly token0: string
  readonly token1: string
  /** In pips; 3000 of a V2 pair. */
  readonly feePips: number
  /** 0 of a V2 pair. */
  readonly tickSpacing: number
  readonly hooks: string
  /** The contract's address, or the PoolId of a V4 pool: the key of its state and of its logs. */
  readonly key: string
}

const zeroAddress = '0x0000000000000000000000000000000000000000'

/** Tick spacing of V3's fee tiers. */
const v3Spacing: ReadonlyMap<number, number> = new Map([
  [100, 1],
  [500, 10],
  [3000, 60],
  [10_000, 200],
])

export const poolFix: string =
  'write pools like v2:0xBASE/0xQUOTE, v3:0xBASE/0xQUOTE:500 or v4:0xBASE/0xQUOTE:500/10, by the addresses of their tokens, ' +
  'separated by commas or lines; what follows a # is a remark'

const hex = (address: string): Hex => address as Hex

const tokenOf = (chain: Chain, text: string, where: string): ChainAsset => {
  if (!isAddress(text)) {
    throw new Refusal(
      `${where}: ${/^0x[\da-f]{40}$/i.test(text) ? 'the check sum of a token address is wrong' : 'a token is not an address'}`,
      /^0x[\da-f]{40}$/i.test(text) ? 'copy the address anew, or write it in lower case' : poolFix,
    )
  }
  const asset = assetOf(chain.chainId, text)
  if (asset === undefined) {
    throw new Refusal(
      `${where}: nobody has said which asset token ${text.toLowerCase()} is on ${chain.name}`,
      'add it to the known contracts of the asset registry, or leave the pool out',
    )
  }
  return asset
}

const numberIn = (text: string | undefined, least: number, most: number, what: string, where: string): number => {
  const value = Number(text)
  if (text === undefined || !/^\d+$/.test(text) || value < least || value > most)
    throw new Refusal(`${where}: ${what} is not a whole number from ${least} to ${most}`, poolFix)
  return value
}

const v2Address = (chain: Chain, token0: string, token1: string): string =>
  getContractAddress({
    opcode: 'CREATE2',
    from: hex(chain.v2Factory),
    salt: keccak256(encodePacked(['address', 'address'], [hex(token0), hex(token1)])),
    bytecodeHash: v2InitCodeHash,
  }).toLowerCase()

const v3Address = (chain: Chain, token0: string, token1: string, feePips: number): string =>
  getContractAddress({
    opcode: 'CREATE2',
    from: hex(chain.v3Factory),
    salt: keccak256(
      encodeAbiParameters(
        [{ type: 'address' }, { type: 'address' }, { type: 'uint24' }],
        [hex(token0), hex(token1), feePips],
      ),
    ),
    bytecodeHash: v3InitCodeHash,
  }).toLowerCase()

const v4PoolId = (token0: string, token1: string, feePips: number, tickSpacing: number, hooks: string): string =>
  keccak256(
    encodeAbiParameters(
      [{ type: 'address' }, { type: 'address' }, { type: 'uint24' }, { type: 'int24' }, { type: 'address' }],
      [hex(token0), hex(token1), feePips, tickSpacing, hex(hooks)],
    ),
  )

/** Reads one pool. Throws Refusal that names the item. */
const readPool = (chain: Chain, text: string, index: number): PoolSpec => {
  const where = `pool ${index + 1}`
  const [kind, pair, terms, hooksText, ...rest] = text.split(':')
  const [baseText, quoteText, ...more] = (pair ?? '').split('/')
  if ((kind !== 'v2' && kind !== 'v3' && kind !== 'v4') || quoteText === undefined || more.length + rest.length > 0)
    throw new Refusal(`${where}: is not a pool`, poolFix)
  if ((kind === 'v2' && terms !== undefined) || (kind !== 'v4' && hooksText !== undefined))
    throw new Refusal(`${where}: says more than a ${kind} pool has`, poolFix)
  const base = tokenOf(chain, baseText ?? '', where)
  const quote = tokenOf(chain, quoteText, where)
  if (base.address === quote.address) throw new Refusal(`${where}: both tokens are the same`, poolFix)
  const baseIsToken0 = BigInt(base.address) < BigInt(quote.address)
  const token0 = baseIsToken0 ? base.address : quote.address
  const token1 = baseIsToken0 ? quote.address : base.address
  if (kind !== 'v4' && token0 === zeroAddress)
    throw new Refusal(`${where}: only v4 pools hold the chain's own coin`, 'write the wrapped coin, or v4')
  const shared = { kind, base, quote, baseIsToken0, token0, token1 } as const
  const pairName = `${base.asset}-${quote.asset}`
  if (kind === 'v2') {
    const own = { symbol: `${pairName}~v2`, feePips: 3000, tickSpacing: 0, hooks: zeroAddress }
    return { ...shared, ...own, key: v2Address(chain, token0, token1) }
  }
  const [feeText, spacingText, ...others] = (terms ?? '').split('/')
  if (others.length > 0) throw new Refusal(`${where}: is not a pool`, poolFix)
  // 0x800000 stands for a fee that a hook decides; the pool is refused with that reason, not with one of form.
  const feePips = numberIn(feeText, 0, 0x800000, 'the fee (in pips, 500 is 0.05 %)', where)
  const usual = v3Spacing.get(feePips)
  const tickSpacing =
    spacingText === undefined && usual !== undefined
      ? usual
      : numberIn(spacingText, 1, 32_767, 'the tick spacing, which only usual fees imply,', where)
  const symbol = `${pairName}~${kind}-${feePips}${tickSpacing === usual ? '' : `-${tickSpacing}`}`
  if (kind === 'v3') {
    const key = v3Address(chain, token0, token1, feePips)
    return { ...shared, symbol, feePips, tickSpacing, hooks: zeroAddress, key }
  }
  const hooks = (hooksText ?? zeroAddress).toLowerCase()
  if (!isAddress(hooks)) throw new Refusal(`${where}: the hooks are not an address`, poolFix)
  const reason = v4Refusal({ keyFee: feePips, hooks })
  if (reason !== undefined) throw new Refusal(`${where}: cannot be priced, as ${reason}`, 'leave the pool out')
  const suffix = hooks === zeroAddress ? '' : `-h${hooks.slice(2, 8)}`
  const key = v4PoolId(token0, token1, feePips, tickSpacing, hooks)
  return { ...shared, symbol: `${symbol}${suffix}`, feePips, tickSpacing, hooks, key }
}

/** Reads a list of pools, as text or as a list of texts. Throws Refusal that names the pool and the fix. */
export const readPools = (chain: Chain, raw: unknown): readonly PoolSpec[] => {
  const items: readonly unknown[] = Array.isArray(raw)
    ? raw
    : typeof raw === 'string'
      ? raw.replaceAll(/#.*$/gm, '').split(/[\n,]/)
      : []
  const texts = items
    .map(item => (typeof item === 'string' ? item.replace(/#.*$/, '').trim() : '?'))
    .filter(text => text !== '')
  if (texts.length === 0) throw new Refusal('names no pool', poolFix)
  const pools = texts.map((text, index) => readPool(chain, text, index))
  const twice = pools.findIndex((pool, index) => pools.findIndex(({ symbol }) => symbol === pool.symbol) !== index)
  if (twice >= 0)
    throw new Refusal(`pool ${twice + 1}: ${pools[twice]?.symbol ?? ''} is there twice`, 'name each pool once')
  return pools
}
