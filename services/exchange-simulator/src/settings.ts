import type { ReplaySettings } from './replay/start-replay.ts'

/** What the simulator can be told; `main.ts` reads it from the environment. */
export interface SimulatorSettings {
  readonly symbols: readonly string[]
  /** "venue:BASE-QUOTE" entries: this venue does not list it. */
  readonly unlisted: readonly string[]
  /** "venue:BASE-QUOTE" entries: listed, but this venue refuses its subscription. */
  readonly unstreamed: readonly string[]
  readonly seed: string
  /** A capture in the place of one venue's market. */
  readonly replay?: ReplaySettings | undefined
  /** Order events per second, per symbol and venue. */
  readonly eventsPerSecond: number
  /** Book changes remembered per symbol and venue. */
  readonly truthChanges: number
  /** By venue and name; what is not named here is as the twin says. */
  readonly limits: Readonly<Record<string, Readonly<Record<string, number>>>>
}
