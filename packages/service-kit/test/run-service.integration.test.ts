import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { eventually } from '@screener/testing'
import { afterEach, expect, test } from 'vitest'

const program = fileURLToPath(new URL('./programs/service.ts', import.meta.url))
const children: ChildProcess[] = []

interface Run {
  readonly child: ChildProcess
  readonly lines: Record<string, unknown>[]
  readonly errors: () => string
  readonly event: (name: string) => Promise<Record<string, unknown>>
  readonly ended: Promise<number | null>
}

const run = (env: Record<string, string>): Run => {
  const child = spawn(process.execPath, [program], {
    env: { HTTP_PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  children.push(child)
  const lines: Record<string, unknown>[] = []
  let errors = ''
  child.stderr.on('data', chunk => (errors += String(chunk)))
  createInterface({ input: child.stdout }).on('line', line => lines.push(JSON.parse(line)))
  const event = async (name: string): Promise<Record<string, unknown>> =>
    (await eventually(() => lines.find(line => line['event'] === name), { what: `event ${name}` }))!
  return {
    child,
    lines,
    errors: () => errors,
    event,
    ended: once(child, 'close').then(([code]) => code as number | null),
  }
}

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
})

const events = (service: Run): unknown[] => service.lines.map(line => line['event'])

test.each(['SIGTERM', 'SIGINT'] as const)('%s stops in reverse order and exits 0', async signal => {
  const service = run({})
  await service.event('secret')
  service.child.kill(signal)
  expect(await service.ended).toBe(0)
  expect(events(service).slice(-4)).toEqual(['stopping', 'third_stopped', 'second_stopped', 'stopped'])
  expect(service.lines.find(line => line['event'] === 'second_stopped')).toMatchObject({ aborted: true })
})

test('health and metrics are served; health follows the probes', async () => {
  const service = run({})
  const { port } = await service.event('listening')
  const base = `http://127.0.0.1:${String(port)}`
  await eventually(
    async () => {
      const answer = await fetch(`${base}/health`)
      expect(await answer.json()).toEqual({ healthy: true, checks: { started: 'ok', redis: 'ok', main: 'ok' } })
      expect(answer.status).toBe(200)
      return true
    },
    { what: 'healthy' },
  )
  const metrics = await (await fetch(`${base}/metrics`)).text()
  expect(metrics).toMatch(/event_loop_delay_p99_ms\{service="probe"/)
  expect((await fetch(`${base}/else`)).status).toBe(404)
  expect((await fetch(`${base}/health`, { method: 'POST' })).status).toBe(405)
  const sick = run({ FAULT: 'failing-stop' })
  const { port: sickPort } = await sick.event('listening')
  // It listens before it has started, and its checks come with the start.
  await sick.event('secret')
  const answer = await eventually(async () => {
    const found = await fetch(`http://127.0.0.1:${String(sickPort)}/health`)
    const report = (await found.json()) as { checks: Record<string, string> }
    return 'redis' in report.checks ? { status: found.status, report } : undefined
  })
  expect(answer).toMatchObject({ status: 503, report: { healthy: false, checks: { redis: 'away' } } })
})

test('a stop that hangs is given up: exit 0, the culprit named', async () => {
  const service = run({ FAULT: 'hang' })
  await service.event('secret')
  service.child.kill('SIGTERM')
  expect(await service.ended).toBe(0)
  expect(service.lines.find(line => line['event'] === 'stop_late')).toMatchObject({
    parts: ['second', 'first', 'internal listener'],
  })
})

test('a second signal ends at once', async () => {
  const service = run({ FAULT: 'hang' })
  await service.event('secret')
  service.child.kill('SIGTERM')
  await service.event('second_stopped')
  service.child.kill('SIGTERM')
  expect(await service.ended).toBe(1)
  // The first stop was still hanging: nobody had given it up.
  expect(events(service)).not.toContain('stop_late')
})

test('a stop that fails does not keep the others from stopping', async () => {
  const service = run({ FAULT: 'failing-stop' })
  await service.event('secret')
  service.child.kill('SIGTERM')
  expect(await service.ended).toBe(0)
  expect(events(service)).toEqual(expect.arrayContaining(['stop_failed', 'second_stopped', 'stopped']))
})

test('SIGTERM while starting ends with 0', async () => {
  const service = run({ FAULT: 'slow-start' })
  await service.event('secret')
  service.child.kill('SIGTERM')
  expect(await service.ended).toBe(0)
})

test.each([
  ['reject', 'unhandled_rejection'],
  ['throw', 'uncaught_exception'],
  ['start', 'start_failed'],
])('%s: logged as fatal, stopped, exit 1', async (fault, event) => {
  const service = run({ FAULT: fault })
  expect(await service.ended).toBe(1)
  expect(service.lines.find(line => line['event'] === event)).toMatchObject({ level: 'fatal' })
  expect(events(service)).toEqual(expect.arrayContaining(['third_stopped', 'second_stopped']))
})

test('wrong configuration: exit 2, one readable message, nothing started', async () => {
  const service = run({ HTTP_PORT: 'eighty', REDIS_URL: 'hunter2-canary', FAULT: 'maybe' })
  expect(await service.ended).toBe(2)
  expect(service.lines).toEqual([])
  expect(service.errors()).toBe(
    [
      'probe: The configuration is wrong:',
      '  httpPort (HTTP_PORT): must be a whole number from 0 to 65535, got text. Fix: set a whole number from 0 to 65535.',
      '  redisUrl (REDIS_URL): must be a URL, got text. Fix: set a URL like redis://host:port.',
      '  fault (FAULT): must be one of none, hang, reject, throw, start, slow-start, failing-stop, got text. Fix: set one of none, hang, reject, throw, start, slow-start, failing-stop.',
      '',
    ].join('\n'),
  )
})

test('a taken port ends the process with 1 and says so', async () => {
  const first = run({})
  const { port } = await first.event('listening')
  const second = run({ HTTP_PORT: String(port) })
  expect(await second.ended).toBe(1)
  expect(second.lines.find(line => line['event'] === 'start_failed')).toMatchObject({ err: { code: 'EADDRINUSE' } })
})

test('no secret reaches the output', async () => {
  const secret = 'hunter2-canary'
  const service = run({ REDIS_PASSWORD: secret, REDIS_URL: `redis://u:${secret}@127.0.0.1:1` })
  await service.event('secret')
  service.child.kill('SIGTERM')
  await service.ended
  expect(JSON.stringify(service.lines)).not.toContain(secret)
})
