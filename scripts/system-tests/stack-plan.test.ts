import { mkdtempSync, rmSync } from 'node:fs'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished, vi } from 'vitest'
import { freePort } from '../stack/free-port.ts'
import { planStack, type StackPlan } from '../stack/stack-plan.ts'
import { chosenVenues, presentVenues, venueVariables } from '../stack/venue-list.ts'

const setVariable = (name: string, value: string): void => {
  vi.stubEnv(name, value)
  onTestFinished(() => {
    vi.unstubAllEnvs()
  })
}

const plan = (venues: readonly string[]): Promise<StackPlan> => {
  const runDirectory = mkdtempSync(join(tmpdir(), 'plan-'))
  onTestFinished(() => {
    rmSync(runDirectory, { recursive: true, force: true })
  })
  return planStack({
    live: false,
    webPort: 0,
    redisPort: 0,
    symbols: ['BTC-USDT'],
    venues,
    runDirectory,
    environment: {},
    scale: {},
  })
}

it('the venues are those of deploy/venues.env; the environment goes before it', () => {
  expect(presentVenues(true)).toEqual(venueVariables()['VENUES']!.split(','))
  setVariable('VENUES', 'kraken,binance')
  setVariable('FEE_TIERS', 'kraken=50k,binance=vip0')
  expect(presentVenues(true)).toEqual(['kraken', 'binance'])
  expect(venueVariables()['FEE_TIERS']).toBe('kraken=50k,binance=vip0')
})

it('what this checkout does not have is left out, unless it is asked for by name', () => {
  setVariable('VENUES', 'binance,nowhere')
  expect(presentVenues(true)).toEqual(['binance'])
  expect(chosenVenues(undefined)).toEqual(['binance'])
  expect(chosenVenues('nowhere,okx')).toEqual(['nowhere', 'okx'])
})

it('every service gets the fees and names of the venues, and the venues that run', async () => {
  const { processes } = await plan(['okx', 'kraken'])
  const analyzer = processes.find(({ name }) => name === 'arbitrage-analyzer')!.env
  expect(analyzer).toMatchObject({ ...venueVariables(), VENUES: 'okx,kraken' })
  expect(processes.map(({ name }) => name)).toEqual(expect.arrayContaining(['collector-okx', 'collector-kraken']))
  const simulator = processes.find(({ name }) => name === 'exchange-simulator')!.env
  expect(Number(simulator['OKX_PORT'])).toBeGreaterThan(0)
})

it('a venue without a collector is refused by name', async () => {
  await expect(plan(['nowhere'])).rejects.toThrow('no services/collector-nowhere')
})

it('free ports are below those of outgoing connections, and none is given twice', async () => {
  const ports = await Promise.all(Array.from({ length: 300 }, () => freePort()))
  expect(new Set(ports).size).toBe(300)
  expect(Math.max(...ports)).toBeLessThan(32_768)
  const [taken = 0] = ports
  const server = createServer().listen(taken, '127.0.0.1')
  onTestFinished(() => void server.close())
  await once(server, 'listening')
  expect(await freePort(taken)).not.toBe(taken)
})
