/**
 * The power of ten nearest to the ratio of two prices, where it explains the ratio as well as the limit asks: 1000 for one
 * that is 1,003 times the other. Undefined: a factor between units does not explain it.
 */
export const suggestedUnit = (ratio: number, limitBps: number): number | undefined => {
  const power = Math.round(Math.log10(ratio))
  const unit = Number(`1e${power}`)
  if (power === 0 || !(unit > 0 && unit < Infinity)) return undefined
  return Math.max(ratio / unit, unit / ratio) <= 1 + limitBps / 10_000 ? unit : undefined
}
