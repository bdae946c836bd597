import { runCollector } from '@screener/collector-runtime'
import { okx } from './venue.ts'

await runCollector(okx)
