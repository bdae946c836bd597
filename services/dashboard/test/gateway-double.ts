import { createServer, type Server, type ServerResponse } from 'node:http'
import { readFile } from 'node:fs/promises'
import type { AddressInfo, Socket } from 'node:net'
import { extname, join, normalize } from 'node:path'
import {
  decodeClientMessage,
  encodeServerMessage,
  type ClientMessage,
  type FullState,
  type ServerMessage,
  type StateUpdate,
} from '@screener/contracts/gateway'
import { WebSocketServer, type WebSocket } from 'ws'

/** The header the page is served with (design, section 6). */
export const CSP =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; object-src 'none'; " +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
}

const emptyUpdate: StateUpdate = { changed: [], closed: [], venues: [], live: true }

/**
 * Serves the built page under the real CSP and speaks the gateway's protocol over a real WebSocket. The test is the market:
 * it says what is sent. Heartbeats go out by themselves, twice a second, until `silent`.
 */
export class GatewayDouble {
  full: FullState = { opportunities: [], venues: [], live: true, simulated: true, version: 'test' }
  live = true
  silent = false
  refusing = false
  /** What is under /api: a body for a path, or undefined for one that does not answer. */
  api: (url: URL) => unknown = () => undefined
  readonly asked: string[] = []
  readonly received: ClientMessage[] = []
  private readonly http: Server
  private readonly sockets = new WebSocketServer({ noServer: true })
  private readonly numbers = new Map<WebSocket, number>()
  private readonly connections = new Set<Socket>()
  private readonly heartbeat: NodeJS.Timeout

  constructor(folder: string) {
    this.http = createServer((request, response) => {
      const url = new URL(request.url ?? '/', 'http://localhost')
      if (!url.pathname.startsWith('/api/')) {
        void serve(folder, url.pathname, response)
        return
      }
      this.asked.push(url.pathname + url.search)
      const body = this.api(url)
      if (body === undefined) response.destroy()
      else response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    })
    this.http.on('connection', socket => {
      this.connections.add(socket)
      socket.on('close', () => this.connections.delete(socket))
    })
    this.http.on('upgrade', (request, socket, head) => {
      if (this.refusing || request.url !== '/ws') {
        socket.destroy()
        return
      }
      this.sockets.handleUpgrade(request, socket, head, client => this.accept(client))
    })
    this.heartbeat = setInterval(() => this.update({}), 500)
  }

  async listen(): Promise<string> {
    await new Promise<void>(resolve => this.http.listen(0, '127.0.0.1', resolve))
    return `http://127.0.0.1:${(this.http.address() as AddressInfo).port}`
  }

  get clients(): number {
    return this.numbers.size
  }

  /** To all clients, what is given and nothing else. */
  update(parts: Partial<StateUpdate>): void {
    if (this.silent) return
    for (const client of this.numbers.keys())
      this.send(client, { update: { ...emptyUpdate, live: this.live, ...parts } })
  }

  /** Skips a message number, as a lost message would. */
  skipNumber(): void {
    for (const [client, number] of this.numbers) this.numbers.set(client, number + 1)
  }

  cut(): void {
    for (const client of this.numbers.keys()) client.terminate()
  }

  async close(): Promise<void> {
    clearInterval(this.heartbeat)
    this.cut()
    for (const socket of this.connections) socket.destroy()
    await new Promise<void>(resolve => this.http.close(() => resolve()))
  }

  private accept(client: WebSocket): void {
    this.numbers.set(client, 1)
    client.on('close', () => this.numbers.delete(client))
    client.on('message', (data: Buffer) => {
      const message = decodeClientMessage(data)
      this.received.push(message)
      if (message.requestFullState != null) this.send(client, { fullState: this.full })
    })
    this.send(client, { fullState: this.full })
  }

  private send(client: WebSocket, message: Pick<ServerMessage, 'fullState' | 'update' | 'error'>): void {
    if (this.silent) return
    const number = this.numbers.get(client) ?? 1
    this.numbers.set(client, number + 1)
    client.send(encodeServerMessage({ ...message, atUs: Date.now() * 1000, number }))
  }
}

const serve = async (folder: string, pathname: string, response: ServerResponse): Promise<void> => {
  const path = normalize(pathname)
  const name = extname(path) === '' ? '/index.html' : path
  try {
    const body = await readFile(join(folder, name))
    const type = TYPES[extname(name)] ?? 'application/octet-stream'
    response.writeHead(200, {
      'content-type': type,
      'content-security-policy': CSP,
      'x-content-type-options': 'nosniff',
    })
    response.end(body)
  } catch {
    response.writeHead(404).end()
  }
}
