import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { until } from '../stack/until.ts'
import { executeLegs } from '../truth/execute-legs.ts'
import { startStack, type StartedStack } from './started-stack.ts'

interface Shown {
  readonly opportunities: readonly {
    readonly fixedCostQuote: number
    readonly profitQuote: number
    readonly legs: readonly { readonly venue: string; readonly origin: string; readonly fixedCostAsset: string }[]
  }[]
}

let stack: StartedStack

beforeAll(async () => {
  stack = await startStack(['--venues', 'binance,okx,uniswap', '--symbols', 'ETH-USDT,BTC-USDT'])
}, 180_000)

afterAll(() => stack.interrupt())

describe('opportunities between exchanges and pools', () => {
  it('are shown with gas as a cost of its own', async () => {
    const opportunity = await until(
      'an opportunity with a leg on the chain and one on an exchange',
      180_000,
      async () => {
        const { opportunities } = (await (await fetch(`${stack.url}/api/v1/opportunities`)).json()) as Shown
        return opportunities.find(
          ({ legs }) => legs.some(({ origin }) => origin !== '') && legs.some(({ origin }) => origin === ''),
        )
      },
    )
    expect(opportunity.fixedCostQuote).toBeGreaterThan(0)
    expect(opportunity.legs.find(({ origin }) => origin !== '')).toMatchObject({
      venue: 'uniswap',
      fixedCostAsset: 'ETH',
    })
  })

  it('keep their promise when done through the router at their block', async () => {
    const { chainControlUrl } = JSON.parse(readFileSync(join(stack.runDirectory, 'state.json'), 'utf8')) as {
      readonly chainControlUrl: string
    }
    const { legs } = await executeLegs({
      redisUrl: `redis://127.0.0.1:${stack.redisPort}`,
      controlUrl: chainControlUrl,
      atMost: 20,
      signal: AbortSignal.timeout(180_000),
    })
    expect(legs).toHaveLength(20)
    for (const leg of legs) {
      expect(leg.problem).toBe('')
      expect(leg.betterBps, JSON.stringify(leg)).toBeGreaterThanOrEqual(0)
    }
  })
})
