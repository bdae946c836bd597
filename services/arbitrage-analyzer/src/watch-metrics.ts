import { Gauge, type Registry } from '@screener/service-kit'
import type { BookWatch } from './watch-books.ts'

/** Which books are held, and how late each venue is. */
export const watchMetrics = (registry: Registry, watch: BookWatch): void => {
  const gauge = (name: string, help: string, label: string, read: () => Iterable<readonly [string, number]>): void => {
    new Gauge({
      name,
      help,
      labelNames: [label],
      registers: [registry],
      collect() {
        for (const [value, figure] of read()) this.set({ [label]: value }, figure)
      },
    })
  }
  gauge('analyzer_held_books', 'Books that no route may pass', 'rule', () => Object.entries(watch.held))
  const offset = 'Least time of the last minutes from sending to reading, by the two clocks'
  gauge('analyzer_venue_offset_ms', offset, 'venue', () => watch.offsetsMs)
  gauge('analyzer_venue_lag_ms', 'The same now, of the worst shard', 'venue', () => watch.lagsMs)
}
