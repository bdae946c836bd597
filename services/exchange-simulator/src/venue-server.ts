import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { WebSocketServer, type WebSocket } from 'ws'
import { Connection } from './connection.ts'
import { countIn, type VenueCounters } from './counters.ts'
import { corruptText, type FaultBoard, type FaultRequest } from './faults.ts'

export interface RestAnswer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body: string
}

/** What a venue adds to the bare server: its doors, its words. */
export interface VenueProtocol {
  readonly venue: string
  readonly faults: FaultBoard
  /** A REST request. */
  answer(url: URL, ip: string, method: string): RestAnswer
  /** Answer while a ban fault stands. */
  banned(untilMs: number): RestAnswer
  /** An HTTP answer that refuses the upgrade, or undefined to let it in. */
  refuseUpgrade(url: URL, rawUrl: string, ip: string): RestAnswer | undefined
  opened(connection: Connection, url: URL): void
  message(connection: Connection, text: string): void
  ping?(connection: Connection): void
  pong?(connection: Connection, payload: Buffer): void
  closed(connection: Connection): void
}

export interface VenueServer {
  readonly port: number
  readonly connections: ReadonlyMap<string, Connection>
  inject(request: FaultRequest): number
  close(): Promise<void>
}

const closeReason = (code: number, reason: Buffer): string => `${String(code)} ${reason.toString()}`.trim()

const refuse = (socket: Duplex, { status, headers, body }: RestAnswer): void => {
  const lines = Object.entries(headers ?? {}).map(([name, value]) => `${name}: ${value}\r\n`)
  socket.end(
    `HTTP/1.1 ${String(status)} Refused\r\n${lines.join('')}Connection: close\r\nContent-Length: ${String(Buffer.byteLength(body))}\r\n\r\n${body}`,
  )
}

const respond = (response: ServerResponse, counters: VenueCounters, answer: RestAnswer): void => {
  countIn(counters.restAnswers, String(answer.status))
  response.writeHead(answer.status, { 'content-type': 'application/json;charset=UTF-8', ...answer.headers })
  response.end(answer.body)
}

/** A REST answer under the faults of the `rest` channel. */
const answerWithFaults = (
  protocol: VenueProtocol,
  faults: FaultBoard,
  request: IncomingMessage,
  response: ServerResponse,
): void => {
  if (faults.atDoor(['refuse'], 'rest') !== undefined) {
    request.socket.destroy()
    return
  }
  const ban = faults.atDoor(['ban'], 'rest')
  if (ban !== undefined) {
    respond(response, faults.counters, protocol.banned(Number.isFinite(ban.untilMs) ? ban.untilMs : Date.now() + 1000))
    return
  }
  const url = new URL(request.url ?? '/', 'http://venue')
  const answer = protocol.answer(url, request.socket.remoteAddress ?? '', request.method ?? 'GET')
  const fault = faults.atDoor(['drop', 'stall', 'corrupt', 'delay'], 'rest')
  if (fault === undefined) respond(response, faults.counters, answer)
  else if (fault.kind === 'delay')
    setTimeout(() => {
      respond(response, faults.counters, answer)
    }, fault.delayMs ?? 500)
  else if (fault.kind === 'corrupt') {
    const form = fault.form ?? 'html'
    const status = form === 'html' ? 502 : answer.status
    respond(response, faults.counters, { ...answer, status, body: corruptText(answer.body, form) })
  }
}

/** One HTTP and WebSocket listener on loopback that speaks the venue's protocol. */
export const startVenueServer = async (protocol: VenueProtocol, port: number, host: string): Promise<VenueServer> => {
  const { faults } = protocol
  const { counters } = faults
  const connections = new Map<string, Connection>()
  const sockets = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    autoPong: false,
    maxPayload: 1024 * 1024,
  })
  let nextId = 1

  const adopt = (socket: WebSocket, transport: Duplex, url: URL, ip: string): void => {
    const id = `${protocol.venue}-${String(nextId++)}`
    const connection = new Connection({ id, ip, openedAtMs: Date.now(), socket, transport, counters })
    connections.set(id, connection)
    counters.connectionsOpened++
    socket.on('error', () => undefined) // A broken client is its own trouble; `close` follows.
    socket.on('message', data => {
      counters.framesReceived++
      if (!connection.isSilent) protocol.message(connection, (data as Buffer).toString())
    })
    socket.on('ping', data => {
      counters.framesReceived++
      if (connection.isSilent) return
      socket.pong(data)
      protocol.ping?.(connection)
    })
    socket.on('pong', data => {
      counters.framesReceived++
      protocol.pong?.(connection, data)
    })
    socket.on('close', (code, reason) => {
      countIn(counters.closes, `closed ${closeReason(code, reason)}`)
      connections.delete(id)
      connection.dispose()
      protocol.closed(connection)
    })
    protocol.opened(connection, url)
  }

  const hangUp = (socket: WebSocket): void => {
    countIn(counters.closes, 'fault hangup')
    socket.on('error', () => undefined)
    socket.close(1001)
    setTimeout(() => {
      socket.terminate()
    }, 2_000).unref()
  }

  const server: Server = createServer((request, response) => {
    answerWithFaults(protocol, faults, request, response)
  })
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => undefined)
    const rawUrl = request.url ?? '/'
    const url = new URL(rawUrl, 'http://venue')
    const ip = request.socket.remoteAddress ?? ''
    const ban = faults.atDoor(['ban'], 'ws')
    const refusal =
      faults.atDoor(['refuse'], 'ws') !== undefined
        ? { status: 503, body: 'Service Unavailable' }
        : ban !== undefined
          ? protocol.banned(Number.isFinite(ban.untilMs) ? ban.untilMs : Date.now() + 1000)
          : protocol.refuseUpgrade(url, rawUrl, ip)
    if (refusal !== undefined) {
      counters.connectionsRefused++
      refuse(socket, refusal)
      return
    }
    const hangsUp = faults.atDoor(['hangup'], 'ws') !== undefined
    sockets.handleUpgrade(request, socket, head, webSocket => {
      if (hangsUp) hangUp(webSocket)
      else adopt(webSocket, socket, url, ip)
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })

  const chosen = (request: FaultRequest): readonly Connection[] => {
    const all = [...connections.values()].slice(0, request.count ?? Infinity)
    return request.connection === undefined ? all : all.filter(({ id }) => id === request.connection)
  }
  /** "oldest" and "newest" become the connection they mean now. */
  const settle = (request: FaultRequest): FaultRequest => {
    const ids = [...connections.keys()]
    if (request.connection === 'oldest') return { ...request, connection: ids[0] ?? 'none' }
    if (request.connection === 'newest') return { ...request, connection: ids[ids.length - 1] ?? 'none' }
    return request
  }
  return {
    port: (server.address() as AddressInfo).port,
    connections,
    inject: asked => {
      const request = settle(asked)
      const wholeConnection = request.symbol === undefined && request.channel === undefined
      if (request.kind === 'cut') {
        const victims = request.connection === undefined ? chosen(request) : chosen({ ...request, count: undefined })
        for (const connection of victims) connection.cut('fault cut')
        return victims.length
      }
      if (request.kind === 'stall' && wholeConnection) {
        const victims = request.connection === undefined ? chosen(request) : chosen({ ...request, count: undefined })
        for (const connection of victims) connection.silentUntilMs = Date.now() + (request.forMs ?? Infinity)
        for (let i = 0; i < victims.length; i++) countIn(counters.faults, 'stall')
        return victims.length
      }
      return faults.add(request).id
    },
    close: async () => {
      for (const { socket } of connections.values()) socket.terminate()
      sockets.close()
      server.closeAllConnections()
      await new Promise<void>(resolve => {
        server.close(() => {
          resolve()
        })
      })
    },
  }
}
