import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { executeLegs } from '../truth/execute-legs.ts'
import { startStack, type StartedStack } from './started-stack.ts'

let stack: StartedStack

beforeAll(async () => {
  // Without the exchange's fee there is a gap to the pools nearly all the time.
  const free = ['--env', 'arbitrage-analyzer:TAKER_BPS=binance=0']
  stack = await startStack(['--venues', 'binance,uniswap', '--symbols', 'ETH-USDT,BTC-USDT', ...free])
}, 180_000)

afterAll(() => stack.interrupt())

describe('opportunities between an exchange and pools', () => {
  it('have gas as a cost of its own, and keep their promise when done through the router at their block', async () => {
    const { chainControlUrl } = JSON.parse(readFileSync(join(stack.runDirectory, 'state.json'), 'utf8')) as {
      readonly chainControlUrl: string
    }
    const { legs } = await executeLegs({
      redis: stack.redis,
      controlUrl: chainControlUrl,
      atMost: 20,
      onlyWithExchange: true,
      signal: AbortSignal.timeout(200_000),
    })
    expect(legs).toHaveLength(20)
    for (const leg of legs) {
      expect(leg.problem).toBe('')
      expect(leg.promisedGas).toBeGreaterThan(0)
      expect(leg.betterBps, JSON.stringify(leg)).toBeGreaterThanOrEqual(0)
    }
  })
})
