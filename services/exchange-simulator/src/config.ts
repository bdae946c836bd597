import {
  baseSettings,
  defineSettings,
  integerSetting,
  numberSetting,
  portSetting,
  Refusal,
  symbolListSetting,
  textListSetting,
  textSetting,
  venueListSetting,
  type Setting,
} from '@screener/service-kit'
import { defaultSymbols } from './market/instruments.ts'
import type { VenueTwin } from './venue-twin.ts'

/** "connectsPerWindow" becomes "CONNECTS_PER_WINDOW". */
const upperSnake = (name: string): string => name.replace(/[A-Z]/g, letter => `_${letter}`).toUpperCase()
const keyOf = (id: string, name: string): string => id + name.slice(0, 1).toUpperCase() + name.slice(1)

/** Venue ids of which each must be there. */
const venuesSetting = (ids: readonly string[]): Setting<readonly string[]> => {
  const list = venueListSetting({ env: 'VENUES', default: ids, doc: 'The venues to simulate; default: all there are' })
  const parse = (raw: unknown): readonly string[] => {
    const chosen = list.parse(raw)
    const unknown = chosen.findIndex(id => !ids.includes(id))
    if (unknown >= 0) throw new Refusal(`item ${unknown + 1} of the list has no twin`, `set any of ${ids.join(', ')}`)
    return chosen
  }
  return { ...list, parse }
}

const replayVenueSetting = (ids: readonly string[]): Setting<string> => {
  const text = textSetting({ env: 'REPLAY_VENUE', default: ids[0] ?? '', doc: 'The venue that the capture is of' })
  const parse = (raw: unknown): string => {
    const id = text.parse(raw)
    if (!ids.includes(id)) throw new Refusal('must be a venue that can be replayed', `set one of ${ids.join(', ')}`)
    return id
  }
  return { ...text, parse }
}

const symbolsOfVenues = (env: string, ids: readonly string[], doc: string): Setting<readonly string[]> =>
  textListSetting({
    env,
    default: [],
    pattern: new RegExp(`^(${ids.join('|')}):[^\\s,=:{}/-]+-[^\\s,=:{}/-]+$`, 'u'),
    shape: `venue:BASE-QUOTE, like ${ids[0] ?? 'venue'}:FOO-USDT`,
    doc,
  })

interface OwnSettings {
  readonly listenHost: Setting<string>
  readonly controlPort: Setting<number>
  readonly venues: Setting<readonly string[]>
  readonly replayFile: Setting<string>
  readonly replayVenue: Setting<string>
  readonly replaySpeed: Setting<number>
  readonly symbols: Setting<readonly string[]>
  readonly unlisted: Setting<readonly string[]>
  readonly unstreamed: Setting<readonly string[]>
  readonly seed: Setting<string>
  readonly eventsPerSecond: Setting<number>
  readonly truthChanges: Setting<number>
}

const ownSettings = (twins: readonly VenueTwin[]): OwnSettings => {
  const ids = twins.map(({ id }) => id)
  const replayable = twins.filter(({ replay }) => replay !== undefined).map(({ id }) => id)
  return {
    listenHost: textSetting({
      env: 'LISTEN_HOST',
      default: '127.0.0.1',
      doc: 'Address of the venue and control ports',
    }),
    controlPort: portSetting({ env: 'CONTROL_PORT', default: 9800, doc: 'Truth, faults, counters; 0 = any free one' }),
    venues: venuesSetting(ids),
    replayFile: textSetting({
      env: 'REPLAY_FILE',
      default: '',
      doc: 'A capture in the place of one venue; empty = none',
    }),
    replayVenue: replayVenueSetting(replayable),
    replaySpeed: numberSetting({ env: 'REPLAY_SPEED', default: 1, min: 0.01, max: 1000, doc: '1 = as recorded' }),
    symbols: symbolListSetting({ env: 'SYMBOLS', default: defaultSymbols, doc: 'Canonical symbols to trade' }),
    unlisted: symbolsOfVenues('UNLISTED', ids, 'Symbols that one venue does not list'),
    unstreamed: symbolsOfVenues('UNSTREAMED', ids, 'Symbols that one venue lists, and refuses to stream'),
    seed: textSetting({ env: 'SEED', default: '1', doc: 'Same seed, same market' }),
    eventsPerSecond: numberSetting({
      env: 'EVENTS_PER_SECOND',
      default: 10,
      min: 0,
      max: 10_000,
      doc: 'Order events per second, per symbol and venue',
    }),
    truthChanges: integerSetting({
      env: 'TRUTH_CHANGES',
      default: 32_768,
      min: 1024,
      max: 10_000_000,
      doc: 'Book changes remembered per symbol and venue (20 bytes each)',
    }),
  }
}

/** Each venue's port and limits: `<ID>_PORT`, `<ID>_CONNECTS_PER_WINDOW`. */
const venueSettings = (twins: readonly VenueTwin[]): Readonly<Record<string, Setting<number>>> => {
  const settings: Record<string, Setting<number>> = {}
  for (const { id, limits } of twins) {
    const env = id.toUpperCase()
    const portDoc = `REST and WebSocket of ${id}; 0 = any free one`
    settings[keyOf(id, 'port')] = portSetting({ env: `${env}_PORT`, default: 0, doc: portDoc })
    for (const [name, { default: usual, doc }] of Object.entries(limits))
      settings[keyOf(id, name)] = integerSetting({ env: `${env}_${upperSnake(name)}`, default: usual, min: 0, doc })
  }
  return settings
}

// A mapped type, because an interface has no index signature.
export type SimulatorSchema = typeof baseSettings & Pick<OwnSettings, keyof OwnSettings>

/** Everything that can be set, of the simulator itself and of each twin. */
export const settingsFor = (twins: readonly VenueTwin[]): SimulatorSchema =>
  defineSettings({ ...baseSettings, ...ownSettings(twins), ...venueSettings(twins) })

export interface VenueValues {
  readonly ports: Readonly<Record<string, number>>
  /** By venue and name. */
  readonly limits: Readonly<Record<string, Readonly<Record<string, number>>>>
}

/** The values that `settingsFor` added for the twins. */
export const valuesOfTwins = (config: object, twins: readonly VenueTwin[]): VenueValues => {
  const values = config as Readonly<Record<string, number>>
  const valueOf = (id: string, name: string): number => values[keyOf(id, name)] ?? 0
  const limitsOf = ({ id, limits }: VenueTwin): Readonly<Record<string, number>> =>
    Object.fromEntries(Object.keys(limits).map(name => [name, valueOf(id, name)]))
  return {
    ports: Object.fromEntries(twins.map(({ id }) => [id, valueOf(id, 'port')])),
    limits: Object.fromEntries(twins.map(twin => [twin.id, limitsOf(twin)])),
  }
}
