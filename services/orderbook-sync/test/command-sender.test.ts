import { setImmediate as turn } from 'node:timers/promises'
import type { CollectorCommand } from '@screener/contracts'
import { describe, expect, it } from 'vitest'
import { createCommandSender } from '../src/command-sender.ts'
import { quiet } from './hand-collector.ts'
import { RedisDouble } from './redis-double.ts'

const order = (symbol: string): CollectorCommand => ({
  resyncBook: { symbol, shard: 0, session: 1, reason: 'gap' },
  issuedBy: 'test',
  atUs: 0,
})

describe('command sender', () => {
  it('sends to the stream of the venue', () => {
    const redis = new RedisDouble()
    createCommandSender(redis, () => 0, quiet).send('acme', order('BTC-USDT'))
    expect(redis.commands[0]?.slice(0, 2)).toEqual(['XADD', 'ctl:acme'])
  })

  it('keeps one order for each book while Redis is away, and sends it when it is back', async () => {
    const redis = new RedisDouble()
    redis.ready = false
    const sender = createCommandSender(redis, () => 0, quiet)
    for (let again = 0; again < 5; again++) sender.send('acme', order('BTC-USDT'))
    sender.send('acme', order('ETH-USDT'))
    await turn()
    sender.tick()
    redis.ready = true
    sender.tick()
    await turn()
    sender.tick()
    expect(redis.commands.length).toBe(2)
  })

  it('forgets what is too old: the plan orders again by itself', async () => {
    const redis = new RedisDouble()
    redis.failing = true
    let nowMs = 0
    const sender = createCommandSender(redis, () => nowMs, quiet)
    sender.send('acme', order('BTC-USDT'))
    await turn()
    nowMs = 10_000
    sender.tick()
    await turn()
    redis.failing = false
    sender.tick()
    expect(redis.commands).toEqual([])
  })
})
