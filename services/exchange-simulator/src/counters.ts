/** What happened at one venue since start; read by tests through GET /counters. */
export interface VenueCounters {
  connectionsOpened: number
  connectionsRefused: number
  framesSent: number
  framesReceived: number
  bans: number
  /** Peak of REST weight, or of requests, in one window. */
  weightPeak: number
  /** By HTTP status. */
  readonly restAnswers: Record<string, number>
  /** By reason. */
  readonly closes: Record<string, number>
  /** Errors answered to control frames, by code or kind. */
  readonly controlErrors: Record<string, number>
  /** Frames touched, connections cut and so on, by kind of fault. */
  readonly faults: Record<string, number>
}

export const createCounters = (): VenueCounters => ({
  connectionsOpened: 0,
  connectionsRefused: 0,
  framesSent: 0,
  framesReceived: 0,
  bans: 0,
  weightPeak: 0,
  restAnswers: {},
  closes: {},
  controlErrors: {},
  faults: {},
})

export const countIn = (record: Record<string, number>, key: string): void => {
  record[key] = (record[key] ?? 0) + 1
}
