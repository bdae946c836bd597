/** Why no route through a book is priced, though the book itself is live. */
export interface Hold {
  /** `quarantined`: what it trades may not be what its symbol says. `lagging`: its venue tells the past. */
  readonly rule: 'quarantined' | 'lagging'
  /** In words, for readers. */
  readonly detail: string
  /** By how many ms it is beyond the limit, where that has a measure. */
  readonly excessMs?: number
}
