import { runService } from '@screener/service-kit'
import { startWorld } from './chain-world.ts'
import { settings } from './config.ts'
import { startControl } from './control.ts'

/** A chain without a block for so long, beyond the usual time between blocks, stands still. */
const maxLateMs = 5_000

await runService('chain-simulator', settings, async ({ config, log, health, onStop }) => {
  const { listenHost: host, chainPort, chainBackupPort, controlPort } = config
  const world = await startWorld({
    ...{ ...config, host, ports: [chainPort, chainBackupPort] },
    onError: (error: unknown) => {
      log.error({ event: 'block_failed', err: error }, 'a block could not be mined')
    },
  })
  let stopping = false
  onStop('chain', async () => {
    stopping = true
    await world.close()
  })
  // Without its node it is nothing; whoever supervises starts both anew.
  void world.chain.ended.then(() => {
    if (!stopping) throw new Error('the node has ended')
  })
  const control = await startControl(world, controlPort, host)
  onStop('control', () => control.close())
  health.check('blocks', () => (world.producer.lateMs() > maxLateMs ? 'no block is mined' : undefined))
  const problem = world.prices.problem()
  if (problem !== undefined) log.warn({ event: 'no_market', problem }, 'the pools begin at prices of their own')
  for (const [id, { port }] of world.proxy.endpoints)
    log.info({ event: 'listening', endpoint: id, port }, `provider ${id} is served`)
  log.info({ event: 'listening', endpoint: 'control', port: control.port }, 'control is served')
})
