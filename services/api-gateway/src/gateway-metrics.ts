import { Counter, Gauge, Histogram } from '@screener/service-kit'
import type { GatewayContext } from './config.ts'
import type { FanOut } from './fan-out.ts'
import type { KnownVerdicts } from './known-verdicts.ts'
import type { OpenOpportunities } from './open-opportunities.ts'

export interface GatewayMetrics {
  readonly batchAge: Histogram
  readonly undecodable: Counter<'stream'>
}

export const createGatewayMetrics = (
  { metrics }: GatewayContext,
  fanOut: FanOut,
  opportunities: OpenOpportunities,
  verdicts: KnownVerdicts,
): GatewayMetrics => {
  const registers = [metrics]
  const gauge = (name: string, help: string, value: () => number): void => {
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(value())
      },
    })
  }
  gauge('gateway_browsers', 'WebSockets open', () => fanOut.size())
  gauge('gateway_open_opportunities', 'Opportunities held', () => opportunities.all.size)
  gauge('gateway_verdicts', 'Routes whose last verdict is held', () => verdicts.size)
  gauge('gateway_messages_sent', 'Messages to browsers since the start', () => fanOut.counters.messages)
  gauge('gateway_browsers_skipped', 'Updates not sent to a browser that lagged behind', () => fanOut.counters.skipped)
  gauge('gateway_browsers_dropped', 'Browsers cut off for being too slow', () => fanOut.counters.dropped)
  return {
    batchAge: new Histogram({
      name: 'gateway_batch_age_ms',
      help: 'From the analyzer to the gateway',
      buckets: [1, 2, 5, 10, 25, 50, 100, 250, 1000],
      registers,
    }),
    undecodable: new Counter({
      name: 'gateway_undecodable_entries',
      help: 'Stream entries that did not decode',
      labelNames: ['stream'],
      registers,
    }),
  }
}
