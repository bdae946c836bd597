import { runCollector } from '@screener/collector-runtime'
import { gateio } from './venue.ts'

await runCollector(gateio)
