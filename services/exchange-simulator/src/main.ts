import { runService } from '@screener/service-kit'
import { settings } from './config.ts'
import { startControl } from './control.ts'
import { startSimulator } from './simulator.ts'

/** A market that has not moved for so long is no market. */
const maxLateMs = 2_000

await runService('exchange-simulator', settings, async ({ config, log, health, onStop }) => {
  const host = config.listenHost
  const simulator = await startSimulator(config, { binance: config.binancePort, bybit: config.bybitPort, host })
  onStop('venues', () => simulator.close())
  const control = await startControl(simulator, config.controlPort, host)
  onStop('control', () => control.close())
  health.check('market', () => (simulator.lateMs() > maxLateMs ? 'the market stands still' : undefined))
  for (const venue of ['binance', 'bybit'] as const)
    log.info({ event: 'listening', venue, port: simulator.servers[venue].port }, `${venue} is served`)
  log.info({ event: 'listening', venue: 'control', port: control.port }, 'control is served')
})
