import { maxTick, minTick } from './tick-math.ts'

// Where liquidity begins and ends. A table is immutable; a change makes a new one. It knows the liquidity between any two
// neighbouring ticks, so whether a pool's own liquidity agrees with its ticks is one look-up.

/** One initialised tick as the contracts hold it. */
export interface InitialisedTick {
  readonly tick: number
  /** Added to the liquidity when the price rises through the tick; may be negative. */
  readonly liquidityNet: bigint
  /** Of all positions that begin or end here; 0 would mean: not initialised. */
  readonly liquidityGross: bigint
}

/** The ticks that were loaded, both ends included. Nothing is known of ticks outside. */
export interface TickWindow {
  readonly fromTick: number
  readonly toTick: number
}

export const wholeWindow: TickWindow = { fromTick: minTick, toTick: maxTick }

export interface TickTable {
  readonly window: TickWindow
  /** Initialised ticks inside the window, ascending. */
  readonly ticks: Int32Array
  readonly nets: readonly bigint[]
  readonly grosses: readonly bigint[]
  /** In range just below the window: 0 when the window is whole. */
  readonly liquidityBelow: bigint
  /** `liquidities[i]` is in range from `ticks[i]` up to the next tick. */
  readonly liquidities: readonly bigint[]
}

/** Index of the last tick of the table that is ≤ `tick`; −1 when there is none. */
export const indexAtOrBelow = (ticks: ArrayLike<number>, tick: number): number => {
  let low = 0
  let high = ticks.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((ticks[middle] ?? 0) <= tick) low = middle + 1
    else high = middle
  }
  return low - 1
}

/** What the ticks say is in range at a tick of the window. */
export const liquidityAt = (table: TickTable, tick: number): bigint => {
  const index = indexAtOrBelow(table.ticks, tick)
  return index < 0 ? table.liquidityBelow : (table.liquidities[index] ?? 0n)
}

const isWhole = (window: TickWindow): boolean => window.fromTick <= minTick && window.toTick >= maxTick

/** With the running sums; a string says what no contract could hold. */
const tableOf = (
  window: TickWindow,
  ticks: Int32Array,
  nets: readonly bigint[],
  grosses: readonly bigint[],
  liquidityBelow: bigint,
): TickTable | string => {
  const liquidities: bigint[] = new Array<bigint>(nets.length)
  let liquidity = liquidityBelow
  if (liquidity < 0n) return `liquidity below the loaded ticks is ${liquidity}`
  for (const [index, net] of nets.entries()) {
    liquidity += net
    if (liquidity < 0n) return `liquidity above tick ${ticks[index] ?? 0} is ${liquidity}`
    liquidities[index] = liquidity
  }
  if (isWhole(window)) {
    if (liquidityBelow !== 0n) return `liquidity below all ticks is ${liquidityBelow}, not 0`
    if (liquidity !== 0n) return `liquidityNet of all ticks adds up to ${liquidity}, not 0`
  }
  return { window, ticks, nets, grosses, liquidityBelow, liquidities }
}

/**
 * The table of a loaded pool. What is in range below the window follows from `liquidity`, in range at `tick`.
 * A string says why the ticks cannot be a pool's.
 */
export const tickTable = (
  loaded: readonly InitialisedTick[],
  window: TickWindow,
  tick: number,
  liquidity: bigint,
): TickTable | string => {
  const sorted = [...loaded].sort((a, b) => a.tick - b.tick)
  let liquidityBelow = liquidity
  for (const [index, { tick: at, liquidityNet, liquidityGross }] of sorted.entries()) {
    if (!(at >= window.fromTick && at <= window.toTick)) return `tick ${at} is outside the loaded window`
    if (at === sorted[index - 1]?.tick) return `tick ${at} was loaded twice`
    const magnitude = liquidityNet < 0n ? -liquidityNet : liquidityNet
    if (liquidityGross <= 0n || magnitude > liquidityGross)
      return `tick ${at} has net ${liquidityNet} of gross ${liquidityGross}`
    if (at <= tick) liquidityBelow -= liquidityNet
  }
  return tableOf(
    window,
    Int32Array.from(sorted, each => each.tick),
    sorted.map(each => each.liquidityNet),
    sorted.map(each => each.liquidityGross),
    liquidityBelow,
  )
}

/** A position of `delta` from one tick to another; a string says why it cannot be. */
export const withPosition = (table: TickTable, lower: number, upper: number, delta: bigint): TickTable | string => {
  if (!(lower < upper && lower >= minTick && upper <= maxTick)) return `a position from tick ${lower} to ${upper}`
  const { window } = table
  const ticks = [...table.ticks]
  const nets = [...table.nets]
  const grosses = [...table.grosses]
  const change = (tick: number, net: bigint): string | undefined => {
    if (tick < window.fromTick || tick > window.toTick) return undefined
    const below = indexAtOrBelow(ticks, tick)
    if (ticks[below] !== tick) {
      if (delta < 0n) return `a burn at tick ${tick}, which is not initialised`
      ticks.splice(below + 1, 0, tick)
      nets.splice(below + 1, 0, net)
      grosses.splice(below + 1, 0, delta)
      return undefined
    }
    const gross = (grosses[below] ?? 0n) + delta
    if (gross < 0n) return `tick ${tick} would have gross liquidity ${gross}`
    if (gross === 0n) {
      if ((nets[below] ?? 0n) + net !== 0n) return `tick ${tick} would be cleared with net ${(nets[below] ?? 0n) + net}`
      ticks.splice(below, 1)
      nets.splice(below, 1)
      grosses.splice(below, 1)
      return undefined
    }
    grosses[below] = gross
    nets[below] = (nets[below] ?? 0n) + net
    return undefined
  }
  const wrong = change(lower, delta) ?? change(upper, -delta)
  if (wrong !== undefined) return wrong
  const isBelow = lower < window.fromTick && upper >= window.fromTick
  return tableOf(
    window,
    Int32Array.from(ticks),
    nets,
    grosses,
    isBelow ? table.liquidityBelow + delta : table.liquidityBelow,
  )
}
