import { runCollector } from '@screener/collector-runtime'
import { bybit } from './venue.ts'

await runCollector(bybit)
