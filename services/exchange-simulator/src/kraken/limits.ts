import type { TwinLimit } from '../venue-twin.ts'

type LimitName = 'connectsPerWindow' | 'banMs' | 'framesPerSecond' | 'idleMs' | 'restCalls'

/** The venue's own where it names one, unless the operator says otherwise. Times in milliseconds. */
export const limits: Readonly<Record<LimitName, TwinLimit>> = {
  connectsPerWindow: { default: 150, doc: 'WebSocket connection attempts per 10 minutes and IP' },
  banMs: { default: 600_000, doc: 'Ban of an IP with more of them' },
  framesPerSecond: { default: 20, doc: 'Client frames per second and connection; more are dropped' },
  idleMs: { default: 60_000, doc: 'A connection without a client frame for so long is closed' },
  restCalls: { default: 15, doc: 'REST calls an IP may make at once; one more each second' },
}

export type KrakenLimits = Readonly<Record<LimitName, number>>

export type KrakenKnobs = Readonly<{
  /** What the status channel says: place in `systems`. */
  system: number
  /** In one of so many updates a price stands twice. 0: never. */
  priceTwiceEvery: number
}>

export const knobs: KrakenKnobs = { system: 0, priceTwiceEvery: 25 }

export const systems = ['online', 'cancel_only', 'maintenance', 'post_only'] as const
