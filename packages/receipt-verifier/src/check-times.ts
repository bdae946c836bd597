import type { Opportunity } from '@screener/contracts'
import type { Findings } from './findings.ts'
import type { ServedReceipt } from './shape.ts'

const survivalMs = [10, 25, 50, 100, 250, 500, 1000]
/** The epoch's µs of the year 2020: an earlier stamp is none. */
const earliestUs = Date.UTC(2020) * 1000
/** How far the clocks of two machines may be apart and the stamps still be believed. */
const clocksApartUs = 60_000_000

const checkStamps = ({ opportunity, receipt }: ServedReceipt, findings: Findings): void => {
  const { legs, updatedAtUs } = opportunity
  findings.hold('opportunity.updatedAtUs', updatedAtUs >= earliestUs, 'is no time')
  const stamped = [
    ...legs.map((leg, index) => ({ ...leg, field: `opportunity.legs[${index}]` })),
    ...receipt.rates.map((rate, index) => ({ ...rate, field: `receipt.rates[${index}]` })),
  ]
  for (const { field, receivedTimeUs, proofTimeUs } of stamped) {
    findings.hold(`${field}.receivedTimeUs`, receivedTimeUs >= earliestUs, 'is no time')
    findings.hold(`${field}.proofTimeUs`, proofTimeUs >= receivedTimeUs, 'is before the frame was read')
    findings.hold(`${field}.proofTimeUs`, proofTimeUs <= updatedAtUs + clocksApartUs, 'is of the future')
  }
  for (const [index, { syncedTimeUs, receivedTimeUs, exchangeTimeMs }] of legs.entries()) {
    const field = `opportunity.legs[${index}]`
    findings.hold(
      `${field}.syncedTimeUs`,
      syncedTimeUs >= receivedTimeUs - clocksApartUs,
      'is before the frame was read',
    )
    findings.hold(`${field}.syncedTimeUs`, syncedTimeUs <= updatedAtUs + clocksApartUs, 'is of the future')
    findings.hold(
      `${field}.exchangeTimeMs`,
      exchangeTimeMs === 0 ||
        (exchangeTimeMs * 1000 >= earliestUs && exchangeTimeMs * 1000 <= updatedAtUs + clocksApartUs),
      'is no time of the past',
    )
  }
}

const checkAges = ({ legs, updatedAtUs, ageMs, skewMs }: Opportunity, findings: Findings): void => {
  const oldestProofUs = Math.min(...legs.map(({ proofTimeUs }) => proofTimeUs))
  const newestFrameUs = Math.max(...legs.map(({ receivedTimeUs }) => receivedTimeUs))
  findings.same('opportunity.ageMs', ageMs, Math.round(Math.max(0, updatedAtUs - oldestProofUs) / 1000))
  findings.same('opportunity.skewMs', skewMs, Math.round(Math.max(0, newestFrameUs - oldestProofUs) / 1000))
}

/** What is told of the episode so far; its past values are not in the receipt, only what they cannot have been. */
const checkEpisode = (told: Opportunity, findings: Findings): void => {
  const { openedAtMs, updatedAtUs, lifetimeUs, netBps, profitQuote, peakNetBps, peakProfitQuote } = told
  const openedUs = updatedAtUs - lifetimeUs
  const apartMs = openedAtMs - Math.floor(openedUs / 1000)
  findings.hold('opportunity.openedAtMs', apartMs >= 0 && apartMs <= 1000, 'does not go with the lifetime')
  findings.hold('opportunity.peakNetBps', peakNetBps >= netBps, 'is below the present value')
  findings.hold('opportunity.peakProfitQuote', peakProfitQuote >= profitQuote, 'is below the present value')
  const isWithinPeak = told.timeWeightedNetBps <= peakNetBps + 1e-9 * Math.abs(peakNetBps)
  findings.hold('opportunity.timeWeightedNetBps', isWithinPeak, 'is above the peak')
  if (lifetimeUs === 0) findings.same('opportunity.timeWeightedNetBps', told.timeWeightedNetBps, netBps)
  for (const [index, mark] of told.survival.entries()) {
    const field = `opportunity.survival[${index}]`
    findings.same(`${field}.afterMs`, mark.afterMs, survivalMs[index])
    const wasPriced = mark.pricedAfterMs >= mark.afterMs && mark.pricedAfterMs * 1000 <= lifetimeUs + 1
    findings.hold(`${field}.pricedAfterMs`, wasPriced, 'is before it was due or after the episode')
    findings.hold(`${field}.known`, mark.known || (mark.netBps === 0 && mark.profitQuote === 0), 'is false of a figure')
  }
}

/** Stamps that can be, ages and skew as they follow from them, and an episode that fits. */
export const checkTimes = (served: ServedReceipt, findings: Findings): void => {
  checkStamps(served, findings)
  checkAges(served.opportunity, findings)
  checkEpisode(served.opportunity, findings)
}
