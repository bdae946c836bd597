import type { Row } from './row.ts'

export interface WaterfallStep {
  readonly key: 'best' | 'depth' | 'gross' | 'buyFee' | 'sellFee' | 'fees' | 'fixed' | 'rounding' | 'net'
  readonly bps: number
  /** Totals stand on the axis; the others continue from where the step before ended. */
  readonly total: boolean
}

/** Fixed costs such as gas in bps of what the first leg spends before its fee, as net is counted; none where there are none. */
const fixedSteps = ({ opportunity }: Row): readonly WaterfallStep[] => {
  const { fixedCostQuote, capacitySpentQuote, costQuote } = opportunity
  if (!(fixedCostQuote > 0)) return []
  return [{ key: 'fixed', bps: (-fixedCostQuote / (capacitySpentQuote.at(-1) ?? costQuote)) * 10_000, total: false }]
}

/** Best prices → depth → gross → fees → fixed costs → net, in bps of the buy notional. The parts add up to the net that was sent. */
export const waterfall = (row: Row): readonly WaterfallStep[] => {
  const { opportunity, buy, sell } = row
  const gross: WaterfallStep = { key: 'gross', bps: opportunity.grossBps, total: true }
  const net: WaterfallStep = { key: 'net', bps: opportunity.netBps, total: true }
  const fixed = fixedSteps(row)
  const fixedBps = fixed[0]?.bps ?? 0
  if (buy === undefined || sell === undefined) {
    if (opportunity.legs.length === 0) return [gross, net]
    const fees = -opportunity.legs.reduce((sum, leg) => sum + leg.takerBps, 0)
    const rounding = opportunity.netBps - opportunity.grossBps - fees - fixedBps
    return [
      gross,
      { key: 'fees', bps: fees, total: false },
      ...fixed,
      ...(Math.abs(rounding) >= 0.05 ? [{ key: 'rounding', bps: rounding, total: false } as const] : []),
      net,
    ]
  }
  if (!(buy.notional > 0)) return [gross, net]
  const steps: WaterfallStep[] = []
  const bestBuy = buy.prices[0]
  const bestSell = sell.prices[0]
  if (bestBuy !== undefined && bestSell !== undefined && bestBuy > 0) {
    const best = (bestSell / bestBuy - 1) * 10_000
    steps.push(
      { key: 'best', bps: best, total: true },
      { key: 'depth', bps: opportunity.grossBps - best, total: false },
    )
  }
  const buyFee = (-buy.feeQuote / buy.notional) * 10_000
  const sellFee = (-sell.feeQuote / buy.notional) * 10_000
  steps.push(
    gross,
    { key: 'buyFee', bps: buyFee, total: false },
    { key: 'sellFee', bps: sellFee, total: false },
    ...fixed,
  )
  const rest = opportunity.netBps - (opportunity.grossBps + buyFee + sellFee + fixedBps)
  if (Math.abs(rest) >= 0.05) steps.push({ key: 'rounding', bps: rest, total: false })
  steps.push(net)
  return steps
}
