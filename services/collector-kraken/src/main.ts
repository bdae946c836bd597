import { runCollector } from '@screener/collector-runtime'
import { kraken } from './venue.ts'

await runCollector(kraken)
