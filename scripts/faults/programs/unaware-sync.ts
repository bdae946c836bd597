/** orderbook-sync for control runs: it notices neither its own pauses nor that a feed is silent. */
import { ProofOfLife } from '../../../services/orderbook-sync/src/proof-of-life.ts'
import { ShardSync } from '../../../services/orderbook-sync/src/shard-sync.ts'

Object.defineProperty(ShardSync.prototype, 'noticePause', { value: () => undefined })
ProofOfLife.prototype.toLocalUs = () => Math.round((performance.timeOrigin + performance.now()) * 1_000)
await import('../../../services/orderbook-sync/src/main.ts')
