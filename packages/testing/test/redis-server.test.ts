import { connectRedis } from '@screener/streams'
import { expect, test } from 'vitest'
import { eventually, startRedis, startTcpProxy } from '../src/index.ts'

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined }

const alive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

test('an append-only Redis keeps its data over kill9, and stop leaves no process', async () => {
  const server = await startRedis({ appendOnly: 'always' })
  const redis = connectRedis({ url: server.url, cluster: false, name: 'test' }, quiet)
  await eventually(() => redis.ready)
  await redis.command('SET', 'key', 'value')
  const first = server.pid
  await server.kill9()
  expect(alive(first)).toBe(false)
  await server.restart()
  expect(server.pid).not.toBe(first)
  await eventually(async () => (await redis.command('GET', 'key')) === 'value')
  await redis.close()
  await server.stop()
  expect(alive(server.pid)).toBe(false)
})

test('a proxy cuts, stalls and swallows', async () => {
  const server = await startRedis()
  const proxy = await startTcpProxy({ port: server.port })
  const redis = connectRedis({ url: `redis://127.0.0.1:${proxy.port}`, cluster: false, name: 'test' }, quiet)
  const direct = connectRedis({ url: server.url, cluster: false, name: 'test' }, quiet)
  await eventually(() => redis.ready && direct.ready)
  proxy.stall()
  const held = redis.command('INCR', 'n')
  expect(await direct.command('GET', 'n')).toBeNull()
  proxy.resume()
  expect(await held).toBe(1)
  proxy.swallowReplies()
  const lost = redis.command('INCR', 'n').catch((cause: unknown) => cause)
  await eventually(async () => (await direct.command('GET', 'n')) === '2')
  proxy.cut()
  expect(await lost).toBeInstanceOf(Error)
  proxy.resume()
  await eventually(() => redis.ready)
  await Promise.all([redis.close(), direct.close()])
  await proxy.close()
  await server.stop()
})

test('eventually gives the value back, and at the deadline says what it waited for and why', async () => {
  let turns = 0
  expect(await eventually(() => ++turns === 3 && 'done')).toBe('done')
  const failing = eventually(
    () => {
      throw new Error('not yet')
    },
    { timeoutMs: 20, what: 'the end' },
  )
  await expect(failing).rejects.toMatchObject({
    message: 'the end did not come true in 20 ms',
    cause: new Error('not yet'),
  })
})
