import { judgeTrust, nearPart, newTrust, pauseTrust, type BookTrust, type DoubtKind } from './book-trust.ts'
import {
  distanceBpsOf,
  gapBpsOf,
  isSplit,
  joinPrices,
  marketMedian,
  votersOf,
  type MarketMedian,
  type VenuePrices,
} from './market-median.ts'
import { suggestedUnit } from './suggested-unit.ts'

/** Best prices of a LIVE book, in units of its assets: those of the registry, not of the venue. */
export interface SeenBook {
  readonly venue: string
  readonly symbol: string
  readonly base: string
  readonly quote: string
  readonly bid: number
  readonly ask: number
  readonly takerBps: number
}

/** Why a book is not believed to be what its name says. */
export interface Quarantine {
  readonly kind: DoubtKind
  /** The book's middle against the market's. */
  readonly ratio: number
  /** Basis points to be gained between the book's best price and the market's. */
  readonly gapBps: number
  readonly sinceUs: number
  /** How many other venues it was compared with. */
  readonly others: number
  /** A power of ten that would explain the ratio; undefined: none would, so it is another coin, or a wrong price. */
  readonly unit: number | undefined
}

export interface QuarantineChange {
  readonly venue: string
  readonly symbol: string
  /** Undefined: released. */
  readonly quarantine: Quarantine | undefined
}

export interface EvidenceOptions {
  /**
   * Basis points, fees included, that the best price of a book that has proven itself may gain against the market's median;
   * of one that has not, a fifth of it.
   */
  readonly limitBps: number
  /** How long a book that has agreed before may be beyond the limit. */
  readonly afterMs: number
  /** How long a doubted book has to agree before it is believed again. */
  readonly releaseMs: number
  /** What prices in different moneys are compared in. */
  readonly numeraire: string
}

/**
 * Compares the prices of each asset across all venues, whatever money they are quoted in: moneys that are traded for the
 * numeraire are converted at that market's median. A book is held when it is beyond the limit; `book-trust.ts` tells for how long.
 * Times are µs of one clock given by the caller. Equal calls give equal answers.
 */
export interface PriceEvidence {
  see(book: SeenBook, nowUs: number): void
  /** The book has no prices for now. What is known of it stays. */
  lose(venue: string, symbol: string, nowUs: number): void
  /** The book means something else, or its unit does: nothing that is known of it counts any more. */
  forget(venue: string, symbol: string, nowUs: number): void
  /** Time alone makes a gap long, and an agreement. To be called about each second. */
  sweep(nowUs: number): void
  /** Holds and releases since the last call, in order. */
  takeChanges(): readonly QuarantineChange[]
  quarantineOf(venue: string, symbol: string): Quarantine | undefined
  readonly heldBooks: number
}

interface Member {
  readonly venue: string
  readonly symbol: string
  readonly base: string
  readonly quote: string
  readonly bucket: Bucket
  /** A book of the numeraire itself prices its quote: the other way round. */
  readonly inverted: boolean
  readonly trust: BookTrust
  /** What it is priced in here, and the prices in it; undefined while it has none. */
  readonly money: string
  prices: VenuePrices | undefined
  /** The market's middle at the last judgement, in this book's money. */
  anchor: number
  quarantine: Quarantine | undefined
}

/** All books of one asset. */
interface Bucket {
  readonly asset: string
  readonly members: Set<Member>
  /** Every book was near the market when last judged: one that stays near its anchor changes nothing. */
  calm: boolean
  /** Worth of one unit in the numeraire; undefined: not known. */
  rate: number | undefined
}

// A rate that moved by less than this part of the limit is not worth another look at all that is quoted in it.
const rateStep = 1 / 20

const nonePrices = (prices: VenuePrices): boolean => !(prices.sell > 0 && prices.buy > 0 && prices.buy < Infinity)

const inverse = ({ sell, buy, mid }: VenuePrices): VenuePrices => ({ sell: 1 / buy, buy: 1 / sell, mid: 1 / mid })

const scaled = ({ sell, buy, mid }: VenuePrices, rate: number): VenuePrices => ({
  sell: sell * rate,
  buy: buy * rate,
  mid: mid * rate,
})

const groupBy = <T>(items: Iterable<T>, keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> => {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const key = keyOf(item)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [item])
    else group.push(item)
  }
  return groups
}

interface Valued {
  readonly member: Member
  readonly prices: VenuePrices
}

const middleOf = (valued: readonly Valued[]): number => {
  const byVenue = groupBy(valued, ({ member }) => member.venue)
  const { lowMid, highMid } = marketMedian([...byVenue.values()].map(of => joinPrices(of.map(one => one.prices))))
  return Math.sqrt(lowMid * highMid)
}

/** Throws RangeError on a limit or time that is negative or not finite. */
export const createPriceEvidence = (options: EvidenceOptions): PriceEvidence => {
  const { limitBps, afterMs, releaseMs, numeraire } = options
  for (const [name, value] of Object.entries({ limitBps, afterMs, releaseMs })) {
    if (!(value >= 0 && value < Infinity)) throw new RangeError(`${name} is ${value}; it must be a number of 0 or more`)
  }
  const limits = { limitBps, afterUs: afterMs * 1_000, releaseUs: releaseMs * 1_000 }
  const nearBps = limitBps * nearPart
  const members = new Map<string, Map<string, Member>>()
  const buckets = new Map<string, Bucket>()
  const quotedIn = new Map<string, Set<Bucket>>()
  let changes: QuarantineChange[] = []
  let heldBooks = 0

  const bucketOf = (asset: string): Bucket => {
    let bucket = buckets.get(asset)
    if (bucket === undefined) {
      buckets.set(asset, (bucket = { asset, members: new Set(), calm: false, rate: undefined }))
    }
    return bucket
  }

  const rateOf = (money: string): number | undefined => (money === numeraire ? 1 : buckets.get(money)?.rate)

  const tell = (member: Member, quarantine: Quarantine | undefined): void => {
    const before = member.quarantine
    const isNews =
      (before === undefined) !== (quarantine === undefined) ||
      before?.kind !== quarantine?.kind ||
      before?.unit !== quarantine?.unit
    if (before === undefined && quarantine !== undefined) heldBooks += 1
    if (before !== undefined && quarantine === undefined) heldBooks -= 1
    member.quarantine = quarantine
    if (isNews) changes.push({ venue: member.venue, symbol: member.symbol, quarantine })
  }

  const accuse = (member: Member, prices: VenuePrices, market: MarketMedian, gapBps: number, others: number): void => {
    const { trust, inverted } = member
    if (!trust.held) {
      tell(member, undefined)
      return
    }
    const { lowMid, highMid } = market
    // Against the median that it is not itself.
    const reference = prices.mid / lowMid > highMid / prices.mid ? lowMid : highMid
    const ratio = inverted ? reference / prices.mid : prices.mid / reference
    const kind = trust.doubt?.kind ?? (isSplit(market, nearBps) ? 'split' : 'outlier')
    const before = member.quarantine
    tell(member, {
      kind,
      ratio,
      gapBps,
      sinceUs: trust.doubt?.sinceUs ?? before?.sinceUs ?? trust.outsideSinceUs ?? 0,
      others,
      // A doubted book that agrees just now is held for what it was, not for what it is.
      unit: gapBps > nearBps || before === undefined ? suggestedUnit(ratio, limitBps) : before.unit,
    })
  }

  const pause = (member: Member, nowUs: number): void => {
    pauseTrust(member.trust, nowUs)
    if (!member.trust.held) tell(member, undefined)
  }

  /** Judges books whose prices are of one money. True: all of them are near the market. */
  const judgeTogether = (valued: readonly Valued[], nowUs: number, isNews: boolean): boolean => {
    const byVenue = groupBy(valued, ({ member }) => member.venue)
    if (byVenue.size < 2) {
      for (const { member } of valued) {
        pause(member, nowUs)
        member.anchor = member.prices?.mid ?? 0
      }
      return valued.every(({ member }) => !member.trust.held)
    }
    const venues = [...byVenue.values()].map(of => joinPrices(of.map(one => one.prices)))
    const voters = votersOf(venues, limitBps)
    const market = marketMedian(voters)
    const split = isSplit(market, nearBps)
    const finding = { split, settled: isNews && !split && venues.length > 2 && voters.length * 2 > venues.length }
    const middle = Math.sqrt(market.lowMid * market.highMid)
    let calm = true
    for (const { member, prices } of valued) {
      const gapBps = gapBpsOf(prices, market)
      const distanceBps = distanceBpsOf(prices.mid, market)
      judgeTrust(member.trust, { ...finding, gapBps, distanceBps }, limits, nowUs)
      accuse(member, prices, market, gapBps, venues.length - 1)
      member.anchor = (middle / prices.mid) * (member.prices?.mid ?? 0)
      if (member.trust.held || member.trust.outsideSinceUs !== undefined || distanceBps > nearBps) calm = false
    }
    return calm
  }

  /** The asset's worth, from books that are quoted in the numeraire, else from books of moneys that are. */
  const worthOf = (bucket: Bucket): number | undefined => {
    const priced = [...bucket.members].filter(({ prices }) => prices !== undefined)
    const direct = priced.filter(({ money }) => money === numeraire)
    const directOf = (money: string): number | undefined => {
      const of = [...(buckets.get(money)?.members ?? [])].filter(one => one.money === numeraire && one.prices)
      return of.length === 0 ? undefined : rateOf(money)
    }
    const valued = (direct.length > 0 ? direct : priced).flatMap((member): Valued[] => {
      const rate = member.money === numeraire ? 1 : directOf(member.money)
      return rate === undefined || member.prices === undefined ? [] : [{ member, prices: scaled(member.prices, rate) }]
    })
    return valued.length === 0 ? undefined : middleOf(valued)
  }

  const renewRate = (bucket: Bucket, nowUs: number): void => {
    const dependants = quotedIn.get(bucket.asset)
    if (dependants === undefined) return
    const [before, now] = [bucket.rate, worthOf(bucket)]
    const moved =
      before === undefined || now === undefined
        ? before !== now
        : Math.abs(now / before - 1) * 10_000 > limitBps * rateStep
    if (!moved) return
    bucket.rate = now
    for (const dependant of dependants) if (dependant !== bucket) judge(dependant, nowUs, before === undefined)
  }

  /** `isNews`: with a book, or a rate, that was not there before. */
  const judge = (bucket: Bucket, nowUs: number, isNews = false): void => {
    const valued: Valued[] = []
    for (const member of bucket.members) {
      if (member.prices !== undefined) valued.push({ member, prices: scaled(member.prices, rateOf(member.money) ?? 1) })
    }
    // Moneys that nobody trades for the numeraire are compared each with itself.
    const sets = groupBy(valued, ({ member: { money } }) => (rateOf(money) === undefined ? money : numeraire))
    bucket.calm = true
    for (const set of sets.values()) if (!judgeTogether(set, nowUs, isNews)) bucket.calm = false
    renewRate(bucket, nowUs)
  }

  const enter = (book: SeenBook): Member => {
    const inverted = book.base === numeraire
    const [asset, money] = inverted ? [book.quote, book.base] : [book.base, book.quote]
    const { venue, symbol, base, quote } = book
    const bucket = bucketOf(asset)
    // prettier-ignore
    const member: Member = {
      venue, symbol, base, quote, bucket, inverted, money,
      trust: newTrust(), prices: undefined, anchor: 0, quarantine: undefined,
    }
    bucket.members.add(member)
    let dependants = quotedIn.get(money)
    if (dependants === undefined) quotedIn.set(money, (dependants = new Set()))
    dependants.add(bucket)
    const siblings = members.get(symbol)
    if (siblings === undefined) members.set(symbol, new Map([[venue, member]]))
    else siblings.set(venue, member)
    // A money that is quoted in for the first time has had no rate: nobody had asked for one.
    const of = buckets.get(money)
    if (of !== undefined) of.rate ??= worthOf(of)
    return member
  }

  const leave = (member: Member, nowUs: number): void => {
    tell(member, undefined)
    member.bucket.members.delete(member)
    members.get(member.symbol)?.delete(member.venue)
    // Between two parties the doubt was about both; without this one it has to be found anew.
    for (const { trust } of member.bucket.members) if (trust.doubt?.kind === 'split') trust.doubt = undefined
    judge(member.bucket, nowUs)
  }

  const find = (venue: string, symbol: string): Member | undefined => members.get(symbol)?.get(venue)

  const lose = (member: Member, nowUs: number): void => {
    if (member.prices === undefined) return
    member.prices = undefined
    pause(member, nowUs)
    judge(member.bucket, nowUs)
  }

  const isNear = (mid: number, anchor: number): boolean => Math.max(mid / anchor, anchor / mid) <= 1 + nearBps / 10_000

  return {
    see: (book, nowUs) => {
      let member = find(book.venue, book.symbol)
      if (member !== undefined && (member.base !== book.base || member.quote !== book.quote)) {
        // Another asset: what is known of the old one says nothing of it.
        leave(member, nowUs)
        member = undefined
      }
      const isNews = member === undefined
      member ??= enter(book)
      const fee = book.takerBps / 10_000
      const own = { sell: book.bid * (1 - fee), buy: book.ask * (1 + fee), mid: (book.bid + book.ask) / 2 }
      if (nonePrices(own)) {
        lose(member, nowUs)
        return
      }
      const had = member.prices !== undefined
      member.prices = member.inverted ? inverse(own) : own
      if (had && member.bucket.calm && isNear(member.prices.mid, member.anchor)) return
      judge(member.bucket, nowUs, isNews)
    },
    lose: (venue, symbol, nowUs) => {
      const member = find(venue, symbol)
      if (member !== undefined) lose(member, nowUs)
    },
    forget: (venue, symbol, nowUs) => {
      const member = find(venue, symbol)
      if (member !== undefined) leave(member, nowUs)
    },
    sweep: nowUs => {
      for (const bucket of buckets.values()) if (!bucket.calm) judge(bucket, nowUs)
    },
    takeChanges: () => {
      const taken = changes
      if (taken.length > 0) changes = []
      return taken
    },
    quarantineOf: (venue, symbol) => find(venue, symbol)?.quarantine,
    get heldBooks() {
      return heldBooks
    },
  }
}
