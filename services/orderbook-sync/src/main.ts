import { runService } from '@screener/service-kit'
import { settings } from './config.ts'
import { startSync } from './start-sync.ts'

await runService('orderbook-sync', settings, startSync)
