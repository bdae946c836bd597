import { randomBytes } from 'node:crypto'
import { connectRedis, createStreamWriter, type RedisClient } from '@screener/streams'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  beginRedisFault,
  beginUnsynced,
  eventually,
  startRedis,
  untilInFile,
  type RedisFaultKind,
  type RedisServer,
} from '../src/index.ts'

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined }
// So much, and nothing to compress: between two looks at its sockets a loading Redis reads a thousand bytes.
const value = randomBytes(1_000).toString('base64')
let server: RedisServer
let redis: RedisClient

beforeEach(async () => {
  server = await startRedis({ appendOnly: true })
  redis = connectRedis({ url: server.url, cluster: false, name: 'test' }, quiet)
  await eventually(() => redis.ready)
})
afterEach(async () => {
  await redis.close()
  await server.stop()
})

const refusal = async (): Promise<string> =>
  redis.command('SET', 'probe', 'x').then(
    () => '',
    (cause: unknown) => String(cause),
  )

const cases: readonly (readonly [kind: RedisFaultKind, refusal: RegExp])[] = [
  ['killed', /away|closed/],
  ['terminated', /away|closed/],
  ['out_of_memory', /OOM command not allowed/],
  ['read_only', /READONLY/],
  ['loading', /away|closed|LOADING/],
  ['disk_full', /MISCONF Errors writing to the AOF file/],
]

it('beginUnsynced: what was acknowledged since is gone, what was before is not', async () => {
  await redis.command('SET', 'before', value)
  const lose = await beginUnsynced(server)
  await redis.command('SET', 'after', value)
  await lose()
  expect(await server.command('EXISTS', 'before')).toBe('1')
  expect(await server.command('EXISTS', 'after')).toBe('0')
})

describe('beginRedisFault', () => {
  it.each(cases)('%s: writes are refused until it ends, and nothing that was written is lost', async (kind, words) => {
    for (let key = 0; key < 50; key++) await redis.command('SET', `key:${key}`, value)
    await untilInFile(server)
    const fault = await beginRedisFault(server, kind)
    await eventually(async () => words.test(await refusal()), { what: `a write refused (${kind})` })
    if (kind === 'loading') await expect(server.command('GET', 'key:0')).rejects.toThrow('LOADING')
    else if (redis.ready) expect(await redis.command('GET', 'key:0')).toBe(value)
    await fault.end()
    await eventually(async () => redis.ready && (await refusal()) === '', { what: 'writes go through again' })
    expect(await redis.command('EXISTS', ...Array.from({ length: 50 }, (_, key) => `key:${key}`))).toBe(50)
  })

  it('disk_full: a write that was cut short is completed when there is room again, over a restart', async () => {
    const writer = createStreamWriter(
      redis,
      { stream: 's', epochMs: 7, maxEntries: 10_000, maxPendingBytes: 1 << 20, onFenced: () => undefined },
      quiet,
    )
    let sent = 0
    const fill = async (count: number): Promise<void> => {
      for (let i = 0; i < count; i++) writer.append('T', Buffer.from(`${sent++}`))
      await writer.flush()
    }
    await fill(100)
    const fault = await beginRedisFault(server, 'disk_full')
    const flushed = fill(100)
    await eventually(async () => /MISCONF/.test(await refusal()), { what: 'a full disk' })
    await fault.end()
    await flushed
    await eventually(async () => (await refusal()) === '')
    await fill(1)
    await untilInFile(server)
    await server.kill9()
    await server.start()
    expect(await server.command('XLEN', 's')).toBe('201')
    await writer.close()
  })
})
