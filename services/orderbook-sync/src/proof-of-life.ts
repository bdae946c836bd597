import type { FeedHeartbeat } from '@screener/contracts'

/** How much the smallest transit time may grow per heartbeat (ten a second): follows clocks that drift by 80 ppm. */
const leakUs = 8

/**
 * When the feed of one venue and shard was last known to live. Stamps are the collector's; they are compared with our
 * clock through the smallest transit time seen, so that neither a skew between machines nor a backlog read late (after a
 * pause, after an outage of Redis) makes old proof look fresh.
 */
export class ProofOfLife {
  /** Collector's clock; 0: none yet. */
  proofTimeUs = 0
  connected = false
  /** A heartbeat came that was not passed on yet. */
  fresh = false
  /** From the collector's heartbeat to us, skew of the clocks included. */
  transitUs = 0
  private offsetUs = Infinity
  private heardAtMs = -Infinity

  hear(nowMs: number): void {
    this.heardAtMs = nowMs
  }

  beat(heartbeat: FeedHeartbeat, epochUs: number): void {
    this.transitUs = epochUs - heartbeat.atUs
    this.offsetUs = Math.min(this.offsetUs + leakUs, this.transitUs)
    this.connected = heartbeat.connected
    this.fresh = true
    // A stamp from the collector's future would never age.
    if (heartbeat.connected) this.proofTimeUs = Math.min(heartbeat.lastDataTimeUs, heartbeat.atUs)
  }

  /** Another writer: its clock is not known yet and nothing is proven. */
  forget(): void {
    this.proofTimeUs = 0
    this.connected = false
    this.offsetUs = Infinity
  }

  /** Newest proof for a book whose last message was received at `receivedTimeUs` (collector's clock). */
  proofOf(receivedTimeUs: number): number {
    return Math.max(this.proofTimeUs, receivedTimeUs)
  }

  /** Our clock's reading at a collector's stamp. Without any heartbeat the clocks are taken to agree. */
  toLocalUs(collectorUs: number): number {
    return this.offsetUs === Infinity ? collectorUs : collectorUs + this.offsetUs
  }

  /** How long nothing at all came from the stream. */
  silentMs(nowMs: number): number {
    return nowMs - this.heardAtMs
  }
}
