import { runService } from '@screener/service-kit'
import { settings } from './config.ts'
import { startGateway } from './start-gateway.ts'

await runService('api-gateway', settings, startGateway)
