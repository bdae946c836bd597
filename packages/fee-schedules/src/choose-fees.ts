import type { FeeSchedule, VenueFees } from './fee-schedule.ts'

/** What a taker pays on one book. */
export interface ChosenFee {
  readonly takerBps: number
  readonly feeAsset: 'quote' | 'received'
  /** Id of the dated schedule; empty: set by hand. */
  readonly schedule: string
}

/** What the operator says of its accounts, by venue. What is said of other venues than `venues` does not count. */
export interface FeeChoice {
  readonly venues: readonly string[]
  /** Set by hand: goes before every rate of the schedule. */
  readonly takerBps: ReadonlyMap<string, number>
  /** Name of the account's tier; the first of the schedule where there is none. */
  readonly tiers: ReadonlyMap<string, string>
  /** Name of the discount that is used; none where there is none. */
  readonly discounts: ReadonlyMap<string, string>
  /** YYYY-MM-DD in UTC: the newest schedule that is valid on this day counts. */
  readonly today: string
}

/** Why a venue has no fee, and what the operator can do. */
export interface ChoiceProblem {
  readonly venue: string
  readonly about: 'schedule' | 'tier' | 'discount'
  readonly problem: string
  readonly fix: string
}

export interface Fees {
  /** The taker's fee of a book; undefined: the venue is not one of those chosen for. Equal books get the same object. */
  readonly feeOf: (venue: string, symbol: string) => ChosenFee | undefined
  readonly problems: readonly ChoiceProblem[]
}

interface FeesOfVenue {
  readonly usual: ChosenFee
  readonly bySymbol: ReadonlyMap<string, ChosenFee>
}

type Reading = { readonly fees: FeesOfVenue } | { readonly problem: Omit<ChoiceProblem, 'venue'> }

// Days of this form sort as text.
const validOn = ({ schedules }: VenueFees, today: string): FeeSchedule | undefined =>
  schedules
    .filter(({ validFrom }) => validFrom <= today)
    .reduce<FeeSchedule | undefined>(
      (newest, schedule) => (newest === undefined || schedule.validFrom > newest.validFrom ? schedule : newest),
      undefined,
    )

const oneOf = (names: readonly { readonly name: string }[]): string => names.map(({ name }) => name).join(', ')

const fromSchedule = (schedule: FeeSchedule, choice: FeeChoice, venue: string): Reading => {
  const { tiers, discounts, symbols, id } = schedule
  const tierName = choice.tiers.get(venue)
  const tier = tierName === undefined ? tiers[0] : tiers.find(({ name }) => name === tierName)
  if (tier === undefined) {
    const fix = `choose one of ${oneOf(tiers)}`
    return { problem: { about: 'tier', problem: `names no tier of ${id} for ${venue}`, fix } }
  }
  const discountName = choice.discounts.get(venue)
  const discount = discounts.find(({ name }) => name === discountName)
  if (discountName !== undefined && discount === undefined) {
    const fix = discounts.length === 0 ? `take ${venue} out: it has none` : `choose one of ${oneOf(discounts)}`
    return { problem: { about: 'discount', problem: `names no discount of ${id} for ${venue}`, fix } }
  }
  // A fee paid in a coin of its own leaves what the trade brings whole; its worth is counted in the quote.
  const feeAsset = discount === undefined ? schedule.feeAsset : 'quote'
  const byHand = choice.takerBps.get(venue)
  if (byHand !== undefined) {
    return { fees: { usual: { takerBps: byHand, feeAsset, schedule: '' }, bySymbol: new Map() } }
  }
  const feeAt = (takerBps: number): ChosenFee => ({
    takerBps: (takerBps * (100 - (discount?.percent ?? 0))) / 100,
    feeAsset,
    schedule: id,
  })
  const bySymbol = new Map<string, ChosenFee>()
  // A rate of the account's own tier goes before one for all tiers.
  for (const own of [false, true]) {
    for (const { symbols: pairs, tier: only, takerBps } of symbols) {
      if (own ? only !== tier.name : only !== undefined) continue
      const fee = feeAt(takerBps)
      for (const pair of pairs) bySymbol.set(pair, fee)
    }
  }
  return { fees: { usual: feeAt(tier.takerBps), bySymbol } }
}

const feesOfVenue = (venue: string, of: VenueFees | undefined, choice: FeeChoice): Reading => {
  const byHand = choice.takerBps.get(venue)
  const schedule = of === undefined ? undefined : validOn(of, choice.today)
  if (schedule !== undefined) return fromSchedule(schedule, choice, venue)
  if (byHand !== undefined) {
    return { fees: { usual: { takerBps: byHand, feeAsset: 'quote', schedule: '' }, bySymbol: new Map() } }
  }
  const first = (of?.schedules ?? []).map(({ validFrom }) => validFrom).toSorted()[0]
  const problem =
    first === undefined
      ? `there is none for ${venue}`
      : `that of ${venue} is not valid before ${first}; today is ${choice.today}`
  return { problem: { about: 'schedule', problem, fix: `write one for ${venue}, or set its taker fee by hand` } }
}

/** The fees of all chosen venues, from their schedules and from what the operator says. */
export const chooseFees = (schedules: ReadonlyMap<string, VenueFees>, choice: FeeChoice): Fees => {
  const known = new Map<string, FeesOfVenue>()
  const problems: ChoiceProblem[] = []
  for (const venue of choice.venues) {
    const reading = feesOfVenue(venue, schedules.get(venue), choice)
    if ('problem' in reading) problems.push({ venue, ...reading.problem })
    else known.set(venue, reading.fees)
  }
  return {
    feeOf: (venue, symbol) => {
      const fees = known.get(venue)
      if (fees === undefined || fees.bySymbol.size === 0) return fees?.usual
      // A symbol may name a pool of its pair: ETH-USDC~v3-500.
      const end = symbol.indexOf('~')
      return fees.bySymbol.get(end < 0 ? symbol : symbol.slice(0, end)) ?? fees.usual
    },
    problems,
  }
}
