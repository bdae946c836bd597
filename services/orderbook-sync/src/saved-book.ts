import { bookIndexKey, bookKeys, bookStatus, priceKey } from '@screener/contracts'
import type { RedisCommand } from '@screener/streams'
import { continuityFields, steadyFields } from './book-checkpoint.ts'
import { levelsToSave, noLevels, sideCommands, type SavedLevels } from './saved-levels.ts'
import type { SyncedBook } from './synced-book.ts'

const statusNames = new Map<number, string>(Object.entries(bookStatus).map(([name, status]) => [status, name]))
/** A price nobody writes any more must not be read as today's. */
const priceLifeMs = 30_000
const priceRenewalMs = 10_000
/** Times alone are written this seldom. */
const priceEveryMs = 1_000

/** What Redis holds of one book; `complete` false: unknown, so it is written from scratch. */
export class SavedBook {
  readonly keys: ReturnType<typeof bookKeys>
  readonly priceKey: string
  complete: boolean = false
  writing: boolean = false
  savedAtMs: number = -Infinity
  private bids: SavedLevels = noLevels
  private asks: SavedLevels = noLevels
  private shown = ''
  private steady = ''
  private readonly index: { readonly key: string; readonly member: string }
  private pricedAtMs = -Infinity
  private renewalDueAtMs = -Infinity

  constructor(shard: number, venue: string, symbol: string) {
    this.keys = bookKeys(shard, venue, symbol)
    this.index = { key: bookIndexKey(shard), member: `${venue} ${symbol}` }
    this.priceKey = priceKey(venue, symbol)
  }

  /** Commands, all for one MULTI, after which Redis holds the book as it is now: true up to `mdId`. */
  checkpoint(synced: SyncedBook, mdId: string, epochUs: number): RedisCommand[] {
    const { keys } = this
    const { book } = synced
    const commands: RedisCommand[] = []
    if (!this.complete) {
      commands.push(['DEL', keys.bids, keys.asks, keys.bidQuantities, keys.askQuantities, keys.meta])
      this.bids = noLevels
      this.asks = noLevels
      this.steady = ''
      commands.push(['SADD', this.index.key, this.index.member])
    }
    const bids = levelsToSave(book.bids)
    const asks = levelsToSave(book.asks)
    commands.push(...sideCommands('bids', { levels: keys.bids, quantities: keys.bidQuantities }, this.bids, bids))
    commands.push(...sideCommands('asks', { levels: keys.asks, quantities: keys.askQuantities }, this.asks, asks))
    commands.push(['HSET', keys.meta, ...this.metaOf(synced, mdId, epochUs), ...this.changedSteady(synced)])
    this.bids = bids
    this.asks = asks
    this.complete = true
    return commands
  }

  /** Commands, all for one MULTI, after which what Redis holds of the book is true up to `mdId`: nothing else has changed. */
  moveOn(mdId: string, epochUs: number): RedisCommand[] {
    return [['HSET', this.keys.meta, 'mdId', mdId, 'savedTimeUs', epochUs]]
  }

  /** Best bid and ask for people, when they or the status changed or grew old; blank while the book is not live. */
  price(synced: SyncedBook, proofTimeUs: number, nowMs: number, epochUs: number): RedisCommand[] {
    const { book, status } = synced
    const live = status === bookStatus.live
    const best = (side: typeof book.bids): readonly [string, string] =>
      live && side.provenLevels(1) > 0 ? [String(side.priceAt(0)), String(side.quantityAt(0))] : ['', '']
    const [bid, bidQuantity] = best(book.bids)
    const [ask, askQuantity] = best(book.asks)
    const shown = `${bid} ${bidQuantity} ${ask} ${askQuantity} ${status} ${synced.reason}`
    if (this.complete && shown === this.shown && nowMs - this.pricedAtMs < priceEveryMs) return []
    this.shown = shown
    this.pricedAtMs = nowMs
    const fields = ['bid', bid, 'bidQuantity', bidQuantity, 'ask', ask, 'askQuantity', askQuantity]
    const state = ['status', statusNames.get(status) ?? 'down', 'reason', synced.reason]
    const times = ['proofTimeUs', proofTimeUs, 'updatedTimeUs', epochUs]
    const write: RedisCommand = ['HSET', this.priceKey, ...fields, ...state, ...this.positionOf(synced), ...times]
    if (this.complete && nowMs < this.renewalDueAtMs) return [write]
    this.renewalDueAtMs = nowMs + priceRenewalMs
    return [write, ['PEXPIRE', this.priceKey, priceLifeMs]]
  }

  /** Commands, all for one MULTI, after which Redis holds nothing of the book but its price. */
  forget(): RedisCommand[] {
    const { keys, index } = this
    return [
      ['DEL', keys.bids, keys.asks, keys.bidQuantities, keys.askQuantities, keys.meta],
      ['SREM', index.key, index.member],
    ]
  }

  private changedSteady(synced: SyncedBook): string[] {
    const fields = steadyFields(synced)
    const steady = fields.join('\n')
    if (steady === this.steady) return []
    this.steady = steady
    return fields
  }

  private metaOf(synced: SyncedBook, mdId: string, epochUs: number): (string | number)[] {
    return [
      'status',
      statusNames.get(synced.status) ?? 'down',
      'reason',
      synced.reason,
      ...this.positionOf(synced),
      ...continuityFields(synced),
      'mdId',
      mdId,
      'savedTimeUs',
      epochUs,
    ]
  }

  private positionOf({ book }: SyncedBook): (string | number)[] {
    return [
      'session',
      book.session,
      'sequence',
      book.sequence,
      'exchangeTimeMs',
      book.exchangeTimeMs,
      'receivedTimeUs',
      book.receivedTimeUs,
    ]
  }
}
