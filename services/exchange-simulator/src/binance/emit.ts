import type { Connection } from '../connection.ts'
import type { FaultBoard } from '../faults.ts'
import type { Session } from './session.ts'

/** Whose frame it is: stream name, canonical symbol, the venue's channel. */
export interface StreamAddress {
  readonly name: string
  readonly symbol: string
  readonly channel: string
}

/** Sends one payload to all subscribers; `build` is given 1 for times in milliseconds, 1000 for microseconds. */
export type Emit = (
  address: StreamAddress,
  subscribers: Iterable<Connection>,
  build: (timeFactor: number) => string,
) => void

/** Serialises once per shape that somebody wants: raw or combined, milliseconds or microseconds. */
export const createEmit =
  (sessionOf: (connection: Connection) => Session | undefined, faults: FaultBoard): Emit =>
  ({ name, symbol, channel }, subscribers, build) => {
    const frames: (Buffer | undefined)[] = [undefined, undefined, undefined, undefined]
    for (const connection of subscribers) {
      const session = sessionOf(connection)
      if (session === undefined) continue
      const shape = (session.combined ? 1 : 0) + (session.micro ? 2 : 0)
      let frame = frames[shape]
      if (frame === undefined) {
        const payload = build(session.micro ? 1000 : 1)
        frame = Buffer.from(session.combined ? `{"stream":"${name}","data":${payload}}` : payload)
        frames[shape] = frame
      }
      faults.deliver(connection, frame, symbol, channel)
    }
  }
