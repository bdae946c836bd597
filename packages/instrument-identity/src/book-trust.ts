/** When a book is believed. Times are µs. */
export interface TrustLimits {
  /** Basis points a book that has proven itself may be tradable beyond the market; another one a part of it. */
  readonly limitBps: number
  /** A book that was proven may be beyond it for so long. */
  readonly afterUs: number
  /** A doubted book is believed again when it has been in agreement for so long. */
  readonly releaseUs: number
}

/** `outlier`: most venues say something else. `split`: as many say this as that, and nobody can tell who is right. */
export type DoubtKind = 'outlier' | 'split'

/**
 * What is known of one book's agreement with the market. A book has to prove first that it is what its name says, by
 * being near the market for some seconds; one that is not near before it has may be another coin, and agreeing for a
 * moment, as two coins do when their prices cross, does not clear it. A gap of a book that is proven is a gap of the market:
 * beyond the limit it is held while that lasts and not a moment longer, unless it lasts.
 */
export interface BookTrust {
  insideSinceUs: number | undefined
  outsideSinceUs: number | undefined
  /** Since when its middle is near the market's. */
  nearSinceUs: number | undefined
  proven: boolean
  /** Sticky doubt, since when, and whether the market was ever more than split about it. */
  doubt: { readonly kind: DoubtKind; readonly sinceUs: number } | undefined
  held: boolean
}

export const newTrust = (): BookTrust => ({
  insideSinceUs: undefined,
  outsideSinceUs: undefined,
  nearSinceUs: undefined,
  proven: false,
  doubt: undefined,
  held: false,
})

/** So long within the limit makes a book proven: different coins that cross are rarely together for as long. */
export const provenAfterUs = 10_000_000
/** So long beyond it makes a proven book a doubtful one: gaps of one coin are traded away sooner. */
export const doubtedAfterUs = 60_000_000
/** What a book has to be within that is not proven: this part of the limit. */
export const nearPart: number = 1 / 5

export interface Finding {
  /** What its best price gains against the market's. */
  readonly gapBps: number
  /** How far its middle is from the market's. */
  readonly distanceBps: number
  readonly split: boolean
  /**
   * A book that was never seen before has come, and with it most of three venues or more agree: who is among them was
   * doubted only for want of witnesses.
   */
  readonly settled: boolean
}

const isOlder = (sinceUs: number | undefined, spanUs: number, nowUs: number): boolean =>
  sinceUs !== undefined && nowUs - sinceUs >= spanUs

const noteOutside = (trust: BookTrust, finding: Finding, limits: TrustLimits, nowUs: number): void => {
  trust.insideSinceUs = undefined
  trust.nearSinceUs = undefined
  trust.outsideSinceUs ??= nowUs
  if (isOlder(trust.outsideSinceUs, doubtedAfterUs, nowUs)) trust.proven = false
  const kind = finding.split ? 'split' : 'outlier'
  // That most venues said something else is not taken back because some of them went.
  if (!trust.proven && trust.doubt?.kind !== 'outlier' && trust.doubt?.kind !== kind) {
    trust.doubt = { kind, sinceUs: trust.doubt?.sinceUs ?? trust.outsideSinceUs }
  }
  trust.held = !trust.proven || isOlder(trust.outsideSinceUs, limits.afterUs, nowUs)
}

const noteInside = (trust: BookTrust, finding: Finding, limits: TrustLimits, nowUs: number): void => {
  trust.outsideSinceUs = undefined
  trust.insideSinceUs ??= nowUs
  if (finding.distanceBps > limits.limitBps * nearPart) trust.nearSinceUs = undefined
  else trust.nearSinceUs ??= nowUs
  const isProven = trust.doubt !== undefined && isOlder(trust.nearSinceUs, limits.releaseUs, nowUs)
  if (isProven) trust.proven = true
  if (isProven || finding.settled) trust.doubt = undefined
  trust.held = trust.doubt !== undefined
}

/** Being within the limit for long enough proves a book, unless it is doubted. */
const prove = (trust: BookTrust, nowUs: number): void => {
  trust.proven ||= trust.doubt === undefined && isOlder(trust.insideSinceUs, provenAfterUs, nowUs)
}

/** Takes a finding in. */
export const judgeTrust = (trust: BookTrust, finding: Finding, limits: TrustLimits, nowUs: number): void => {
  prove(trust, nowUs)
  const limitBps = trust.proven ? limits.limitBps : limits.limitBps * nearPart
  if (finding.gapBps > limitBps) noteOutside(trust, finding, limits, nowUs)
  else noteInside(trust, finding, limits, nowUs)
}

/** The book has no prices, or there is none to compare it with: what it was held for without doubt is over. */
export const pauseTrust = (trust: BookTrust, nowUs: number): void => {
  prove(trust, nowUs)
  trust.insideSinceUs = undefined
  trust.outsideSinceUs = undefined
  trust.nearSinceUs = undefined
  trust.held = trust.doubt !== undefined
}
