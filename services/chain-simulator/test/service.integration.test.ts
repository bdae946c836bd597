import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { eventually, freePort, startChild, type Child } from '@screener/testing'
import { expect, it, onTestFinished } from 'vitest'
import { get, post } from './control-client.ts'

interface Health {
  readonly healthy: boolean
  readonly market: string
}

const services = join(import.meta.dirname, '../..')

const run = (service: string, env: Readonly<Record<string, string>>): Child => {
  const base = { PATH: process.env['PATH'] ?? '', HTTP_PORT: '0' }
  const child = startChild(process.execPath, [join(services, service, 'src/main.ts')], services, { ...base, ...env })
  onTestFinished(() => child.end('SIGKILL'))
  return child
}

/** Processes whose parent this is. */
const childrenOf = (pid: number): readonly number[] =>
  readdirSync('/proc').flatMap(name => {
    try {
      const [, parent] = /^\d+ \(.*\) \S (\d+)/.exec(readFileSync(`/proc/${name}/stat`, 'utf8')) ?? []
      return Number(parent) === pid ? [Number(name)] : []
    } catch {
      return []
    }
  })

const started = async (child: Child, control: string): Promise<void> => {
  await eventually(async () => (await get<Health>(`${control}/health`)).body.healthy, {
    timeoutMs: 60_000,
    everyMs: 100,
    what: `chain-simulator: ${child.output}`,
  })
}

it.skipIf(process.platform !== 'linux')('without its node it ends, so that both are started anew', async () => {
  const controlPort = await freePort()
  const child = run('chain-simulator', { CONTROL_PORT: `${controlPort}`, BLOCK_MS: '200' })
  await started(child, `http://127.0.0.1:${controlPort}`)
  const [node = 0] = childrenOf(child.pid)
  process.kill(node, 'SIGKILL')
  await eventually(() => child.exited, { what: `its end: ${child.output}` })
  expect(child.output).toContain('the node has ended')
})

it('the pools follow the prices of the simulated venues; SIGTERM ends it in order', async () => {
  const [marketPort, controlPort] = [await freePort(), await freePort()]
  const [market, control] = [`http://127.0.0.1:${marketPort}`, `http://127.0.0.1:${controlPort}`]
  run('exchange-simulator', { CONTROL_PORT: `${marketPort}`, SYMBOLS: 'ETH-USDT,BTC-USDT', SEED: 'other' })
  const child = run('chain-simulator', {
    ...{ CONTROL_PORT: `${controlPort}`, MARKET_URL: market, MARKET_WITHIN_MS: '60000', BLOCK_MS: '200' },
  })
  await started(child, control)
  expect((await get<Health>(`${control}/health`)).body.market).toBe('ok')
  const { body: listed } = await get<{ symbol: string }[]>(`${market}/symbols`)
  const questions = listed.filter(({ symbol }) => symbol === 'BTC-USDT')
  const { books } = (
    await post<{ books: { bids: [string, string][] }[] }>(`${market}/truth/batch`, { levels: 1, questions })
  ).body
  const { price } = (await get<{ price: number }>(`${control}/truth/pool/WBTC-USDT~v3-500`)).body
  expect(books.length).toBeGreaterThan(0)
  expect(Math.abs(price / Number(books[0]!.bids[0]![0]) - 1)).toBeLessThan(0.02)
  await child.end('SIGTERM')
  expect(child.output).toMatch(/"event":"stopped","code":0/)
})
