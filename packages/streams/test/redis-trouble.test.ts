import {
  beginRedisFault,
  eventually,
  startRedis,
  startTcpProxy,
  type RedisFaultKind,
  type RedisServer,
} from '@screener/testing'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createReplyWatch } from '../src/reply-watch.ts'
import { bytes, createScope, payloadsIn, single } from './fixture.ts'

let server: RedisServer
const scope = createScope()

beforeAll(async () => {
  server = await startRedis({ appendOnly: true })
})
afterEach(() => scope.end())
afterAll(() => server.stop())

const outages: readonly (readonly [kind: RedisFaultKind, words: RegExp])[] = [
  ['out_of_memory', /refuses writes: OOM/],
  ['read_only', /refuses writes: READONLY/],
  ['disk_full', /refuses writes: MISCONF/],
  ['killed', /not connected/],
  ['loading', /not connected/],
]

describe('trouble of a client', () => {
  it.each(outages)('%s is told while it lasts, and what was appended meanwhile arrives once', async (kind, words) => {
    const redis = await scope.redis(single(server.url))
    const writer = scope.writer(redis, { stream: `trouble:${kind}` })
    writer.append('T', bytes('before'))
    await writer.flush()
    expect(redis.trouble).toBeUndefined()
    const fault = await beginRedisFault(server, kind)
    const feed = setInterval(() => writer.append('T', bytes('meanwhile')), 5)
    scope.onEnd(() => clearInterval(feed))
    await eventually(() => words.test(redis.trouble ?? ''), { what: `trouble (${kind})` })
    // Reads are answered by most of them, and say nothing.
    await redis.command('XLEN', `trouble:${kind}`).catch(() => undefined)
    expect(redis.trouble).toMatch(words)
    await fault.end()
    const endedAtMs = performance.now()
    await eventually(() => redis.trouble === undefined, { what: 'no trouble' })
    // The promise is books that are LIVE 5 s after Redis is back; a client is only the beginning of that.
    expect(performance.now() - endedAtMs).toBeLessThan(3_000)
    clearInterval(feed)
    await writer.flush()
    const ids = (await payloadsIn(redis, `trouble:${kind}`)).map(({ id }) => id)
    expect(ids).toEqual(ids.map((_, n) => `1000-${n}`))
    expect(writer.droppedEntries).toBe(0)
  })

  it('a Redis that is connected and does not answer is told before the socket gives up', async () => {
    const proxy = await startTcpProxy({ port: server.port })
    scope.onEnd(() => proxy.close())
    const redis = await scope.redis(single(`redis://127.0.0.1:${proxy.port}`))
    proxy.stall()
    const lost = redis.command('PING').catch(() => 'lost')
    await eventually(() => /does not answer for/.test(redis.trouble ?? ''), { what: 'trouble' })
    expect(redis.ready).toBe(true)
    proxy.resume()
    await lost
    await eventually(() => redis.trouble === undefined)
  })
})

describe('createReplyWatch', () => {
  it('counts silence from the last answer, not from the last question', () => {
    const watch = createReplyWatch()
    watch.asked(0)
    watch.asked(800)
    expect(watch.trouble(1_000)).toContain('1000 ms')
    watch.answered(1_000)
    expect(watch.trouble(1_500)).toBeUndefined()
    watch.answered(1_500)
    expect(watch.trouble(99_000)).toBeUndefined()
  })

  it('knows a refusal that means the state of Redis from one that means the command', () => {
    const watch = createReplyWatch()
    watch.note('XADD', new Error('ERR The ID specified in XADD is equal or smaller'))
    expect(watch.trouble(0)).toBeUndefined()
    watch.note('XADD', new Error("OOM command not allowed when used memory > 'maxmemory'."))
    watch.note('GET', 'x')
    expect(watch.trouble(0)).toContain('OOM')
    watch.note('XADD', '7-0')
    expect(watch.trouble(0)).toBeUndefined()
  })
})
