/**
 * Base fee of the block after this one, wei per gas (EIP-1559, Ethereum's numbers: the target is half the limit, the
 * step at most an eighth).
 */
export const nextBaseFee = (baseFee: bigint, gasUsed: bigint, gasLimit: bigint): bigint => {
  const target = gasLimit / 2n
  if (gasUsed === target) return baseFee
  if (gasUsed < target) return baseFee - (baseFee * (target - gasUsed)) / target / 8n
  const step = (baseFee * (gasUsed - target)) / target / 8n
  return baseFee + (step > 1n ? step : 1n)
}

/** Gas that a block should use so that the next base fee comes as close to the wanted one as one step can. */
export const gasForBaseFee = (baseFee: bigint, wanted: bigint, gasLimit: bigint): bigint => {
  const target = gasLimit / 2n
  const used = target + (target * 8n * (wanted - baseFee)) / (baseFee > 0n ? baseFee : 1n)
  return used < 0n ? 0n : used > gasLimit ? gasLimit : used
}
