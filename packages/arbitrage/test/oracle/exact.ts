// Exact arithmetic on decimal texts. Prices and quantities are counts of 10^-8, fees counts of 10^-6, so that an amount
// (price × quantity × fee factor) is a count of 10^-22; nothing is ever divided but to round down to a step.

const decimals = 8
export const feeUnit = 1_000_000n
/** Units of an amount in one unit of a price or quantity. */
export const amountPerUnit: bigint = 10n ** 14n

/** Counts of 10^-8. */
export const units = (text: string): bigint => {
  const match = /^(\d+)(?:\.(\d{1,8}))?$/.exec(text)
  if (match === null) throw new Error(`${text} is no plain decimal`)
  return BigInt(`${match[1] ?? ''}${(match[2] ?? '').padEnd(decimals, '0')}`)
}

/** Counts of 10^-6 for basis points: 7.5 is 750. */
export const feeUnits = (bps: string): bigint => units(bps) / 10n ** 6n

/** The double nearest to an amount. */
export const amountToNumber = (amount: bigint): number => {
  const whole = amount / 10n ** 22n
  return Number(whole) + Number(amount - whole * 10n ** 22n) / 1e22
}
