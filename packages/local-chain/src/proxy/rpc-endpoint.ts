import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { WebSocketServer, type WebSocket } from 'ws'
import { rpcError, viewAt, type RpcAnswer, type RpcRequest } from './block-view.ts'
import type { ChainRecord, RawLog, RecordedBlock } from './chain-record.ts'
import { EndpointConnection } from './endpoint-connection.ts'
import { matchesLog } from './log-filter.ts'
import { RpcFaultBoard, type RpcFaultForm, type RpcFaultRequest } from './rpc-faults.ts'

/** What varies among real providers without being a fault. */
export interface EndpointKnobs {
  /** Whether logs of removed blocks are pushed again with `removed: true`; several providers do not. */
  removedLogs: boolean
  /** Blocks that one eth_getLogs may span; 0: any number. */
  maxLogRange: number
  /** Requests that one JSON-RPC batch may hold. */
  maxBatch: number
  /** Requests per second, over all connections; beyond: throttled. 0: any number. */
  requestsPerSecond: number
}

export interface EndpointCounters {
  connectionsOpened: number
  connectionsRefused: number
  headsPushed: number
  logsPushed: number
  removedLogsPushed: number
  /** By method. */
  readonly requests: Record<string, number>
  /** Answers that were errors, by code; HTTP refusals by status. */
  readonly errors: Record<string, number>
  /** Faults that happened, by kind. */
  readonly faults: Record<string, number>
}

export interface EndpointOptions {
  readonly id: string
  /** 0: any free one. */
  readonly port: number
  readonly host: string
  readonly record: ChainRecord
  /** Passes a request on to the node. */
  readonly forward: (request: RpcRequest) => Promise<RpcAnswer>
}

const countIn = (record: Record<string, number>, key: string): void => {
  record[key] = (record[key] ?? 0) + 1
}

const sleep = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms))
const silencePollMs = 20

const throttled = (form: RpcFaultForm | undefined): RpcAnswer =>
  form === 'rpc32005'
    ? rpcError(-32005, 'daily request count exceeded, request rate limited')
    : rpcError(429, 'Your app has exceeded its compute units per second capacity.')

const damaged = (text: string, form: RpcFaultForm | undefined): string =>
  form === 'garbage'
    ? '\u0000\u0001{]not json'
    : form === 'html'
      ? '<html><head><title>502 Bad Gateway</title></head><body>502 Bad Gateway</body></html>'
      : text.slice(0, Math.floor(text.length * 0.6))

/**
 * One provider of the chain: JSON-RPC over HTTP and WebSocket on one port, with eth_subscribe for heads and logs as Geth
 * does it (on a reorg the lost logs again with `removed: true`, newest first, then the new heads and logs), and with its
 * own faults. What it answers itself it takes from the record; everything else is the node's answer.
 */
export class RpcEndpoint {
  readonly id: string
  readonly faults: RpcFaultBoard = new RpcFaultBoard()
  readonly knobs: EndpointKnobs = { removedLogs: true, maxLogRange: 0, maxBatch: 100, requestsPerSecond: 0 }
  readonly connections: Map<string, EndpointConnection> = new Map()
  readonly counters: EndpointCounters
  readonly #options: EndpointOptions
  readonly #record: ChainRecord
  readonly #sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false, autoPong: false })
  readonly #server: Server
  /** The block that subscribers were told of last. */
  #told: RecordedBlock
  #frozen: RecordedBlock | undefined
  #tokens = { left: 0, atMs: 0 }
  #nextId = 1

  constructor(options: EndpointOptions) {
    this.#options = options
    this.id = options.id
    this.#record = options.record
    this.#told = options.record.tip
    this.counters = {
      ...{ connectionsOpened: 0, connectionsRefused: 0, headsPushed: 0, logsPushed: 0, removedLogsPushed: 0 },
      ...{ requests: {}, errors: {}, faults: this.faults.used },
    }
    options.record.onChange(() => {
      this.#push()
    })
    this.#server = createServer((request, response) => {
      this.#http(request, response).catch(() => {
        response.destroy()
      })
    })
    this.#server.on('upgrade', (request, socket, head) => {
      socket.on('error', () => undefined)
      if (this.faults.take('refuse', { channel: 'ws' }) !== undefined) {
        this.counters.connectionsRefused++
        socket.end('HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
        return
      }
      this.#sockets.handleUpgrade(request, socket, head, webSocket => {
        this.#adopt(webSocket)
      })
    })
  }

  async listen(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject)
      this.#server.listen(this.#options.port, this.#options.host, resolve)
    })
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port
  }

  /** The newest block that this provider shows. */
  get head(): RecordedBlock {
    const { tip } = this.#record
    if (this.faults.find('freeze') !== undefined) return (this.#frozen ??= tip)
    this.#frozen = undefined
    const blocks = this.faults.find('lag')?.blocks ?? 0
    return blocks === 0 ? tip : (this.#record.at(tip.number - blocks) ?? tip)
  }

  /** Returns how many connections it met, or the fault's id. */
  inject(asked: RpcFaultRequest): number {
    const ids = [...this.connections.keys()]
    const named = { oldest: ids[0] ?? 'none', newest: ids.at(-1) ?? 'none' }[asked.connection ?? '']
    const request = named === undefined ? asked : { ...asked, connection: named }
    if (request.kind === 'cut') {
      const victims = [...this.connections.values()].filter(
        ({ id }) => request.connection === undefined || request.connection === id,
      )
      for (const connection of victims.slice(0, request.count)) {
        countIn(this.counters.faults, 'cut')
        connection.cut()
      }
      return victims.length
    }
    if (request.kind === 'freeze') this.#frozen = this.#record.tip
    const fault = this.faults.add(request)
    // When a lag ends, the provider catches up at once, not with the next block.
    if (request.forMs !== undefined && (request.kind === 'lag' || request.kind === 'freeze'))
      setTimeout(() => {
        this.#push()
      }, request.forMs + 1).unref()
    return fault.id
  }

  clearFaults(): void {
    this.faults.clear()
    this.#push()
  }

  async close(): Promise<void> {
    for (const connection of this.connections.values()) connection.cut()
    this.#sockets.close()
    this.#server.closeAllConnections()
    await new Promise<void>(resolve => {
      this.#server.close(() => {
        resolve()
      })
    })
  }

  #adopt(socket: WebSocket): void {
    const id = `${this.id}-${this.#nextId++}`
    const connection = new EndpointConnection(id, socket)
    this.connections.set(id, connection)
    this.counters.connectionsOpened++
    socket.on('error', () => undefined)
    socket.on('close', () => {
      this.connections.delete(id)
    })
    socket.on('ping', payload => {
      if (this.faults.find('silence', { channel: 'ws' }) === undefined) connection.pong(payload)
    })
    socket.on('message', data => {
      void this.#message(connection, (data as Buffer).toString())
    })
  }

  async #message(connection: EndpointConnection, text: string): Promise<void> {
    if (this.faults.take('silence', { channel: 'ws' }) !== undefined) return
    const answer = await this.#answerText(text, 'ws', connection)
    if (this.faults.find('silence', { channel: 'ws' }) === undefined) connection.send(answer)
  }

  async #http(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (this.faults.take('refuse', { channel: 'http' }) !== undefined) {
      this.counters.connectionsRefused++
      request.socket.destroy()
      return
    }
    let text = ''
    for await (const part of request) text += String(part)
    if (this.faults.take('silence', { channel: 'http' }) !== undefined) {
      // Nothing comes as long as it lasts; then the connection is found to be dead.
      while (this.faults.find('silence', { channel: 'http' }) !== undefined && !request.socket.destroyed)
        await sleep(silencePollMs)
      request.socket.destroy()
      return
    }
    const method = methodOf(text)
    const limit = this.faults.find('throttle', { channel: 'http', method })
    if ((limit !== undefined && limit.form !== 'rpc32005') || this.#overBudget()) {
      if (limit !== undefined) this.faults.use(limit)
      countIn(this.counters.errors, '429')
      response.writeHead(429, { 'content-type': 'application/json', 'retry-after': '1' })
      response.end(JSON.stringify({ jsonrpc: '2.0', id: null, ...throttled('http429') }))
      return
    }
    const answer = await this.#answerText(text, 'http')
    const isHtml = answer.startsWith('<')
    response.writeHead(isHtml ? 502 : 200, { 'content-type': isHtml ? 'text/html' : 'application/json' })
    response.end(answer)
  }

  /** A token bucket of one second, shared by all clients. */
  #overBudget(): boolean {
    const { requestsPerSecond } = this.knobs
    if (requestsPerSecond === 0) return false
    const nowMs = Date.now()
    const gained = ((nowMs - this.#tokens.atMs) / 1000) * requestsPerSecond
    this.#tokens = { left: Math.min(requestsPerSecond, this.#tokens.left + gained), atMs: nowMs }
    if (this.#tokens.left < 1) return true
    this.#tokens.left--
    return false
  }

  async #answerText(text: string, channel: 'http' | 'ws', connection?: EndpointConnection): Promise<string> {
    let body: unknown
    try {
      body = JSON.parse(text)
    } catch {
      return JSON.stringify({ jsonrpc: '2.0', id: null, ...rpcError(-32700, 'parse error') })
    }
    const one = async (request: RpcRequest): Promise<object> => {
      const answer = await this.#answer(request, channel, connection)
      if ('error' in answer) countIn(this.counters.errors, String(answer.error.code))
      return { jsonrpc: '2.0', id: request.id ?? null, ...answer }
    }
    const batch = Array.isArray(body) ? (body as readonly RpcRequest[]) : undefined
    const answered =
      batch === undefined
        ? await one(body as RpcRequest)
        : batch.length > this.knobs.maxBatch
          ? {
              jsonrpc: '2.0',
              id: null,
              ...rpcError(-32600, `batch of ${batch.length} is above ${this.knobs.maxBatch}`),
            }
          : await Promise.all(batch.map(one))
    const written = JSON.stringify(answered)
    const spoiled = this.faults.take('corrupt', { channel, method: methodOf(text) })
    return spoiled === undefined ? written : damaged(written, spoiled.form)
  }

  async #answer(request: RpcRequest, channel: 'http' | 'ws', connection?: EndpointConnection): Promise<RpcAnswer> {
    const method = String(request.method)
    countIn(this.counters.requests, method)
    const circumstances = { channel, method }
    const limit = this.faults.find('throttle', circumstances)
    if (limit !== undefined) {
      this.faults.use(limit)
      return throttled(limit.form)
    }
    if (channel === 'ws' && this.#overBudget()) return throttled('http429')
    if (this.faults.take('error', circumstances) !== undefined) return rpcError(-32603, 'Internal error')
    const late = this.faults.take('delay', circumstances)
    if (late !== undefined) await sleep(late.delayMs ?? 500)
    if (method === 'eth_subscribe') return this.#subscribe(request, connection)
    if (method === 'eth_unsubscribe') {
      const [id] = paramsOf(request)
      return { result: connection?.subscriptions.delete(String(id)) ?? false }
    }
    if (method === 'eth_getLogs') {
      const refused = this.#logsRefused(request)
      if (refused !== undefined) return refused
    }
    const { head } = this
    // A provider in step answers as its node does, even when that has just moved on.
    if (head === this.#record.tip) return this.#options.forward(request)
    const viewed = viewAt(this.#record, head, request)
    return 'answer' in viewed ? viewed.answer : this.#options.forward(viewed.request)
  }

  /** Empty logs by a fault, or a range that is too wide. */
  #logsRefused(request: RpcRequest): RpcAnswer | undefined {
    const [filter = {}] = paramsOf(request) as readonly { blockHash?: string; fromBlock?: string; toBlock?: string }[]
    const { blockHash, fromBlock, toBlock } = filter
    const number = (text: string | undefined): number =>
      text?.startsWith('0x') === true ? Number(text) : this.#record.tip.number
    const span = blockHash === undefined ? number(toBlock) - number(fromBlock) + 1 : 1
    const { maxLogRange } = this.knobs
    if (maxLogRange > 0 && span > maxLogRange)
      return rpcError(-32005, `query spans ${span} blocks, at most ${maxLogRange} are allowed`)
    const missing = this.faults.find('emptyLogs')
    if (missing === undefined) return undefined
    const youngest = blockHash === undefined ? this.#record.at(number(toBlock)) : this.#record.byHash(blockHash)
    if (missing.delayMs !== undefined && Date.now() - (youngest?.seenAtMs ?? 0) > missing.delayMs) return undefined
    this.faults.use(missing)
    return { result: [] }
  }

  #subscribe(request: RpcRequest, connection: EndpointConnection | undefined): RpcAnswer {
    if (connection === undefined) return rpcError(-32601, 'notifications not supported')
    const [kind, filter] = paramsOf(request)
    if (kind !== 'newHeads' && kind !== 'logs')
      return rpcError(-32602, `no "${String(kind)}" subscription in eth namespace`)
    const id = `0x${(0x5a4b0000 + this.#nextId++).toString(16).padStart(32, '0')}`
    connection.subscriptions.set(id, { id, kind, filter: filter ?? {} })
    return { result: id }
  }

  /** Tells subscribers what happened since they were told last; a head that only went back is not told. */
  #push(): void {
    const { head } = this
    const { removed, added } = this.#record.path(this.#told, head)
    if (added.length === 0) return
    this.#told = head
    if (this.faults.take('silence', { channel: 'ws' }) !== undefined) return
    const removedLogs = this.knobs.removedLogs
      ? removed.flatMap(({ logs }) => logs.toReversed().map(log => ({ ...log, removed: true })))
      : []
    for (const connection of this.connections.values()) {
      const { id } = connection
      if (this.faults.take('deadSubscription', { connection: id }) !== undefined) continue
      this.#pushLogs(connection, removedLogs)
      for (const block of added) {
        if (this.faults.take('dropHeads', { connection: id }) === undefined) this.#pushHead(connection, block)
        if (block.logs.length > 0 && this.faults.take('dropLogs', { connection: id }) === undefined)
          this.#pushLogs(connection, block.logs)
      }
    }
  }

  #pushHead(connection: EndpointConnection, { header }: RecordedBlock): void {
    for (const { id, kind } of connection.subscriptions.values())
      if (kind === 'newHeads') {
        this.counters.headsPushed++
        connection.send(notice(id, header))
      }
  }

  #pushLogs(connection: EndpointConnection, logs: readonly RawLog[]): void {
    for (const { id, kind, filter } of connection.subscriptions.values())
      if (kind === 'logs')
        for (const log of logs.filter(each => matchesLog(filter, each))) {
          this.counters[log['removed'] === true ? 'removedLogsPushed' : 'logsPushed']++
          connection.send(notice(id, log))
        }
  }
}

const notice = (subscription: string, result: object): object => ({
  jsonrpc: '2.0',
  method: 'eth_subscription',
  params: { subscription, result },
})

const paramsOf = ({ params }: RpcRequest): readonly unknown[] => (Array.isArray(params) ? params : [])

const methodOf = (text: string): string | undefined => /"method"\s*:\s*"(\w+)"/.exec(text)?.[1]
