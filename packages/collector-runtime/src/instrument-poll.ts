import { setTimeout as delay } from 'node:timers/promises'
import { createInstrumentTable, type InstrumentTable } from './instrument-table.ts'
import type { RestClient } from './rest-client.ts'
import type { Venue } from './venue.ts'

export interface InstrumentPollOptions {
  readonly instruments: Venue['instruments']
  readonly client: RestClient
  readonly everyMs: number
  readonly signal: AbortSignal
  readonly onTable: (table: InstrumentTable) => void
  readonly onFailed: (reason: string) => void
}

const maxBodyBytes = 32 * 1024 * 1024
const timeoutMs = 15_000
const failurePauseMs = 5000

/** Reads the venue's instrument list now and then again for ever; ends when aborted, never rejects. */
export const pollInstruments = async (options: InstrumentPollOptions): Promise<void> => {
  const { instruments, client, signal } = options
  while (!signal.aborted) {
    let pauseMs = options.everyMs
    try {
      const list = await client.get({
        path: instruments.path,
        weight: instruments.weight,
        priority: 0,
        timeoutMs,
        maxBytes: maxBodyBytes,
        retries: 5,
        parse: instruments.parse,
      })
      const table = createInstrumentTable(list)
      // An empty list is an outage of the venue's, not the end of all its markets.
      if (table.size === 0) throw new Error('the instrument list is empty')
      options.onTable(table)
    } catch (error) {
      // The abort may have come while we waited, which the compiler cannot see.
      if (isAborted(signal)) return
      options.onFailed(error instanceof Error ? error.message : String(error))
      pauseMs = Math.min(pauseMs, failurePauseMs)
    }
    await delay(pauseMs, undefined, { signal }).catch(() => undefined)
  }
}

const isAborted = (signal: AbortSignal): boolean => signal.aborted
