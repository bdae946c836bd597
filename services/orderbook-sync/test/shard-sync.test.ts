import { bookStatus } from '@screener/contracts'
import { describe, expect, it } from 'vitest'
import { instrument, other, ShardHarness, symbol } from './shard-harness.ts'

describe('start', () => {
  it('shows every configured book as down and orders the shard once the stream is listened to', () => {
    const shard = new ShardHarness()
    shard.listening = false
    shard.advance(200)
    expect(shard.shown()).toBe('down: no_feed')
    expect(shard.views(other, 'zeta').length).toBeGreaterThan(0)
    expect(shard.orders).toEqual([])
    shard.listening = true
    shard.advance(50)
    expect(shard.orders.map(({ venue, kind, reason }) => `${venue} ${kind} ${reason}`)).toEqual([
      'acme shard start',
      'zeta shard start',
    ])
  })

  it('orders again with growing distance while nothing comes', () => {
    const shard = new ShardHarness().advance(60_000)
    const times = shard.shardOrders().map(({ atMs }) => atMs)
    const gaps = times.slice(1).map((time, index) => time - (times[index] ?? 0))
    expect(gaps).toEqual([3_000, 6_000, 12_000, 24_000])
    // Nobody is there who could obey for single books.
    expect(shard.bookOrders()).toEqual([])
  })

  it('a collector that lives but sends nothing is asked for the shard, not for each book as well', () => {
    const shard = new ShardHarness().beat().heartbeat().advance(4_000)
    expect([shard.shardOrders().length, shard.bookOrders().length]).toEqual([2, 0])
  })

  it('asks for the one book that did not come with the others', () => {
    const shard = new ShardHarness().advance(50).seed()
    shard.clear().advance(4_000)
    expect(shard.shardOrders()).toEqual([])
    expect(shard.bookOrders()).toMatchObject([{ symbol: other, session: 0 }])
  })
})

describe('views', () => {
  it('carries what a trade costs and what the levels were computed from, and shows a new cost at once', () => {
    const shard = new ShardHarness().seed({ origin: '7:0xabc' })
    shard.send({ executionCost: { symbol, asset: 'ETH', buy: 0.002, sell: 0.003, atUs: shard.venueUs } })
    expect(shard.batches.at(-1)?.views).toMatchObject([
      { symbol, origin: '7:0xabc', costAsset: 'ETH', buyCost: 0.002, sellCost: 0.003 },
    ])
    const shown = shard.batches.length
    shard.advance(50)
    expect(shard.batches.slice(shown).flatMap(batch => batch.views)).toEqual([])
  })

  it('carries the best levels, the instrument and all times of a live book', () => {
    const shard = new ShardHarness().seed()
    expect(shard.last()).toEqual({
      venue: 'acme',
      symbol,
      status: bookStatus.live,
      reason: '',
      session: 1,
      sequence: 10,
      bidPrices: [100, 99, 98],
      bidQuantities: [1, 2, 3],
      askPrices: [101, 102, 103],
      askQuantities: [1, 2, 3],
      exchangeTimeMs: 7,
      receivedTimeUs: shard.venueUs,
      proofTimeUs: shard.venueUs,
      syncedTimeUs: shard.nowMs * 1_000,
      base: 'BTC',
      quote: 'USDT',
      priceTick: 0.01,
      quantityStep: 0.001,
      minQuantity: 0.002,
      minNotional: 5,
      origin: '',
      costAsset: '',
      buyCost: 0,
      sellCost: 0,
    })
  })

  it('comes only when the best levels changed, once a turn', () => {
    const shard = new ShardHarness().seed().clear()
    shard.send(shard.delta(10, 11, { bidPrices: [97, 42], bidQuantities: [9, 1] }))
    expect(shard.views()).toEqual([])
    shard.send(
      shard.delta(11, 12, { bidPrices: [100], bidQuantities: [7] }),
      shard.delta(12, 13, { askPrices: [101], askQuantities: [0] }),
    )
    expect(shard.views()).toMatchObject([{ sequence: 13, bidQuantities: [7, 2, 3], askPrices: [102, 103, 104] }])
  })

  it('says at once that a book is not live, without levels', () => {
    const shard = new ShardHarness().seed().clear()
    shard.send({ bookLost: { symbols: [symbol], reason: 'bad_frame', atUs: 0 } })
    expect(shard.views()).toMatchObject([
      { status: bookStatus.syncing, reason: 'bad_frame', bidPrices: [], askPrices: [] },
    ])
  })

  it('repeats each book within the refresh interval, not all at one moment', () => {
    const shard = new ShardHarness().seed()
    shard.send({ instrument: instrument(other) }, { snapshot: shard.snapshot({ symbol: other }) })
    shard.clear().advance(10_000)
    expect(shard.views().length).toBeGreaterThanOrEqual(5)
    expect(shard.views().length).toBeLessThanOrEqual(8)
    expect(shard.views().every(({ status }) => status === bookStatus.live)).toBe(true)
  })

  it('passes the proof of life on in the turn that brings it, and now and then that there is none', () => {
    const shard = new ShardHarness().seed().advance(50).clear()
    shard.heartbeat()
    expect(shard.batches.map(({ proofs }) => proofs.map(({ venue }) => venue))).toEqual([['acme']])
    shard.clear().advance(2_000)
    const proofs = shard.batches.flatMap(batch => batch.proofs.filter(({ venue }) => venue === 'acme'))
    expect(proofs.length).toBeGreaterThanOrEqual(8)
    expect(proofs.at(-1)).toMatchObject({ connected: true })
    expect(shard.venueUs - (proofs.at(-1)?.proofTimeUs ?? 0)).toBeLessThanOrEqual(250_000)
    expect(shard.batches.flatMap(batch => batch.proofs.filter(({ venue }) => venue === 'zeta')).at(-1)).toMatchObject({
      connected: false,
      proofTimeUs: 0,
    })
  })

  it('leaves repetitions out while output waits for Redis, but never a change', () => {
    const shard = new ShardHarness().seed().clear()
    shard.congested = true
    shard.advance(1_000)
    expect(shard.batches).toEqual([])
    shard.send(shard.delta(99, 100))
    expect(shard.shown()).toBe('syncing: gap')
  })

  it('splits what would be one huge entry', () => {
    const symbols = Array.from({ length: 100 }, (_, index) => `S${index}-USDT`)
    const shard = new ShardHarness({ symbols })
    shard.advance(50)
    expect(shard.batches.map(({ views }) => views.length)).toEqual([64, 64, 64, 8])
    expect(shard.batches.filter(({ proofs }) => proofs.length > 0).length).toBe(1)
  })

  it('does not show a book that is halted', () => {
    const shard = new ShardHarness().seed()
    shard.send({ instrument: instrument(symbol, false) })
    expect(shard.shown()).toBe('suspect: not_trading')
    shard.clear().advance(10_000)
    expect(shard.bookOrders().filter(order => order.symbol === symbol)).toEqual([])
    shard.send({ instrument: instrument(symbol) })
    expect(shard.shown()).toBe('live')
  })

  it('shows why a symbol was rejected and does not ask for it', () => {
    const shard = new ShardHarness().seed()
    shard.send({ instrumentRejected: { symbol: other, reason: 'not listed' } })
    expect(shard.shown(other)).toBe('down: rejected: not listed')
    shard.clear().advance(20_000)
    expect(shard.orders.filter(({ venue }) => venue === 'acme')).toEqual([])
  })
})

describe('loss of continuity', () => {
  it('a gap: not live in the same turn, resync ordered at once, for the session that broke', () => {
    const shard = new ShardHarness().seed().clear()
    shard.send(shard.delta(11, 12, { bidPrices: [100], bidQuantities: [9] }))
    expect(shard.shown()).toBe('syncing: gap')
    expect(shard.bookOrders()).toMatchObject([{ symbol, session: 1, reason: 'gap', atMs: shard.nowMs }])
    expect(shard.counters.gaps).toBe(1)
  })

  it('control: without the hole in the numbers the same delta is shown', () => {
    const shard = new ShardHarness().seed().clear()
    shard.send(shard.delta(10, 12, { bidPrices: [100], bidQuantities: [9] }))
    expect(shard.last()).toMatchObject({ status: bookStatus.live, bidQuantities: [9, 2, 3] })
    expect(shard.orders).toEqual([])
  })

  it('orders once, then with backoff, until the snapshot comes', () => {
    const shard = new ShardHarness().seed().clear()
    for (let sequence = 20; sequence < 30; sequence++) shard.send(shard.delta(sequence, sequence + 1))
    expect(shard.bookOrders().length).toBe(1)
    const begunMs = shard.nowMs
    shard.send({ snapshot: shard.snapshot({ symbol: other, session: 1 }) }).advance(22_000)
    expect(shard.bookOrders().map(({ atMs }) => atMs - begunMs)).toEqual([0, 3_000, 9_000, 21_000])
    shard.send({ snapshot: shard.snapshot({ session: 2, sequence: 40 }) })
    expect(shard.shown()).toBe('live')
    shard.clear().advance(60_000)
    expect(shard.orders.filter(({ venue }) => venue === 'acme')).toEqual([])
  })

  it('news of the same loss does not hurry the retries', () => {
    const shard = new ShardHarness().seed().seed({ symbol: other }).clear()
    const begunMs = shard.nowMs
    shard.send(shard.delta(20, 21))
    for (let second = 0; second < 20; second++)
      shard.advance(1_000).send({ bookLost: { symbols: [symbol], reason: 'bad_frame', atUs: 0 } })
    expect(shard.bookOrders().map(({ atMs }) => atMs - begunMs)).toEqual([0, 3_000, 9_000])
  })

  it('a book that breaks again and again is ordered ever more seldom', () => {
    const shard = new ShardHarness({ symbols: [symbol] }).seed().clear()
    let session = 1
    const begunMs = shard.nowMs
    while (shard.nowMs < begunMs + 30_000) {
      shard.send(shard.delta(500, 501, { session })).advance(100)
      session++
      shard.send({ snapshot: shard.snapshot({ session }) }).advance(100)
    }
    // 150 breaks.
    expect(shard.bookOrders().length).toBeLessThan(10)
  })

  it('names the newest session heard of when the snapshot of a new session was missed', () => {
    const shard = new ShardHarness().seed().clear()
    shard.send(shard.delta(10, 11, { session: 4 }))
    expect(shard.shown()).toBe('syncing: other_session')
    expect(shard.bookOrders()).toMatchObject([{ session: 4, reason: 'other_session' }])
  })

  it('drops what remains of the old session after a make-before-break', () => {
    const shard = new ShardHarness().seed()
    shard.send({ snapshot: shard.snapshot({ session: 2, sequence: 500 }) }, shard.delta(10, 11)).clear()
    shard.send(shard.delta(500, 501, { session: 2, bidPrices: [100], bidQuantities: [9] }))
    expect(shard.last()).toMatchObject({ session: 2, sequence: 501, status: bookStatus.live })
    expect(shard.counters.stale).toBe(1)
  })

  it.each([
    { name: 'one symbol', symbols: [symbol], live: [other] },
    { name: 'all by an empty list', symbols: [], live: [] },
  ])('BookLost for $name', ({ symbols, live }) => {
    const shard = new ShardHarness().seed().seed({ symbol: other }).advance(50)
    shard.send({ bookLost: { symbols, reason: 'disconnected', atUs: 0 } })
    expect(shard.shown()).toBe('down: disconnected')
    expect(shard.shown(other)).toBe(live.length > 0 ? 'live' : 'down: disconnected')
    // The collector knows and repairs by itself; it is reminded when it did not.
    expect(shard.bookOrders()).toEqual([])
    shard.advance(3_100)
    expect(shard.bookOrders().length).toBe(2 - live.length)
  })

  it('a hole behind which one book comes back by itself leaves the others no time without an order', () => {
    const shard = new ShardHarness().seed().seed({ symbol: other }).advance(1_000)
    shard.sync.onHole('acme')
    shard.send({ snapshot: shard.snapshot({ session: 2, sequence: 20 }) })
    shard.advance(500)
    expect([shard.shown(), shard.shown(other)]).toEqual(['live', 'syncing: stream_hole'])
    expect(shard.shardOrders()).toEqual([])
    expect(shard.bookOrders()).toMatchObject([{ symbol: other, reason: 'stream_hole' }])
  })

  it('a hole in the stream takes every book of that venue and shard, and no other', () => {
    const shard = new ShardHarness().seed().seed({ symbol: other })
    shard.heartbeat('zeta').sendOf('zeta', { snapshot: shard.snapshot() }).clear()
    shard.sync.onHole('acme')
    shard.sync.endTurn()
    expect([shard.shown(), shard.shown(other)]).toEqual(['syncing: stream_hole', 'syncing: stream_hole'])
    expect(shard.views(symbol, 'zeta')).toEqual([])
    shard.advance(50)
    expect(shard.shardOrders()).toMatchObject([{ reason: 'stream_hole' }])
    expect(shard.bookOrders()).toEqual([])
  })

  it('another writer: all lost, its snapshots are awaited, its sessions may be lower', () => {
    const shard = new ShardHarness().seed({ session: 900 }).clear()
    shard.sync.onWriterChange('acme')
    shard.sync.endTurn()
    expect(shard.shown()).toBe('syncing: writer_changed')
    shard.advance(1_000)
    expect(shard.orders.filter(({ venue }) => venue === 'acme')).toEqual([])
    shard.send({ snapshot: shard.snapshot({ session: 3 }) })
    expect(shard.shown()).toBe('live')
  })

  it.each([
    { name: 'bytes that are no protobuf', bytes: Uint8Array.of(0x12, 0xff), type: 'MarketDataBatch' },
    { name: 'another type', bytes: new Uint8Array(), type: 'Surprise' },
  ])('an entry that cannot be read loses the stream: $name', ({ bytes, type }) => {
    const shard = new ShardHarness().seed().clear()
    shard.sendBytes(bytes, type)
    expect(shard.shown()).toBe('syncing: undecodable')
    expect([shard.counters.undecodable, shard.undecodable.length]).toEqual([1, 1])
    shard.advance(50)
    expect(shard.shardOrders().length).toBe(1)
  })

  it('ignores symbols of another shard and counts them', () => {
    const shard = new ShardHarness({ shards: 64, symbols: [symbol] }).seed().clear()
    shard.send({ snapshot: shard.snapshot({ symbol: other }) }, { snapshot: shard.snapshot({ symbol: '__proto__' }) })
    expect([shard.counters.misplacedSymbols, shard.views(other).length]).toEqual([2, 0])
  })

  it('a crossed book is doubted at once and resynced at the second message', () => {
    const shard = new ShardHarness().seed().clear()
    shard.send(shard.delta(10, 11, { bidPrices: [102], bidQuantities: [1] }))
    expect(shard.shown()).toBe('suspect: crossed')
    expect(shard.last().bidPrices).toEqual([])
    expect(shard.bookOrders()).toEqual([])
    shard.send(shard.delta(11, 12))
    expect(shard.bookOrders()).toMatchObject([{ reason: 'crossed' }])
  })

  it('asks for a deeper snapshot while live when the proven range runs out, and doubts when it has', () => {
    const shard = new ShardHarness({ viewLevels: 3 }).seed({ bidsTruncated: true, asksTruncated: true }).clear()
    shard.send(shard.delta(10, 11, { bidPrices: [100, 99, 98], bidQuantities: [0, 0, 0] })).advance(50)
    expect(shard.shown()).toBe('live')
    expect(shard.bookOrders().filter(order => order.symbol === symbol)).toMatchObject([
      { reason: 'near_edge', session: 1 },
    ])
    shard.advance(5_000)
    expect(shard.bookOrders().filter(order => order.symbol === symbol).length).toBe(1)
    shard.send(shard.delta(11, 12, { bidPrices: [97, 90], bidQuantities: [0, 5] }))
    expect(shard.shown()).toBe('suspect: beyond_edge')
  })
})
