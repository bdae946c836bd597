/** orderbook-sync for control runs: every feed counts as proven alive now, whatever it sends. */
import { ProofOfLife } from '../../../services/orderbook-sync/src/proof-of-life.ts'

ProofOfLife.prototype.toLocalUs = () => Math.round((performance.timeOrigin + performance.now()) * 1_000)
await import('../../../services/orderbook-sync/src/main.ts')
