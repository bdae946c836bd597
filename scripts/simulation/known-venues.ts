import { existsSync, readdirSync } from 'node:fs'
import type { Venue } from '@screener/collector-runtime'
import { loadTwin } from '../../services/exchange-simulator/src/find-twins.ts'
import type { VenueTwin } from '../../services/exchange-simulator/src/venue-twin.ts'

export interface KnownVenue {
  readonly twin: VenueTwin
  readonly venue: Venue
}

const services = new URL('../../services/', import.meta.url)

const isVenue = (value: unknown): value is Venue =>
  typeof value === 'object' && value !== null && 'id' in value && 'decode' in value && 'liveness' in value

/** Venues that have both a collector with a `Venue` record and a twin, by their folders. */
export const loadKnownVenues = async (): Promise<ReadonlyMap<string, KnownVenue>> => {
  const known = new Map<string, KnownVenue>()
  for (const name of readdirSync(services).sort()) {
    const id = name.startsWith('collector-') ? name.slice('collector-'.length) : ''
    const record = new URL(`${name}/src/venue.ts`, services)
    if (id === '' || !existsSync(record)) continue
    if (!existsSync(new URL(`exchange-simulator/src/${id}/twin.ts`, services))) continue
    const venue = Object.values((await import(record.href)) as object).find(isVenue)
    if (venue !== undefined) known.set(id, { venue, twin: await loadTwin(id) })
  }
  return known
}
