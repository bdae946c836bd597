import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmod, copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { eventually, freePort } from '@screener/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'

const nginxDirectory = fileURLToPath(new URL('../../../nginx', import.meta.url))
const csp =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; object-src 'none'; " +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"

interface Front {
  readonly url: string
  readonly gatewayPort: number
  readonly config: string
  readonly runDirectory: string
  readonly output: () => string
}

let home: string
let front: Front
let child: ChildProcess
const gateways: Server[] = []

/** Root may not drop to another user inside a sandbox; where it may, nginx runs as nobody to prove it needs nothing. */
const unprivileged = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {}

const startNginx = async (): Promise<Front> => {
  const port = await freePort()
  const gatewayPort = await freePort()
  const root = join(home, 'page')
  const runDirectory = join(home, 'run')
  const includes = join(home, 'nginx')
  for (const directory of [join(root, 'assets'), runDirectory, includes]) await mkdir(directory, { recursive: true })
  await writeFile(join(root, 'index.html'), '<!doctype html><title>page</title>')
  await writeFile(join(root, 'assets/app-abc123.js'), `console.log(${'1'.repeat(2000)})`)
  await writeFile(join(root, '.built'), 'hash')
  for (const name of await readdir(nginxDirectory)) await copyFile(join(nginxDirectory, name), join(includes, name))
  // Everything but the run directory belongs to somebody else and is read-only for nginx.
  await chmod(home, 0o755)
  await chmod(runDirectory, 0o777)
  child = spawn(join(includes, 'start.sh'), {
    env: {
      PATH: process.env['PATH'],
      LISTEN: `127.0.0.1:${port}`,
      GATEWAY: `127.0.0.1:${gatewayPort}`,
      DASHBOARD_ROOT: root,
      RUN_DIR: runDirectory,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...unprivileged,
  })
  let output = ''
  for (const stream of [child.stdout!, child.stderr!]) stream.on('data', chunk => (output += String(chunk)))
  const url = `http://127.0.0.1:${port}`
  await eventually(() => fetch(url).then(answer => answer.ok), { what: `nginx up: ${output}` })
  return { url, gatewayPort, config: join(runDirectory, 'nginx.conf'), runDirectory, output: () => output }
}

/** A gateway that says what reached it. */
const startGateway = async (port: number): Promise<Server> => {
  const server = createServer((request, response) => {
    response.writeHead(request.url === '/api/broken' ? 500 : 200, {
      'content-type': 'application/json',
      'x-content-type-options': 'nosniff',
    })
    response.end(JSON.stringify({ url: request.url, headers: request.headers }))
  })
  const sockets = new WebSocketServer({ server, path: '/ws' })
  sockets.on('connection', (socket, request) => socket.send(JSON.stringify(request.headers)))
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  gateways.push(server)
  return server
}

const endGateway = async (server: Server): Promise<void> => {
  gateways.splice(gateways.indexOf(server), 1)
  server.close()
  server.closeAllConnections()
  await once(server, 'close')
}

const statusOf = async (path: string): Promise<number> => (await fetch(front.url + path)).status

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'screener-nginx-'))
  front = await startNginx()
})

afterAll(async () => {
  if (child.exitCode === null) {
    child.kill('SIGTERM')
    await once(child, 'exit')
  }
  for (const server of [...gateways]) await endGateway(server)
  await rm(home, { recursive: true, force: true })
})

test('the rendered file is valid', async () => {
  const check = spawn('/usr/sbin/nginx', ['-t', '-e', 'stderr', '-c', front.config])
  let output = ''
  check.stderr.on('data', chunk => (output += String(chunk)))
  const [code] = await once(check, 'close')
  expect({ code, output }).toMatchObject({ code: 0 })
  expect(output).not.toMatch(/warn|emerg/)
})

describe('with the gateway away', () => {
  test('the page loads, at its own paths too, and is not cached', async () => {
    for (const path of ['/', '/opportunities?net=5', '/book/okx/BTC-USDT']) {
      const answer = await fetch(front.url + path)
      expect(answer.status).toBe(200)
      expect(await answer.text()).toContain('<title>page</title>')
      expect(answer.headers.get('cache-control')).toBe('no-cache')
    }
  })

  test('assets are cached for ever and compressed; missing ones are 404, not the page', async () => {
    const answer = await fetch(`${front.url}/assets/app-abc123.js`)
    expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    expect(answer.headers.get('content-encoding')).toBe('gzip')
    expect(answer.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
    const missing = await fetch(`${front.url}/assets/none.js`)
    expect(missing.status).toBe(404)
    expect(missing.headers.get('cache-control')).toBeNull()
  })

  test('/api answers 503 in problem+json', async () => {
    const answer = await fetch(`${front.url}/api/v1/status`)
    expect(answer.status).toBe(503)
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    expect(await answer.json()).toMatchObject({ status: 503, title: 'Service Unavailable' })
  })
})

test('every response has the security headers once, errors too', async () => {
  const gateway = await startGateway(front.gatewayPort)
  const paths = [
    '/',
    '/opportunities',
    '/assets/app-abc123.js',
    '/assets/none',
    '/.built',
    '/api/v1/status',
    '/api/broken',
    `/${'a'.repeat(70_000)}`,
  ]
  const seen = new Set<number>()
  for (const [path, init] of [
    ...paths.map(path => [path, {}] as const),
    ['/', { method: 'POST', body: 'x'.repeat(20_000) }],
    ['/', { method: 'PUT' }],
  ] as const) {
    const answer = await fetch(front.url + path, init)
    seen.add(answer.status)
    expect({ path: path.slice(0, 40), csp: answer.headers.get('content-security-policy') }).toEqual({
      path: path.slice(0, 40),
      csp,
    })
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer')
    expect(answer.headers.get('server')).toBe('nginx')
    expect(answer.headers.get('x-powered-by')).toBeNull()
  }
  expect([...seen].sort()).toEqual([200, 404, 405, 413, 414, 500])
  await endGateway(gateway)
})

test('what a client claims about its address is overwritten', async () => {
  const gateway = await startGateway(front.gatewayPort)
  const answer = await fetch(`${front.url}/api/echo?a=%20b`, {
    headers: {
      'x-forwarded-for': '6.6.6.6',
      'x-real-ip': '6.6.6.6',
      'x-forwarded-proto': 'https',
      'x-forwarded-host': 'evil',
      forwarded: 'for=6.6.6.6',
    },
  })
  const { url, headers } = (await answer.json()) as { url: string; headers: IncomingHttpHeaders }
  expect(url).toBe('/api/echo?a=%20b')
  expect(headers).toMatchObject({
    'x-forwarded-for': '127.0.0.1',
    'x-real-ip': '127.0.0.1',
    'x-forwarded-proto': 'http',
    host: new URL(front.url).host,
  })
  expect(JSON.stringify(headers)).not.toMatch(/6\.6\.6\.6|evil/)
  await endGateway(gateway)
})

test('the ids of routes reach the gateway as they were sent', async () => {
  const gateway = await startGateway(front.gatewayPort)
  const id = 'two-leg:uniswap.ETH-USDC~v3-500.buy:a>b.ETH-USDC.sell@1000'
  const sent = [`/api/v1/verdicts/${encodeURIComponent(id)}`, `/api/v1/verdicts/${id.replace('>', '%3E')}?limit=1`]
  for (const path of sent) {
    const { url } = (await (await fetch(front.url + path)).json()) as { url: string }
    expect(url).toBe(path)
    expect(decodeURIComponent(new URL(url, front.url).pathname.split('/')[4] ?? '')).toBe(id)
  }
  await endGateway(gateway)
})

test('an id of an opportunity reaches the gateway as it was encoded', async () => {
  const gateway = await startGateway(front.gatewayPort)
  const path = `/api/v1/opportunities/${encodeURIComponent('two-leg:a.ETH-USDC~v3-500.buy:b>c.ETH-USDC.sell@1700000000000')}`
  expect(path).toMatch(/%3A.*~v3-500.*%3E.*%40/)
  const answer = await fetch(front.url + path)
  expect(((await answer.json()) as { url: string }).url).toBe(path)
  await endGateway(gateway)
})

test('/ws is upgraded, with the host the page asked for', async () => {
  const gateway = await startGateway(front.gatewayPort)
  const socket = new WebSocket(`${front.url.replace('http', 'ws')}/ws`, { origin: front.url })
  const [message] = await once(socket, 'message')
  expect(JSON.parse(String(message))).toMatchObject({ origin: front.url, host: new URL(front.url).host })
  socket.terminate()
  await endGateway(gateway)
})

test('nginx finds the gateway again after a restart', async () => {
  let gateway = await startGateway(front.gatewayPort)
  expect(await statusOf('/api/x')).toBe(200)
  await endGateway(gateway)
  expect(await statusOf('/api/x')).toBe(503)
  expect(await statusOf('/')).toBe(200)
  gateway = await startGateway(front.gatewayPort)
  expect(await statusOf('/api/x')).toBe(200)
  await endGateway(gateway)
})

test('a client that asks too fast gets 429 with the way out', async () => {
  const gateway = await startGateway(front.gatewayPort)
  // Until the burst is used up, however slow this machine asks; far more than it allows, for the case that nothing is refused.
  const seen = new Map<number, unknown>()
  let left = 10_000
  await Promise.all(
    Array.from({ length: 15 }, async () => {
      for (; left > 0 && !seen.has(429); left -= 1) {
        const answer = await fetch(`${front.url}/api/x`)
        seen.set(answer.status, await answer.json())
      }
    }),
  )
  expect([...seen.keys()].sort()).toEqual([200, 429])
  expect(seen.get(429)).toMatchObject({ status: 429 })
  await endGateway(gateway)
})

test('a connection that sends its header too slowly is ended', async () => {
  const socket = connect(Number(new URL(front.url).port), '127.0.0.1')
  socket.on('error', () => undefined)
  socket.write('GET / HTTP/1.1\r\nHost: a\r\nX-Slow: ')
  await new Promise(resolve => socket.on('close', resolve))
})

test('it wrote only into its run directory and stops when told', async () => {
  expect(await readFile(join(front.runDirectory, 'nginx.pid'), 'utf8')).toBe(`${child.pid}\n`)
  child.kill('SIGQUIT')
  expect(await once(child, 'exit')).toEqual([0, null])
  expect(front.output()).not.toMatch(/\[(emerg|alert|crit)\]/)
})
