import { fork } from 'node:child_process'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { Redis } from 'ioredis'
import { decodeOpportunityBatch, opportunityPhase, opportunityStream } from '@screener/contracts'
import { createStreamReader } from '@screener/streams'
import type { Stack } from '../stack/run-stack.ts'

interface Quantiles {
  readonly count: number
  readonly p50Ms: number
  readonly p99Ms: number
}

export interface LatencyResult {
  readonly frameToOpportunity: Quantiles
  /** The same number of stream hops with nothing but a relay in them. */
  readonly bareRelay: Quantiles
  readonly ratios: { readonly p50: number; readonly p99: number }
}

const hops = 3
const nowMs = (): number => performance.timeOrigin + performance.now()
const rounded = (value: number): number => Math.round(value * 1000) / 1000

const quantiles = (samples: number[]): Quantiles => {
  samples.sort((a, b) => a - b)
  const at = (q: number): number =>
    rounded(samples[Math.min(samples.length - 1, Math.floor(samples.length * q))] ?? Number.NaN)
  return { count: samples.length, p50Ms: at(0.5), p99Ms: at(0.99) }
}

/** Receive stamp of the newest frame behind each published change, to the moment a reader of the last stream holds it. */
const followOpportunities = async (redisUrl: string, signal: AbortSignal): Promise<number[]> => {
  const samples: number[] = []
  const reader = createStreamReader(
    { url: redisUrl, cluster: false, name: 'bench' },
    { info: () => undefined, warn: () => undefined, error: () => undefined },
  )
  reader.follow(opportunityStream(0), 'now')
  for await (const batch of reader.batches(signal)) {
    const arrivedMs = nowMs()
    for (const event of batch) {
      if (event.kind !== 'entry') continue
      const { events, keyframe } = decodeOpportunityBatch(event.payload)
      if (keyframe) continue
      for (const { phase, opportunity } of events) {
        if (phase === opportunityPhase.closed) continue
        samples.push(arrivedMs - Math.max(...opportunity.legs.map(leg => leg.receivedTimeUs)) / 1000)
      }
    }
  }
  await reader.close()
  return samples
}

const followRelay = async (redisUrl: string, stream: string, signal: AbortSignal): Promise<number[]> => {
  const redis = new Redis(redisUrl)
  const samples: number[] = []
  let last = '$'
  while (!signal.aborted) {
    const reply = await redis.xread('BLOCK', 500, 'STREAMS', stream, last)
    const arrivedMs = nowMs()
    for (const [, entries] of reply ?? []) {
      for (const [id, fields] of entries) {
        last = id
        samples.push(arrivedMs - Number(fields[1]))
      }
    }
  }
  redis.disconnect()
  return samples
}

/** Both at the same time on the same Redis, so that the machine's noise hits both. */
export const measureLatency = async (stack: Stack, seconds: number): Promise<LatencyResult> => {
  const redisUrl = `redis://127.0.0.1:${stack.redisPort}`
  const name = (hop: number): string => `bench:{relay}:${hop}`
  const relay = Array.from({ length: hops }, (_, hop) =>
    fork(
      fileURLToPath(new URL('./relay-client.ts', import.meta.url)),
      [JSON.stringify({ redisUrl, everyMs: 5, to: name(hop), ...(hop === 0 ? {} : { from: name(hop - 1) }) })],
      { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] },
    ),
  )
  const abort = new AbortController()
  try {
    await wait(3_000)
    const opportunities = followOpportunities(redisUrl, abort.signal)
    const relayed = followRelay(redisUrl, name(hops - 1), abort.signal)
    await wait(seconds * 1000)
    abort.abort()
    const frameToOpportunity = quantiles(await opportunities)
    const bareRelay = quantiles(await relayed)
    return {
      frameToOpportunity,
      bareRelay,
      ratios: {
        p50: rounded(frameToOpportunity.p50Ms / bareRelay.p50Ms),
        p99: rounded(frameToOpportunity.p99Ms / bareRelay.p99Ms),
      },
    }
  } finally {
    for (const child of relay) child.kill('SIGTERM')
  }
}
