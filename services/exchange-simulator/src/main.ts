import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { runService } from '@screener/service-kit'
import { settingsFor, valuesOfTwins } from './config.ts'
import { startControl } from './control.ts'
import { findTwins } from './find-twins.ts'
import { startSimulator } from './simulator.ts'

/** A market that has not moved for so long is no market. */
const maxLateMs = 2_000

/** `node src/main.ts [folder …]`: folders with more twins, for venues that exist only in a test. */
const folders = process.argv.slice(2).map(folder => pathToFileURL(`${resolve(folder)}/`))
const twins = await findTwins(folders)

await runService('exchange-simulator', settingsFor(twins), async ({ config, log, health, onStop }) => {
  const host = config.listenHost
  const { replayFile: file, replayVenue: venue, replaySpeed: speed } = config
  const replay = file === '' ? undefined : { file, venue, speed }
  const { ports, limits } = valuesOfTwins(config, twins)
  const chosen = twins.filter(({ id }) => config.venues.includes(id))
  const simulator = await startSimulator(chosen, { ...config, limits, replay }, { ports, host })
  onStop('venues', () => simulator.close())
  const control = await startControl(simulator, config.controlPort, host)
  onStop('control', () => control.close())
  health.check('market', () => (simulator.lateMs() > maxLateMs ? 'the market stands still' : undefined))
  for (const { twin, server } of simulator.venues.values())
    log.info({ event: 'listening', venue: twin.id, port: server.port }, `${twin.id} is served`)
  log.info({ event: 'listening', venue: 'control', port: control.port }, 'control is served')
})
