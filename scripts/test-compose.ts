/** docker compose up, demo variant, end to end; the bash wrapper beside it says when it runs. */
import { execFileSync } from 'node:child_process'
import { freePort } from './stack/free-port.ts'
import { root } from './stack/root.ts'
import { until } from './stack/until.ts'
import { chosenVenues } from './stack/venue-list.ts'

const project = `screener-test-${process.pid}`
const webPort = await freePort()
const url = `http://127.0.0.1:${webPort}`

const docker = (args: readonly string[], quiet = false): string =>
  execFileSync('docker', [...args], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, WEB_PORT: `${webPort}` },
    stdio: ['ignore', 'pipe', quiet ? 'ignore' : 'inherit'],
    maxBuffer: 64 * 1024 * 1024,
  })
const compose = (...args: string[]): string =>
  docker(['compose', '-p', project, '--env-file', 'deploy/demo.env', ...args])

const collector = `collector-${chosenVenues(undefined)[0] ?? ''}`

const step = async (name: string, work: () => Promise<string | undefined>): Promise<void> => {
  const startedAt = performance.now()
  const detail = await work()
  console.log(
    `✓ ${name} (${((performance.now() - startedAt) / 1000).toFixed(1)} s)${detail === undefined ? '' : `: ${detail}`}`,
  )
}

const getJson = async <T>(path: string): Promise<T> =>
  (await (await fetch(`${url}${path}`, { signal: AbortSignal.timeout(3_000) })).json()) as T

const opportunities = async (): Promise<readonly { readonly id: string }[] | undefined> => {
  const answer = await getJson<{ opportunities: readonly { id: string }[]; live: boolean }>('/api/v1/opportunities')
  return answer.live && answer.opportunities.length > 0 ? answer.opportunities : undefined
}

interface ServiceState {
  readonly service: string
  readonly instance: string
  readonly shards: readonly number[]
}

const heldShards = async (service: string): Promise<readonly ServiceState[]> =>
  (await getJson<{ services: readonly ServiceState[] }>('/api/v1/status')).services.filter(
    state => state.service === service,
  )

const containers = (): readonly string[] => compose('ps', '-q').trim().split('\n')
const inspect = (id: string, format: string): string => docker(['inspect', '-f', format, id]).trim()
const allHealthy = (): string | undefined => {
  const states = containers().map(id => `${inspect(id, '{{.Name}}')}=${inspect(id, '{{.State.Health.Status}}')}`)
  const bad = states.filter(state => !state.endsWith('=healthy'))
  if (bad.length > 0) throw new Error(bad.join(', '))
  return `${states.length} containers healthy`
}

const sharesShards = async (service: string, instances: number): Promise<string | undefined> => {
  const states = await heldShards(service)
  const held = states.flatMap(state => state.shards).toSorted()
  const each = states.every(state => state.shards.length > 0)
  const complete = states.length === instances && each && new Set(held).size === held.length && held.length === 4
  if (!complete) throw new Error(states.map(state => `${state.instance}: [${state.shards.join(' ')}]`).join(', '))
  return states.map(state => `[${state.shards.join(' ')}]`).join(' ')
}

try {
  await step('compose up --build --wait', () => {
    compose('up', '-d', '--build', '--wait', '--wait-timeout', '120')
    return Promise.resolve(undefined)
  })
  await step('page through nginx', async () => {
    const page = await fetch(url)
    const text = await page.text()
    if (!page.ok || !text.includes('<script')) throw new Error(`${page.status} ${text.slice(0, 200)}`)
    return page.headers.get('content-security-policy') === null ? 'no CSP!' : undefined
  })
  await step(
    'opportunities through nginx',
    async () => `${(await until('opportunities', 30_000, opportunities)).length} open`,
  )
  await step('healthchecks green', () => until('health', 60_000, () => Promise.resolve(allHealthy())))
  await step('non-root, read-only, no capabilities', () => {
    for (const id of containers()) {
      const name = inspect(id, '{{.Name}}')
      if (docker(['exec', id, 'id', '-u']).trim() === '0') throw new Error(`${name} runs as root`)
      if (inspect(id, '{{.HostConfig.ReadonlyRootfs}}') !== 'true') throw new Error(`${name} is not read-only`)
      if (!inspect(id, '{{.HostConfig.CapDrop}}').includes('ALL')) throw new Error(`${name} keeps capabilities`)
    }
    return Promise.resolve(`${containers().length} containers`)
  })
  await step(`--scale ${collector}=3 shares the shards`, async () => {
    compose('up', '-d', '--no-recreate', '--scale', `${collector}=3`)
    return until('three instances sharing 4 shards', 40_000, () => sharesShards(collector, 3))
  })
  await step('kill -9 of a service: restarted, page recovers', async () => {
    const id = compose('ps', '-q', 'orderbook-sync').trim()
    const before = inspect(id, '{{.State.Pid}}')
    process.kill(Number(before), 'SIGKILL')
    await until('a new process', 20_000, () => {
      const pid = inspect(id, '{{.State.Pid}}')
      return Promise.resolve(pid !== before && pid !== '0' ? pid : undefined)
    })
    return `${(await until('opportunities', 20_000, opportunities)).length} open`
  })
  console.log('all steps passed')
} catch (error) {
  console.error(`✗ ${error instanceof Error ? error.message : String(error)}`)
  console.error(compose('logs', '--no-color', '--tail', '15'))
  process.exitCode = 1
} finally {
  compose('down', '-v', '--timeout', '10')
}
