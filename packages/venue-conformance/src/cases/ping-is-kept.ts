import type { Venue } from '@screener/collector-runtime'
import type { ConformanceCase } from '../conformance-case.ts'
import { sharedSymbols } from '../proving-ground.ts'

/** A silent client is cut after this; several pings fit into it, so that a slow machine may miss some. */
const idleMs = 2_000
const pingEveryMs = idleMs / 5
const rounds = 2
/** Silence proves nothing on this market, where nothing moves. */
const patientMs = 60_000

export const pingIsKept: ConformanceCase = {
  number: 11,
  title: 'pings are kept and answered: a connection on which nothing moves lives on',
  async run(ground) {
    ground.release()
    const simulator = await ground.openSimulator({ symbols: sharedSymbols, eventsPerSecond: 0, idleMs })
    const followed = await ground.follow({ simulator, symbols: sharedSymbols, venue: pingOften(ground.venue) })
    await ground.until('every book LIVE', () => followed.liveSymbols().length === sharedSymbols.length)
    const sinceMs = performance.now()
    if (ground.conforming.liveness.ping !== undefined) {
      await ground.until('pings answered', () => followed.heard.pings >= rounds && followed.heard.pongs >= rounds)
    }
    await ground.until('a client that says nothing would be cut', () => performance.now() - sinceMs > rounds * idleMs)
    if (followed.endings.length > 0) throw new Error(`the connection ended: ${JSON.stringify(followed.endings)}`)
  },
}

const pingOften = (venue: Venue): Venue => {
  const { ping } = venue.liveness
  const quiet = { ...venue.liveness, dataTimeoutMs: patientMs, transportTimeoutMs: patientMs }
  if (ping === undefined) return { ...venue, liveness: quiet }
  // A venue that never pings stays so.
  return { ...venue, liveness: { ...quiet, ping: { ...ping, everyMs: pingEveryMs } } }
}
