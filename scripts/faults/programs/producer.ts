/**
 * Appends `ENTRIES_PER_MS` entries of 200 bytes a millisecond to the stream `produced` for ever. PRODUCER: `bounded` = as collectors do it,
 * `driver` = as a driver does it by itself, which keeps every command that Redis is not there for.
 */
import { connectRedis, createStreamWriter } from '@screener/streams'
import { Redis } from 'ioredis'

const url = process.env['REDIS_URL'] ?? ''
const perMs = Number(process.env['ENTRIES_PER_MS'])
const payload = Buffer.alloc(200, 1)
const stream = 'produced'
const maxEntries = 100_000

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined }

const bounded = (): (() => void) => {
  const redis = connectRedis({ url, cluster: false, name: 'producer' }, quiet)
  // What a collector keeps for a stream unless told otherwise.
  const limits = { maxEntries, maxPendingBytes: 16_777_216 }
  const writer = createStreamWriter(redis, { stream, epochMs: Date.now(), ...limits, onFenced: () => undefined }, quiet)
  return () => writer.append('T', payload)
}

const driver = (): (() => void) => {
  const redis = new Redis(url, { protocol: 2 })
  redis.on('error', () => undefined)
  return () => {
    redis.xadd(stream, 'MAXLEN', '~', maxEntries, '*', 't', 'T', 'p', payload).catch(() => undefined)
  }
}

const append = process.env['PRODUCER'] === 'driver' ? driver() : bounded()
let producedAtMs = performance.now()
setInterval(() => {
  const nowMs = performance.now()
  for (let left = (nowMs - producedAtMs) * perMs; left >= 1; left--) append()
  producedAtMs = nowMs
}, 5)
