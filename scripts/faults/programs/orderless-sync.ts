/** orderbook-sync for control runs: its orders for new snapshots reach nobody. */
import { ShardSync } from '../../../services/orderbook-sync/src/shard-sync.ts'

Object.defineProperty(ShardSync.prototype, 'order', { value: () => undefined })
await import('../../../services/orderbook-sync/src/main.ts')
