import { runCollector } from '@screener/collector-runtime'
import { binance } from './venue.ts'

await runCollector(binance)
