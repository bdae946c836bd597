// How a quantity is taken from levels, and which quantities an order can have. The arithmetic of docs/receipts.md, step by step.

export interface Levels {
  /** Best first. */
  readonly prices: readonly number[]
  readonly available: readonly number[]
}

export interface Taken {
  readonly quantities: readonly number[]
  readonly notional: number
  /** What the levels did not give. */
  readonly missing: number
}

/** Two sums of doubles closer than this part are the same. */
export const tolerance = 1e-12

/** Takes the quantity level by level; a level that gives what is still wanted but for a crumb is the last one. */
export const take = ({ prices, available }: Levels, quantity: number): Taken => {
  const crumb = quantity * tolerance
  const quantities: number[] = []
  let missing = quantity
  let notional = 0
  for (const [index, offered] of available.entries()) {
    if (missing <= crumb) break
    const taken = offered <= missing + crumb ? offered : missing
    quantities.push(taken)
    notional += (prices[index] ?? NaN) * taken
    missing -= taken
  }
  return { quantities, notional, missing }
}

/** The least quantity whose notional is the amount; undefined when the levels do not bring it. */
export const quantityBringing = ({ prices, available }: Levels, amount: number): number | undefined => {
  let quantity = 0
  let missing = amount
  for (const [index, offered] of available.entries()) {
    const price = prices[index] ?? NaN
    if (offered * price >= missing) return quantity + missing / price
    quantity += offered
    missing -= offered * price
  }
  return missing <= amount * tolerance ? quantity : undefined
}

const isWhole = (value: number): boolean => Math.abs(value - Math.round(value)) <= 1e-9 * Math.max(1, value)

/** The least multiple of the coarser step, up to 1000 of them, that is one of the finer step too; else the coarser step. */
export const jointStep = (a: number, b: number): number => {
  const [coarse, fine] = a > b ? [a, b] : [b, a]
  if (!(fine > 0)) return coarse
  for (let times = 1; times <= 1000; times += 1) if (isWhole((coarse * times) / fine)) return coarse * times
  return coarse
}

/** Whether a venue with this step takes the quantity; 0: it takes any. */
export const isWholeSteps = (step: number, quantity: number): boolean => {
  const steps = quantity / step
  return !(step > 0) || Math.abs(steps - Math.round(steps)) <= 1e-9 + steps * 1e-14
}

/** The double of a whole number of steps: divided where one unit is a whole number of them, else multiplied. */
export const wholeSteps = (step: number, quantity: number): number => {
  const steps = Math.round(quantity / step)
  const perUnit = 1 / step
  return perUnit >= 1 && isWhole(perUnit) ? steps / Math.round(perUnit) : steps * step
}
