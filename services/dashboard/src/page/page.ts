import { batch, computed, signal } from '@preact/signals'
import type { ServerMessage } from '@screener/contracts/gateway'
import { freshnessOf, staleCauseOf, type Freshness, type StaleCause } from '../connection/link-state.ts'
import { Link } from '../connection/link.ts'
import { clicked, type ColumnKey, type Moment, type Sort } from '../model/columns.ts'
import { UNKNOWN } from '../model/format.ts'
import { ChangeMarks } from '../model/marks.ts'
import { placeName, routeText, type Row } from '../model/row.ts'
import { Store } from '../model/store.ts'
import { addressText, parseAddress } from './address.ts'
import { count, say } from '../text/text.ts'
import { follow } from './follow.ts'
import { Lister, NOTHING_HELD, type Listing } from './listing.ts'
import { stripOf, type Strip } from './strip.ts'
import { readTaste, writeTaste } from './taste.ts'

const TICK_MS = 100
const ORDER_EVERY_MS = 250
const AGES_EVERY_MS = 500
const HIDDEN_PACE_MS = 1_000

const emptyListing: Listing = { ids: [], held: NOTHING_HELD, matching: 0 }
const firstStrip: Strip = { tone: 'quiet', text: '', progress: '', tryNow: false }

/**
 * The page's one moving part: messages go into the store at once; one timer keeps liveness, order and ages; one
 * animation frame paints what changed. Components read the signals and call the methods.
 */
export class Page {
  readonly store = new Store()
  readonly marks = new ChangeMarks()
  /** Bumped when rows have to be painted; read by what draws values. */
  readonly frame = signal(0)
  /** Bumped twice a second; ages and durations follow it. */
  readonly beat = signal(0)
  readonly listing = signal<Listing>(emptyListing)
  readonly strip = signal<Strip>(firstStrip)
  readonly freshness = signal<Freshness>('loading')
  readonly sort = signal<Sort>(parseAddress(location.search).sort)
  readonly query = signal(parseAddress(location.search).query)
  readonly frozen = signal(false)
  readonly activeId = signal<string | undefined>(undefined)
  readonly detailId = signal<string | undefined>(undefined)
  /** What is looked up in the panel of refusals; undefined: it is closed. */
  readonly why = signal<string | undefined>(parseAddress(location.search).why)
  readonly held = signal(false)
  readonly letters = signal(readTaste('letters') !== 'off')
  readonly phone = signal(false)
  readonly announcement = signal('')
  /** The unit of the money columns: the one quote currency of all rows, or undefined when there are several. */
  readonly quote = computed(() => {
    follow(this.beat)
    return soleQuote(this.store.rows.values())
  })
  /** The pane is to take the focus as soon as it is drawn. */
  paneTakesFocus = false
  /** Set by the table: what the pointer, focus, scrolling and selection say. */
  holdReasons: () => boolean = () => false

  private readonly link: Link
  private readonly lister = new Lister(this.store)
  private readonly startedMs = performance.now()
  private readonly host = location.host
  private serverError = ''
  private staleSinceWallMs = 0
  private frameAsked = false
  private orderedMs = 0
  private beatMs = 0
  private addressChangedMs: number | undefined
  private sentence = ''
  private announcedMs = -Infinity

  constructor() {
    const url = `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/ws`
    this.link = new Link(url, {
      message: (message, nowMs) => this.take(message, nowMs),
      changed: () => this.judge(),
    })
  }

  start(): void {
    this.link.start()
    setInterval(() => this.tick(), TICK_MS)
    document.addEventListener('visibilitychange', () => this.visibilityChanged())
  }

  /** Server time now (epoch ms) and what the venues' health proves about their books. */
  moment(): Moment {
    const { venues } = this.store
    return {
      serverNowMs: this.link.clock.at(performance.now()),
      venueProof: venue => {
        const state = venues.get(venue)
        return state === undefined || state.health.liveBooks === 0 ? NaN : state.atMs - state.health.proofAgeMs
      },
    }
  }

  /** Where a leg trades, as people write it. */
  venueOf(leg: Row['buy']): string {
    return leg === undefined ? UNKNOWN : placeName(leg, venue => this.store.venueName(venue))
  }

  /** The way of the row's money, with the venues' names. */
  wayOf(row: Row): string {
    return routeText(row, venue => this.store.venueName(venue))
  }

  /** Until when (server time) what is shown was known to be so: now while live, else the last message. */
  knownUntilMs(): number {
    if (this.freshness.peek() === 'live') return this.link.clock.at(performance.now())
    return this.link.clock.at(this.link.state.lastMessage?.monotonicMs ?? NaN)
  }

  row(id: string | undefined): Row | undefined {
    return id === undefined ? undefined : this.store.rows.get(id)
  }

  /** The open row with the greatest net. */
  bestRow(): Row | undefined {
    let best: Row | undefined
    for (const row of this.store.rows.values()) {
      if (row.closed !== undefined) continue
      if (best === undefined || row.opportunity.netBps > best.opportunity.netBps) best = row
    }
    return best
  }

  sortBy(key: ColumnKey): void {
    this.setSort(clicked(this.sort.value, key))
  }

  setSort(sort: Sort): void {
    this.sort.value = sort
    this.viewChanged()
    const direction = say(sort.descending ? 'descending' : 'ascending')
    this.sentence = say('announceSort', {
      column: say(sort.key, { unit: this.quote.value ?? say('quote') }),
      direction,
    })
  }

  filterBy(query: string): void {
    this.query.value = query
    this.viewChanged()
    this.sentence = count('announceRows', this.listing.value.matching)
  }

  /** One pane beside the table at a time. */
  showDetail(id: string | undefined): void {
    this.detailId.value = id
    if (id !== undefined) this.showWhy(undefined)
  }

  showWhy(text: string | undefined): void {
    if (this.why.peek() === text) return
    this.why.value = text
    if (text !== undefined) this.detailId.value = undefined
    this.addressChangedMs = performance.now()
  }

  freeze(frozen: boolean): void {
    this.frozen.value = frozen
    this.reorder('hold')
  }

  /** Brings a held order up to date once. */
  apply(): void {
    this.reorder('follow')
  }

  tryNow(): void {
    this.link.tryNow()
  }

  toggleLetters(on: boolean): void {
    this.letters.value = on
    writeTaste('letters', on ? 'on' : 'off')
  }

  private viewChanged(): void {
    this.addressChangedMs = performance.now()
    this.reorder('show')
  }

  private take(message: ServerMessage, nowMs: number): void {
    const atMs = message.atUs / 1000
    if (message.fullState != null) {
      this.store.applyFull(message.fullState, atMs, nowMs)
      this.serverError = ''
      this.reorder('hold')
    } else if (message.update != null) {
      this.store.applyUpdate(message.update, atMs, nowMs)
    } else if (message.error != null) {
      this.serverError = message.error.message
    }
    if (this.freshness.value !== 'live') this.judge()
    this.paintSoon()
  }

  private paintSoon(): void {
    if (this.frameAsked) return
    this.frameAsked = true
    requestAnimationFrame(() => {
      this.frameAsked = false
      this.frame.value += 1
    })
  }

  private tick(): void {
    const nowMs = performance.now()
    this.link.tick()
    batch(() => {
      this.judge()
      if (this.marks.expire(nowMs)) this.paintSoon()
      if (nowMs - this.orderedMs >= ORDER_EVERY_MS) this.reorder('hold')
      if (nowMs - this.beatMs >= AGES_EVERY_MS) {
        this.beatMs = nowMs
        this.beat.value += 1
      }
    })
    this.writeAddress(nowMs)
    this.announce(nowMs)
  }

  /** One sentence in ten seconds at most: a screen reader is not a ticker. */
  private announce(nowMs: number): void {
    if (this.sentence === '' || nowMs - this.announcedMs < 10_000) return
    this.announcement.value = this.sentence
    this.announcedMs = nowMs
    this.sentence = ''
  }

  /** Live, or since when not and why; and the sentence that says so. */
  private judge(): void {
    const now = { monotonicMs: performance.now(), wallMs: Date.now() }
    const { state } = this.link
    let freshness = freshnessOf(state, now, document.hidden)
    let cause: StaleCause = freshness === 'stale' ? staleCauseOf(state, now.monotonicMs) : 'link'
    if (freshness === 'live' && !this.store.analyzerLive) {
      freshness = 'stale'
      cause = 'analyzer'
    }
    if (freshness === 'stale' && this.freshness.value !== 'stale') {
      this.staleSinceWallMs = cause === 'link' ? (state.lastMessage?.wallMs ?? now.wallMs) : now.wallMs
    }
    this.freshness.value = freshness
    const strip = stripOf(
      {
        freshness,
        cause,
        sinceWallMs: this.staleSinceWallMs,
        link: state,
        monotonicMs: now.monotonicMs,
        serverNowMs: this.link.clock.at(now.monotonicMs),
        venues: [...this.store.venues.values()],
        host: this.host,
        serverError: this.serverError,
      },
      this.startedMs,
    )
    if (!sameStrip(this.strip.peek(), strip)) this.strip.value = strip
  }

  private reorder(mode: 'hold' | 'follow' | 'show'): void {
    const nowMs = performance.now()
    this.orderedMs = nowMs
    const held = this.frozen.value || this.holdReasons()
    const listing = this.lister.list({
      sort: this.sort.value,
      query: this.query.value,
      moment: this.moment(),
      nowMs,
      mode: mode === 'hold' ? (held ? 'hold' : 'follow') : mode,
    })
    batch(() => {
      this.held.value = held
      if (!sameListing(this.listing.peek(), listing)) this.listing.value = listing
    })
  }

  private visibilityChanged(): void {
    if (document.hidden) {
      this.link.pace(HIDDEN_PACE_MS)
      return
    }
    this.link.pace(0)
    if (this.link.state.phase === 'open') this.link.refresh()
    else this.link.tryNow()
    this.tick()
  }

  /** Browsers limit how often the history may be written: only when typing has paused. */
  private writeAddress(nowMs: number): void {
    if (this.addressChangedMs === undefined || nowMs - this.addressChangedMs < 200) return
    this.addressChangedMs = undefined
    const text = addressText({ query: this.query.value, sort: this.sort.value, why: this.why.value })
    history.replaceState(null, '', location.pathname + text)
  }
}

const soleQuote = (rows: Iterable<Row>): string | undefined => {
  let quote: string | undefined
  for (const row of rows) {
    if (quote !== undefined && quote !== row.opportunity.quote) return undefined
    quote = row.opportunity.quote
  }
  return quote === '' ? undefined : quote
}

const sameStrip = (a: Strip, b: Strip): boolean =>
  a.tone === b.tone && a.text === b.text && a.progress === b.progress && a.tryNow === b.tryNow

const sameListing = (a: Listing, b: Listing): boolean =>
  a.ids === b.ids && a.matching === b.matching && a.held.moving === b.held.moving && a.held.arriving === b.held.arriving
