import type { ClosedOpportunity, FullState, Opportunity, StateUpdate, VenueHealth } from '@screener/contracts/gateway'
import { makeRow, type Row } from './row.ts'

/** More closed rows than this are not kept, however long the order is held. */
const MOST_CLOSED = 500

/** A venue's health with the server's time at which it was true. */
export interface VenueState {
  /** As people write it; the id where the gateway does not name it. */
  readonly name: string
  readonly health: VenueHealth
  readonly atMs: number
}

/** All that the page knows, outside of the UI. Messages go in at once; the screen reads when it paints. */
export class Store {
  readonly rows = new Map<string, Row>()
  readonly venues = new Map<string, VenueState>()
  /** The analyzer is heard by the gateway. */
  analyzerLive = false
  simulated = false
  version = ''
  openCount = 0
  /** Grows with each change of any row. */
  revision = 0
  private readonly closedIds = new Set<string>()

  /** Replaces what is held. Rows that are not in it ended while we were not listening. */
  applyFull(state: FullState, atMs: number, nowMs: number): void {
    // Venues first: rows are found by the names that come with them.
    this.venues.clear()
    this.putVenues(state.venues, atMs)
    const present = new Set<string>()
    for (const opportunity of state.opportunities) {
      present.add(opportunity.id)
      this.put(opportunity)
    }
    for (const row of this.rows.values()) {
      if (row.closed === undefined && !present.has(row.id)) this.close({ id: row.id, reason: 'unheard' }, nowMs)
    }
    this.analyzerLive = state.live
    this.simulated = state.simulated
    this.version = state.version
  }

  applyUpdate(update: StateUpdate, atMs: number, nowMs: number): void {
    for (const opportunity of update.changed) this.put(opportunity)
    for (const closed of update.closed) this.close(closed, nowMs)
    this.putVenues(update.venues, atMs)
    this.analyzerLive = update.live
  }

  /** A venue as people write it; one that is not told of keeps its id. */
  venueName(venue: string): string {
    return this.venues.get(venue)?.name ?? venue
  }

  /** Forgets rows that closed before `beforeMs` (monotonic). Tells whether any went. */
  sweep(beforeMs: number): boolean {
    let any = false
    for (const id of this.closedIds) {
      const row = this.rows.get(id)
      // Insertion order is the order of closing.
      if (row?.closed !== undefined && row.closed.atMs > beforeMs) break
      this.closedIds.delete(id)
      this.rows.delete(id)
      any = true
    }
    if (any) this.revision += 1
    return any
  }

  private put(opportunity: Opportunity): void {
    const before = this.rows.get(opportunity.id)
    if (before === undefined || before.closed !== undefined) this.openCount += 1
    this.closedIds.delete(opportunity.id)
    this.revision += 1
    this.rows.set(
      opportunity.id,
      makeRow(opportunity, this.revision, venue => this.venueName(venue)),
    )
  }

  private close(closed: ClosedOpportunity, nowMs: number): void {
    const row = this.rows.get(closed.id)
    if (row === undefined || row.closed !== undefined) return
    this.openCount -= 1
    this.revision += 1
    this.rows.set(row.id, { ...row, closed: { reason: closed.reason, atMs: nowMs }, revision: this.revision })
    this.closedIds.add(row.id)
    if (this.closedIds.size > MOST_CLOSED) {
      for (const oldest of this.closedIds) {
        this.closedIds.delete(oldest)
        this.rows.delete(oldest)
        break
      }
    }
  }

  private putVenues(venues: readonly VenueHealth[], atMs: number): void {
    for (const health of venues) {
      const name = health.name === '' ? health.venue : health.name
      this.venues.set(health.venue, { name, health, atMs })
    }
  }
}
