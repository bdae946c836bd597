import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { memoryRig, realRig, type StreamRig } from './stream-rig.ts'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const ids = (from: number, to: number, epochMs = 1_000): string[] =>
  Array.from({ length: to - from }, (_, i) => `${epochMs}-${from + i}`)

// What the simulation rests on: its Redis answers the writers and readers as a real one does.
describe.each([
  ['a real Redis', realRig],
  ['the simulated Redis', memoryRig],
])('streams over %s', (_name, open) => {
  let rig: StreamRig
  beforeEach(async () => {
    rig = await open()
  })
  afterEach(() => rig.end())

  const append = async (stream: string, count: number, options?: Parameters<StreamRig['writer']>[1]): Promise<void> => {
    const writer = rig.writer(stream, options)
    for (let n = 0; n < count; n++) writer.append('T', bytes(`entry ${n}`))
    await rig.settled(writer.flush())
  }

  test('ids are explicit and contiguous; a reader from the start hears all of them in order', async () => {
    await append('s', 700)
    const { heard } = rig.reader('s', 'start')
    await rig.until(() => heard.length >= 700, 'all entries')
    expect(heard).toEqual(ids(0, 700))
  })

  test('a reader from now hears what comes after it was placed, and nothing before', async () => {
    await append('s', 5)
    const { reader, heard } = rig.reader('s', 'now')
    await rig.until(() => reader.positionOf('s') === '1000-4', 'its place')
    await append('s', 3, { epochMs: 2_000 })
    await rig.until(() => heard.length >= 4, 'the new epoch')
    expect(heard).toEqual(['epoch 2000', ...ids(0, 3, 2_000)])
  })

  test('entries trimmed past a reader are a hole before the next entry', async () => {
    const writer = rig.writer('s')
    writer.append('T', bytes('first'))
    await rig.settled(writer.flush())
    for (let n = 1; n < 20; n++) writer.append('T', bytes(`entry ${n}`))
    await rig.settled(writer.flush())
    await rig.settled(rig.redis.command('XTRIM', 's', 'MAXLEN', 2))
    const { heard } = rig.reader('s', '1000-0')
    await rig.until(() => heard.length >= 3, 'the hole')
    expect(heard).toEqual(['hole 1000-1..1000-18', '1000-18', '1000-19'])
  })

  test('a stream that is emptied or lost under a reader is a hole, without any entry', async () => {
    const writer = rig.writer('s')
    const { heard, reader } = rig.reader('s', 'start')
    for (let n = 0; n < 3; n++) writer.append('T', bytes(`entry ${n}`))
    await rig.until(() => reader.positionOf('s') === '1000-2', 'the entries')
    await rig.settled(rig.redis.command('DEL', 's'))
    await rig.until(() => heard.some(item => item.startsWith('hole')), 'the hole')
    expect(heard).toEqual([...ids(0, 3), 'hole 1000-3..0-0'])
  })

  test('an older writer is fenced by the newer epoch, and nothing of it comes between', async () => {
    let fenced = false
    const old = rig.writer('s', {
      onFenced: () => {
        fenced = true
      },
    })
    old.append('T', bytes('old'))
    await rig.settled(old.flush())
    await append('s', 2, { epochMs: 2_000 })
    old.append('T', bytes('late'))
    await rig.until(() => fenced, 'the fence')
    const { heard } = rig.reader('s', 'start')
    await rig.until(() => heard.length >= 4, 'all entries')
    expect(heard).toEqual(['1000-0', 'epoch 2000', '2000-0', '2000-1'])
  })

  test('what is sent again after a cut is there once', async () => {
    const writer = rig.writer('s')
    for (let round = 0; round < 5; round++) {
      for (let n = 0; n < 100; n++) writer.append('T', bytes(`entry ${round} ${n}`))
      await rig.until(() => writer.pendingBytes > 0, 'something under way')
      await rig.cutAll()
    }
    await rig.until(() => writer.pendingBytes === 0, 'all to be written')
    const { heard } = rig.reader('s', 'start')
    await rig.until(() => heard.length >= 500, 'all entries')
    expect(heard).toEqual(ids(0, 500))
  })

  test('a stream keeps about as many entries as it may', async () => {
    await append('s', 2_000, { maxEntries: 300 })
    const info = (await rig.settled(rig.redis.command('XINFO', 'STREAM', 's'))) as (string | number)[]
    const length = Number(info[info.indexOf('length') + 1])
    expect(length).toBeGreaterThanOrEqual(300)
    expect(length).toBeLessThanOrEqual(400)
  })
})
