/** Decimal text of `units` × 10^-decimals, with exactly `decimals` digits after the point. */
export const fixedDecimals = (units: number, decimals: number): string => {
  if (decimals === 0) return String(units)
  const digits = String(units).padStart(decimals + 1, '0')
  return `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`
}

const zeros = ['', '0', '00', '000', '0000', '00000', '000000', '0000000', '00000000']

/** Always eight digits after the point. */
export const eightDecimals = (units: number, decimals: number): string =>
  decimals === 0 ? `${String(units)}.00000000` : fixedDecimals(units, decimals) + (zeros[8 - decimals] ?? '')

/** No zeros at the end, no point at the end. */
export const trimmedDecimals = (units: number, decimals: number): string => {
  let left = units
  let digits = decimals
  while (digits > 0 && left % 10 === 0) {
    left /= 10
    digits--
  }
  return fixedDecimals(left, digits)
}

/** "0.001" for 3; "1" for 0. */
export const stepText = (decimals: number): string => fixedDecimals(1, decimals)
