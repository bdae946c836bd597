/** orderbook-sync that hears of no hole in its streams: what control runs put in its place. */
import { runService } from '@screener/service-kit'
import { settings } from '../../../services/orderbook-sync/src/config.ts'
import { startSync } from '../../../services/orderbook-sync/src/start-sync.ts'

await runService('orderbook-sync', settings, context => {
  startSync(context, { hears: event => event.kind !== 'hole' })
})
