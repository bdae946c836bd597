/** Of a block's header. Quantities of gas, and wei per gas. */
export interface FeeHeader {
  readonly baseFeePerGas: bigint
  readonly gasUsed: bigint
  readonly gasLimit: bigint
  /** OP-stack chains keep here what else fills a block. */
  readonly blobGasUsed?: bigint
}

/** How a chain sets the base fee of the next block. */
export interface BaseFeeRule {
  /** The target is the gas limit divided by this. */
  readonly elasticity: bigint
  /** The fee moves by at most 1/denominator in a block that is empty or twice the target. */
  readonly denominator: bigint
  /** Wei per gas. */
  readonly minimum: bigint
  /** `blobGasUsed` fills a block as gas does (OP stack since Jovian: the footprint of its data). */
  readonly countsBlobGas: boolean
}

/** EIP-1559. */
export const ethereumBaseFee: BaseFeeRule = { elasticity: 2n, denominator: 8n, minimum: 0n, countsBlobGas: false }

/**
 * The rule of an OP-stack chain such as Base, as each of its headers carries it in `extraData` (Holocene: version 0,
 * denominator and elasticity as uint32; Jovian: version 1 and the minimum as uint64). undefined: neither. Base's own:
 * denominator 125 since 2026-02-04, minimum 2,000,000 wei.
 */
export const baseFeeRuleOf = (extraData: string): BaseFeeRule | undefined => {
  const hex = /^0x(00[0-9a-f]{16}|01[0-9a-f]{32})$/i.exec(extraData)?.[1]
  if (hex === undefined) return undefined
  const denominator = BigInt(`0x${hex.slice(2, 10)}`)
  const elasticity = BigInt(`0x${hex.slice(10, 18)}`)
  if (denominator === 0n || elasticity === 0n) return undefined
  const isJovian = hex.length > 18
  return { denominator, elasticity, minimum: isJovian ? BigInt(`0x${hex.slice(18)}`) : 0n, countsBlobGas: isJovian }
}

/**
 * Base fee of the block after this one, in wei per gas, by the integers of EIP-1559. Known from the header alone.
 * Arbitrum does not follow it: take the fee it shows, and a margin.
 */
export const nextBaseFee = (parent: FeeHeader, rule: BaseFeeRule = ethereumBaseFee): bigint => {
  const { baseFeePerGas, gasLimit, gasUsed, blobGasUsed = 0n } = parent
  const used = rule.countsBlobGas && blobGasUsed > gasUsed ? blobGasUsed : gasUsed
  const target = gasLimit / rule.elasticity
  if (target === 0n || used === target) return atLeast(baseFeePerGas, rule.minimum)
  if (used > target) {
    const rise = (baseFeePerGas * (used - target)) / target / rule.denominator
    return atLeast(baseFeePerGas + (rise > 1n ? rise : 1n), rule.minimum)
  }
  return atLeast(baseFeePerGas - (baseFeePerGas * (target - used)) / target / rule.denominator, rule.minimum)
}

const atLeast = (value: bigint, minimum: bigint): bigint => (value > minimum ? value : minimum)

/** What one transaction costs, in wei. `dataFeeWei`: what a rollup charges for its data on L1, as observed or configured; 0 elsewhere. */
export const gasCostWei = (cost: {
  readonly units: number
  readonly baseFee: bigint
  readonly priorityFee: bigint
  readonly dataFeeWei?: bigint
}): bigint => BigInt(Math.ceil(cost.units)) * (cost.baseFee + cost.priorityFee) + (cost.dataFeeWei ?? 0n)
