import type { TransferCosts } from './fixed-costs.ts'
import type { GateLimits } from './gates.ts'
import type { RouteLimits } from './route-table.ts'
import { mostLegs } from './top-rates.ts'
import type { TradeFee } from './trade-fee.ts'

export interface EngineOptions extends GateLimits {
  /** What taking from a book costs, asked when the book first comes; undefined: it is not evaluated. */
  readonly feeOf: (venue: string, symbol: string) => TradeFee | undefined
  /** Least net basis points of what the first leg spends before its fee, at the size of greatest profit. 0 or more. */
  readonly minNetBps: number
  /** Least time between two updates of one episode. */
  readonly minUpdateIntervalMs: number
  /** Most legs of a route, 2 to 4; 3 when left out. */
  readonly maxLegs?: number
  /** A cycle across venues, or of four legs, may touch one asset that is not among these; any when left out. */
  readonly hubs?: readonly string[]
  /** Most routes of other kinds than two-leg; 100,000 when left out. What is beyond is not made, and counted. */
  readonly maxRoutes?: number
  /** A route that nets more than this many basis points is refused as incredible; none is when left out. */
  readonly maxCredibleNetBps?: number
  /** A route opens, and better figures are told, when they have stood without a break for this long; at once when left out. */
  readonly minLifeMs?: number
  /** A leg between two dollars that trades further from par than this marks its route; 50 when left out. */
  readonly depegBps?: number
  /** What leaving a venue with an asset costs, in that asset, by venue and asset; nothing where left out. */
  readonly transferCosts?: TransferCosts
}

const defaultMaxRoutes = 100_000

export const limitsOf = ({ minNetBps, maxLegs, hubs, maxRoutes, transferCosts }: EngineOptions): RouteLimits => ({
  minNetBps,
  maxLegs: maxLegs ?? 3,
  hubs: hubs === undefined ? undefined : new Set(hubs),
  maxRoutes: maxRoutes ?? defaultMaxRoutes,
  transferCosts: transferCosts ?? {},
})

/** Throws RangeError on a limit or cost that is out of range. */
export const checkOptions = (options: EngineOptions): void => {
  const { minNetBps, maxLegAgeMs, maxSkewMs, minUpdateIntervalMs, maxRoutes = 0, minLifeMs = 0, depegBps = 0 } = options
  const named = { minNetBps, maxLegAgeMs, maxSkewMs, minUpdateIntervalMs, maxRoutes, minLifeMs, depegBps }
  for (const [venue, costs] of Object.entries(options.transferCosts ?? {})) {
    for (const [asset, cost] of Object.entries(costs))
      Object.assign(named, { [`transferCosts of ${venue} ${asset}`]: cost })
  }
  for (const [name, value] of Object.entries(named)) {
    if (!(value >= 0 && value < Infinity)) throw new RangeError(`${name} is ${value}; it must be a number of 0 or more`)
  }
  const { maxLegs = 2, maxCredibleNetBps = Infinity } = options
  if (!Number.isInteger(maxLegs) || maxLegs < 2 || maxLegs > mostLegs) {
    throw new RangeError(`maxLegs is ${maxLegs}; it must be 2, 3 or ${mostLegs}`)
  }
  if (!(maxCredibleNetBps > minNetBps)) {
    throw new RangeError(`maxCredibleNetBps is ${maxCredibleNetBps}; it must be more than minNetBps, ${minNetBps}`)
  }
}
