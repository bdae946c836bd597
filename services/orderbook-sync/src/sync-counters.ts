/** What happened since the start of the process, for metrics and status. */
export interface SyncCounters {
  applied: number
  snapshots: number
  stale: number
  gaps: number
  otherSessions: number
  refused: number
  /** Books that were not the venue's by its own checksum. */
  checksums: number
  crossed: number
  notSynced: number
  booksLost: number
  holes: number
  writerChanges: number
  undecodable: number
  unknownEvents: number
  misplacedSymbols: number
  witnessAccusations: number
  pauses: number
  resyncOrders: number
  /** Books that went on from their checkpoint. */
  restored: number
  views: number
}

export const createSyncCounters = (): SyncCounters => ({
  applied: 0,
  snapshots: 0,
  stale: 0,
  gaps: 0,
  otherSessions: 0,
  refused: 0,
  checksums: 0,
  crossed: 0,
  notSynced: 0,
  booksLost: 0,
  holes: 0,
  writerChanges: 0,
  undecodable: 0,
  unknownEvents: 0,
  misplacedSymbols: 0,
  witnessAccusations: 0,
  pauses: 0,
  resyncOrders: 0,
  restored: 0,
  views: 0,
})
