import { bookStatus } from '@screener/contracts'
import { describe, expect, it } from 'vitest'
import { ShardHarness, skewUs, symbol } from './shard-harness.ts'

describe('silence', () => {
  it('no proof of life: suspect within 1.5 s, live again with the next proof', () => {
    const shard = new ShardHarness().seed().advance(1_000).silence().clear()
    const provenMs = (shard.sync.feeds.get('acme')?.life.proofTimeUs ?? 0) / 1_000 - skewUs / 1_000
    shard.advance(2_000)
    const doubt = shard.views().find(({ status }) => status === bookStatus.suspect)
    expect(doubt?.reason).toBe('feed_silent')
    expect((doubt?.syncedTimeUs ?? 0) / 1_000 - provenMs).toBeLessThanOrEqual(1_500)
    shard.beat().advance(100)
    expect(shard.shown()).toBe('live')
    // Continuity was never lost: nothing is ordered.
    expect(shard.bookOrders().filter(order => order.symbol === symbol)).toEqual([])
  })

  it('control: with heartbeats the quiet book stays live', () => {
    const shard = new ShardHarness().seed().clear().advance(10_000)
    expect(shard.views().every(({ status }) => status === bookStatus.live)).toBe(true)
  })

  it('heartbeats that tell of no data are no proof', () => {
    const shard = new ShardHarness().seed()
    const lastDataTimeUs = shard.venueUs
    for (let beat = 0; beat < 8; beat++) {
      shard.advance(200)
      shard.silence().send({ feedHeartbeat: { atUs: shard.venueUs, lastDataTimeUs, connected: true } })
    }
    expect(shard.shown()).toBe('suspect: feed_silent')
  })

  it('heartbeats of a lost connection are no proof', () => {
    const shard = new ShardHarness().seed()
    for (let beat = 0; beat < 8; beat++) {
      shard.advance(200).silence()
      shard.send({ feedHeartbeat: { atUs: shard.venueUs, lastDataTimeUs: shard.venueUs, connected: false } })
    }
    expect(shard.shown()).toBe('suspect: feed_silent')
  })

  it('old heartbeats read late are no proof', () => {
    const shard = new ShardHarness().seed().advance(1_000).silence()
    const staleUs = shard.venueUs
    shard.advance(3_000)
    for (let beat = 1; beat < 5; beat++) shard.heartbeat('acme', staleUs + beat * 250_000)
    shard.advance(50)
    expect(shard.shown()).toBe('suspect: feed_silent')
    shard.heartbeat().advance(50)
    expect(shard.shown()).toBe('live')
  })

  it('a snapshot read late is not shown as live', () => {
    const shard = new ShardHarness({ symbols: [symbol] }).seed().advance(500)
    const late = shard.snapshot({ session: 2 })
    shard.send({ bookLost: { symbols: [], reason: 'resync', atUs: 0 } })
    shard.silence().advance(3_000).clear()
    shard.send({ snapshot: late })
    expect(shard.views().map(({ reason }) => reason)).toEqual(['feed_silent'])
  })

  it('a book with data of its own needs no heartbeat of the quietest connection', () => {
    const shard = new ShardHarness({ symbols: [symbol] }).seed().silence()
    for (let sequence = 10; sequence < 40; sequence++) shard.advance(100).send(shard.delta(sequence, sequence + 1))
    expect(shard.shown()).toBe('live')
  })

  it('deltas go on counting in a suspect book; a gap still breaks it', () => {
    const shard = new ShardHarness({ symbols: [symbol] }).seed().silence().advance(2_000)
    expect(shard.shown()).toBe('suspect: feed_silent')
    shard.send(shard.delta(50, 51))
    expect(shard.shown()).toBe('syncing: gap')
  })
})

describe('own pause', () => {
  it('all books are suspect before anything else is published, until proof is newer than the pause', () => {
    const shard = new ShardHarness().seed().advance(500).clear()
    const beforeUs = shard.venueUs
    shard.nowMs += 600
    shard.send(shard.delta(10, 11, { bidPrices: [100], bidQuantities: [9], receivedTimeUs: beforeUs }))
    expect(shard.views().map(({ status, reason }) => ({ status, reason }))).toEqual([
      { status: bookStatus.suspect, reason: 'paused' },
    ])
    // A backlog from before and during the pause proves nothing.
    shard
      .heartbeat('acme', beforeUs + 300_000)
      .silence()
      .advance(50)
    expect(shard.shown()).toBe('suspect: paused')
    shard.beat().advance(300)
    expect(shard.shown()).toBe('live')
    expect(shard.counters.pauses).toBe(1)
  })

  it('a snapshot from before the pause does not make a book live', () => {
    const shard = new ShardHarness().seed().advance(500).clear()
    const late = shard.snapshot({ session: 2 })
    shard.send({ bookLost: { symbols: [], reason: 'resync', atUs: 0 } })
    shard.nowMs += 600
    shard.send({ snapshot: late })
    expect(shard.shown()).toBe('suspect: paused')
  })

  it('control: a turn of 400 ms is no pause', () => {
    const shard = new ShardHarness().seed().advance(500).clear()
    shard.nowMs += 400
    shard.send(shard.delta(10, 11, { bidPrices: [100], bidQuantities: [9] }))
    expect(shard.last()).toMatchObject({ status: bookStatus.live, bidQuantities: [9, 2, 3] })
  })
})

describe('witness', () => {
  it('a best bid that differs for 2 s while it keeps coming condemns the book', () => {
    const shard = new ShardHarness({ symbols: [symbol] }).seed().clear()
    for (let moment = 0; moment < 22; moment++) shard.send(shard.best(100.5, 101)).advance(100)
    expect(shard.shown()).toBe('suspect: witness')
    expect(shard.bookOrders()).toMatchObject([{ symbol, reason: 'witness', session: 1 }])
    shard.send({ snapshot: shard.snapshot({ session: 2, bidPrices: [100.5], bidQuantities: [1] }) }).advance(1_000)
    expect(shard.shown()).toBe('live')
  })

  it('a moment of agreement forgives a book that came to it by itself, and full agreement needs none', () => {
    const shard = new ShardHarness({ symbols: [symbol] }).seed().clear()
    for (let moment = 0; moment < 48; moment++) {
      const agrees = moment % 16 === 15
      shard.send(shard.best(100, 101))
      shard.send(
        shard.delta(10 + moment, 11 + moment, { bidPrices: [100.5], bidQuantities: [agrees ? 0 : moment + 1] }),
      )
      shard.advance(100)
    }
    expect(shard.shown()).toBe('live')
    for (let moment = 0; moment < 30; moment++) shard.send(shard.best(100, 101)).advance(100)
    expect(shard.shown()).toBe('live')
  })

  it('a book that stands still is condemned though the best bid comes back to it by chance', () => {
    const shard = new ShardHarness({ symbols: [symbol] }).seed().clear()
    for (let moment = 0; moment < 24; moment++) shard.send(shard.best(moment % 2 === 0 ? 100.5 : 100, 101)).advance(100)
    expect(shard.shown()).toBe('suspect: witness')
  })

  it('a witness that fell silent accuses nobody: the book has moved since', () => {
    const shard = new ShardHarness({ symbols: [symbol] }).seed()
    shard.send(shard.best(100, 101))
    for (let sequence = 10; sequence < 50; sequence++) {
      shard.advance(100).send(shard.delta(sequence, sequence + 1, { bidPrices: [100.5], bidQuantities: [sequence] }))
    }
    expect(shard.shown()).toBe('live')
  })

  it('a depth channel that stalls is caught though the best bid moved only once', () => {
    const shard = new ShardHarness({ symbols: [symbol] }).seed().advance(500)
    shard.send(shard.best(100.5, 101)).advance(2_200)
    expect(shard.shown()).toBe('suspect: witness')
  })

  it('an empty side is said as price 0', () => {
    const shard = new ShardHarness({ symbols: [symbol] }).seed({ askPrices: [], askQuantities: [] })
    for (let moment = 0; moment < 30; moment++) shard.send(shard.best(100, 0)).advance(100)
    expect(shard.shown()).toBe('live')
  })
})
