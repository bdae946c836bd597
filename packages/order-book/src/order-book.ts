import type { Checksum, Delta, Snapshot } from '@screener/contracts'
import { BookDigits } from './book-digits.ts'
import { BookSide } from './book-side.ts'
import { isChecksumRecipe, type Crc32 } from './checksum.ts'
import { continuityOf, type SequenceContract } from './continuity.ts'
import { refuseChecksum, refuseDelta, refuseSnapshot } from './refuse.ts'

/** Only `live` may be priced. `down`: no feed. `syncing`: a feed but no continuous book. `suspect`: continuous, doubted. */
export type BookLife = 'down' | 'syncing' | 'live' | 'suspect'

/**
 * What became of a snapshot or delta. `applied` and `stale` need nothing done. All others mean that the book is not live
 * and only a snapshot repairs it: `gap`, `other_session` and `refused` were not applied, `checksum` was, after which the
 * book was not the venue's, `crossed` was too, `not_synced` says that the book waits for its snapshot already.
 */
export type Verdict = 'applied' | 'stale' | 'gap' | 'other_session' | 'refused' | 'checksum' | 'crossed' | 'not_synced'

/** A venue whose diff stream covers its whole book would fill the memory for ever; beyond so many levels nobody trades. */
const maxLevels = 20_000
/** So many old deltas in a row mean that the venue began to count anew (`everything is old` would never end). */
const maxStaleRun = 256

/**
 * One book of one venue, kept by the sequence contract. It is never repaired: a broken book is emptied (or, when crossed,
 * held suspect) until the next snapshot.
 */
export class OrderBook {
  readonly bids: BookSide = new BookSide('bids')
  readonly asks: BookSide = new BookSide('asks')
  private currentSession = 0
  private currentSequence = 0
  private unbridged = false
  private depth = 0
  private seededLevels = 0
  private newestExchangeTimeMs = 0
  private newestReceivedTimeUs = 0
  private base: 'down' | 'syncing' | 'synced' = 'down'
  private loss = 'no_feed'
  /** Lifted by `trust`. */
  private doubt = ''
  /** Lifted by a snapshot only. */
  private condemnation = ''
  private crossedRun = 0
  private staleRun = 0
  /** Undefined where the venue sends no checksums: such a book pays nothing for those of the others. */
  private digits: BookDigits | undefined
  private readonly crc32: Crc32
  private readonly judge: SequenceContract

  constructor(crc32: Crc32, judge: SequenceContract = continuityOf) {
    this.crc32 = crc32
    this.judge = judge
  }

  get session(): number {
    return this.currentSession
  }

  get sequence(): number {
    return this.currentSequence
  }

  /** The book is a REST snapshot to which no delta was applied yet, so that the first one may overlap it. */
  get straddled(): boolean {
    return this.unbridged
  }

  /** Levels a side that the venue keeps in this channel; 0: all. */
  get channelDepth(): number {
    return this.depth
  }

  /** Of the newest message applied; 0 where the venue sends none. */
  get exchangeTimeMs(): number {
    return this.newestExchangeTimeMs
  }

  /** Of the newest message applied. */
  get receivedTimeUs(): number {
    return this.newestReceivedTimeUs
  }

  get life(): BookLife {
    if (this.base !== 'synced') return this.base
    return this.reason === '' ? 'live' : 'suspect'
  }

  /** Why the book is not live; empty when it is. */
  get reason(): string {
    if (this.base !== 'synced') return this.loss
    if (this.condemnation !== '') return this.condemnation
    return this.crossedRun > 0 ? 'crossed' : this.doubt
  }

  /** True when only a snapshot can bring the book back to live. */
  get needsSnapshot(): boolean {
    return this.base !== 'synced' || this.condemnation !== ''
  }

  /** The best bid is at or above the best ask. */
  get crossed(): boolean {
    return this.bids.length > 0 && this.asks.length > 0 && this.bids.priceAt(0) >= this.asks.priceAt(0)
  }

  /** Replaces the book. A snapshot of an older session is `stale`; one of the same session always counts. */
  applySnapshot(snapshot: Snapshot): Verdict {
    if (snapshot.session < this.currentSession) return 'stale'
    // Where the venue cuts the book to a depth, what it keeps within is complete.
    return this.load(snapshot, snapshot.depth === 0)
  }

  /** As `applySnapshot`, of levels that we kept ourselves: a cut side ends there, whatever depth the venue keeps. */
  restore(kept: Snapshot): Verdict {
    return kept.session < this.currentSession ? 'stale' : this.load(kept, true)
  }

  /** The last checksum that held, with the digits of all levels, best first; undefined where the venue sends none. */
  get checksum(): Checksum | undefined {
    return this.digits?.proven(this.bids, this.asks)
  }

  private load(snapshot: Snapshot, cutsAreEdges: boolean): Verdict {
    const fault = refuseSnapshot(snapshot) ?? refuseChecksum(snapshot, 'any')
    if (fault !== undefined) return this.refuse(fault)
    this.bids.load(snapshot.bidPrices, snapshot.bidQuantities, snapshot.bidsTruncated && cutsAreEdges)
    this.asks.load(snapshot.askPrices, snapshot.askQuantities, snapshot.asksTruncated && cutsAreEdges)
    this.currentSession = snapshot.session
    this.unbridged = snapshot.straddled
    this.depth = snapshot.depth
    this.seededLevels = Math.min(this.bids.length, this.asks.length)
    this.base = 'synced'
    this.condemnation = ''
    this.crossedRun = 0
    this.digits = digitsFor(snapshot)
    return this.finish(snapshot)
  }

  /** Applies a delta whole or not at all. Anything but a continuation leaves the book not live at once. */
  applyDelta(delta: Delta): Verdict {
    if (this.base !== 'synced') return 'not_synced'
    switch (this.judge(this, delta)) {
      case 'stale':
        return delta.session === this.currentSession ? this.countStale() : 'stale'
      case 'gap':
        this.lose('gap')
        return 'gap'
      case 'other_session':
        this.lose('other_session')
        return 'other_session'
      case 'continues':
    }
    const fault = refuseDelta(delta) ?? refuseChecksum(delta, this.digits?.recipe)
    if (fault !== undefined) return this.refuse(fault)
    const { bids, asks } = this
    const { bidPrices, bidQuantities, askPrices, askQuantities } = delta
    for (let index = 0; index < bidPrices.length; index++) bids.set(bidPrices[index] ?? 0, bidQuantities[index] ?? 0)
    for (let index = 0; index < askPrices.length; index++) asks.set(askPrices[index] ?? 0, askQuantities[index] ?? 0)
    this.unbridged = false
    return this.finish(delta)
  }

  /** Continuity is lost: the levels go, and only a snapshot brings them back. */
  lose(reason: string, life: 'down' | 'syncing' = 'syncing'): void {
    this.base = life
    this.loss = reason
    this.condemnation = ''
    this.crossedRun = 0
    this.staleRun = 0
    this.digits = undefined
    this.bids.clear()
    this.asks.clear()
  }

  /** As `lose`, and sessions count from zero again: another writer, whose clock may be behind, takes over. */
  reset(reason: string, life: 'down' | 'syncing' = 'syncing'): void {
    this.lose(reason, life)
    this.currentSession = 0
    this.currentSequence = 0
  }

  /** Doubt without loss of continuity: the book keeps applying deltas but is not live until `trust`. */
  suspect(reason: string): void {
    this.doubt = reason
  }

  /** Lifts `suspect`; a book that waits for a snapshot still waits. */
  trust(): void {
    this.doubt = ''
  }

  /** Doubt that no proof of life can lift, only a snapshot. */
  condemn(reason: string): void {
    if (this.base === 'synced') this.condemnation = reason
  }

  /**
   * True when a side has fewer than `levels` proven levels left because price walked towards the edge of the seeding
   * snapshot: time for a new one, while the book is still live. A shallow snapshot must first have lost half its levels.
   */
  nearEdge(levels: number): boolean {
    const wanted = Math.min(levels, Math.ceil(this.seededLevels / 2))
    return (
      (this.bids.bounded && this.bids.provenLevels(wanted) < wanted) ||
      (this.asks.bounded && this.asks.provenLevels(wanted) < wanted)
    )
  }

  private finish(message: Snapshot | Delta): Verdict {
    this.currentSequence = message.sequence
    this.newestExchangeTimeMs = message.exchangeTimeMs
    this.newestReceivedTimeUs = message.receivedTimeUs
    this.staleRun = 0
    if (this.depth > 0) {
      this.bids.truncate(this.depth)
      this.asks.truncate(this.depth)
    } else {
      this.bids.prune(maxLevels)
      this.asks.prune(maxLevels)
    }
    if (this.digits !== undefined && !this.proves(message, this.digits)) {
      this.lose('checksum')
      return 'checksum'
    }
    if (!this.crossed) {
      this.crossedRun = 0
      return 'applied'
    }
    this.crossedRun++
    if (this.crossedRun < 2) return 'applied'
    this.condemnation = 'crossed'
    return 'crossed'
  }

  /** After the cut to the depth of the channel: the venue sums up what it keeps. */
  private proves(message: Snapshot | Delta, digits: BookDigits): boolean {
    if (!message.checksum) return false
    digits.remember(message, message.checksum)
    return digits.prove(message.checksum.value, this.bids, this.asks, this.crc32)
  }

  private countStale(): Verdict {
    this.staleRun++
    if (this.staleRun < maxStaleRun) return 'stale'
    this.lose('sequence_went_back')
    return 'gap'
  }

  private refuse(fault: string): Verdict {
    this.lose(fault)
    return 'refused'
  }
}

const digitsFor = ({ checksum }: Snapshot): BookDigits | undefined =>
  checksum && isChecksumRecipe(checksum.recipe) ? new BookDigits(checksum.recipe) : undefined
