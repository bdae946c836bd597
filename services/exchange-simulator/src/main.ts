import { runService } from '@screener/service-kit'
import { settings } from './config.ts'
import { venueIds } from './market/instruments.ts'
import { startControl } from './control.ts'
import { startSimulator } from './simulator.ts'

/** A market that has not moved for so long is no market. */
const maxLateMs = 2_000

await runService('exchange-simulator', settings, async ({ config, log, health, onStop }) => {
  const host = config.listenHost
  const { replayFile: file, replayVenue: venue, replaySpeed: speed } = config
  const replay = file === '' ? undefined : { file, venue, speed }
  const simulator = await startSimulator(
    { ...config, replay },
    { binance: config.binancePort, bybit: config.bybitPort, host },
  )
  onStop('venues', () => simulator.close())
  const control = await startControl(simulator, config.controlPort, host)
  onStop('control', () => control.close())
  health.check('market', () => (simulator.lateMs() > maxLateMs ? 'the market stands still' : undefined))
  for (const id of venueIds)
    log.info({ event: 'listening', venue: id, port: simulator.servers[id].port }, `${id} is served`)
  log.info({ event: 'listening', venue: 'control', port: control.port }, 'control is served')
})
