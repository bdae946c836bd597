import { EventEmitter } from 'node:events'
import type { Duplex } from 'node:stream'
import { Connection } from '../../services/exchange-simulator/src/connection.ts'
import { countIn } from '../../services/exchange-simulator/src/counters.ts'
import { corruptText, type FaultBoard, type FaultRequest } from '../../services/exchange-simulator/src/faults.ts'
import type { Random } from '../../services/exchange-simulator/src/market/random.ts'
import type { RestAnswer, VenueProtocol } from '../../services/exchange-simulator/src/venue-server.ts'
import type { WebSocket } from 'ws'
import { MemorySocket, type Path } from './memory-socket.ts'
import type { VirtualTime } from './virtual-time.ts'

/** Nothing to hold back: frames leave one by one. */
const uncorked = { cork: () => undefined, uncork: () => undefined } as unknown as Duplex

const address = '127.0.0.1'

/** One venue's doors in the simulation: the protocol of its real twin, over sockets and requests with seeded delays. */
export class MemoryVenue {
  readonly connections: Map<string, { readonly connection: Connection; readonly path: Path }> = new Map()
  /** Added to each delay, milliseconds: a venue far away, or late at full rate. */
  lateMs = 0
  /** Its list of instruments says that nothing is traded. */
  haltsAll = false
  /** When a frame or an answer last reached a client. */
  heardAtMs = 0
  /** It took a message or a request: what it tells then it tells between two ticks. */
  onAsked: () => void = () => undefined
  readonly #time: VirtualTime
  readonly #protocol: VenueProtocol
  readonly #faults: FaultBoard
  readonly #chance: (of: string) => Random
  readonly #usualMs: number
  #requests = 0
  #nextId = 1

  /** `chance`: a source of its own for each connection and request, so that none takes from another. */
  constructor(time: VirtualTime, protocol: VenueProtocol, chance: (of: string) => Random) {
    this.#time = time
    this.#protocol = protocol
    this.#faults = protocol.faults
    this.#chance = chance
    this.#usualMs = chance('distance').between(1, 15)
  }

  /** As the runtime opens a socket. */
  openSocket(url: string): WebSocket {
    const id = `${this.#protocol.venue}-${String(this.#nextId++)}`
    const random = this.#chance(id)
    const delayMs = (): number => this.#delayMs(random)
    const path: Path = { delayMs, swallows: false }
    const client = new MemorySocket(this.#time, this.#time.current, path)
    client.answersPings = true
    client.onArrival = () => {
      this.heardAtMs = this.#time.nowMs
    }
    const owner = this.#time.current
    this.#time.schedule(
      2 * delayMs(),
      () => {
        this.#admit(id, client, new URL(url), path, answer => this.#time.schedule(delayMs(), answer, owner))
      },
      this.#time.world,
    )
    return client.asWebSocket
  }

  /** As `fetch`. Rejects where the request is dropped at the door. */
  request(url: URL, signal: AbortSignal | undefined): Promise<Response> {
    const owner = this.#time.current
    const random = this.#chance(`request ${this.#requests++}`)
    const delayMs = (): number => this.#delayMs(random)
    return new Promise((resolve, reject) => {
      signal?.addEventListener('abort', () => {
        reject(signal.reason instanceof Error ? signal.reason : new Error('aborted'))
      })
      const answer = ({ status, headers, body }: RestAnswer, extraMs = 0): void => {
        countIn(this.#faults.counters.restAnswers, String(status))
        const deliver = (): void => {
          this.heardAtMs = this.#time.nowMs
          resolve(new Response(body, { status, headers: { 'content-type': 'application/json', ...headers } }))
        }
        this.#time.schedule(extraMs + delayMs(), deliver, owner)
      }
      this.#time.schedule(
        delayMs(),
        () => {
          this.#serve(url, answer, reason => this.#time.schedule(delayMs(), () => reject(reason), owner))
          this.onAsked()
        },
        this.#time.world,
      )
    })
  }

  /** The faults that are no single frame's; the others go to the board. */
  inject(request: FaultRequest): void {
    const all = [...this.connections.values()]
    if (request.kind === 'cut') for (const { connection } of all) connection.cut('fault cut')
    else if (request.kind === 'stall' && request.symbol === undefined && request.channel === undefined)
      for (const { connection } of all) connection.silentUntilMs = Date.now() + (request.forMs ?? Infinity)
    else this.#faults.add(request)
  }

  /** Half open: the connections that stand now carry nothing any more, and nobody is told. */
  blackHole(): void {
    for (const { path } of this.connections.values()) path.swallows = true
  }

  #delayMs(random: Random): number {
    return this.lateMs + this.#usualMs * (0.8 + random.exponential(0.2))
  }

  #admit(id: string, client: MemorySocket, url: URL, path: Path, later: (answer: () => void) => void): void {
    const refusal = this.#refusal(url)
    if (refusal !== undefined) {
      this.#faults.counters.connectionsRefused++
      const response = { statusCode: refusal.status, headers: refusal.headers ?? {} }
      later(() => {
        client.refuse('unexpected-response', { destroy: () => undefined }, response)
      })
      return
    }
    const socket = new MemorySocket(this.#time, this.#time.world, path)
    if (client.readyState > 1) return
    socket.accept(client)
    this.#adopt(id, socket, url, path)
  }

  #refusal(url: URL): RestAnswer | undefined {
    if (this.#faults.atDoor(['refuse'], 'ws') !== undefined) return { status: 503, body: '' }
    const ban = this.#faults.atDoor(['ban'], 'ws')
    if (ban !== undefined) return this.#protocol.banned(Date.now() + 1000)
    return this.#protocol.refuseUpgrade(url, `${url.pathname}${url.search}`, address)
  }

  #adopt(id: string, socket: MemorySocket, url: URL, path: Path): void {
    const { counters } = this.#faults
    const transport = Object.assign(new EventEmitter(), uncorked) as unknown as Duplex
    const connection = new Connection({
      id,
      ip: address,
      openedAtMs: Date.now(),
      socket: socket.asWebSocket,
      transport,
      counters,
    })
    this.connections.set(id, { connection, path })
    counters.connectionsOpened++
    socket.on('message', (data: Buffer) => {
      counters.framesReceived++
      if (connection.isSilent) return
      this.#protocol.message(connection, data.toString())
      this.onAsked()
    })
    socket.on('ping', (data: Buffer) => {
      counters.framesReceived++
      if (connection.isSilent) return
      socket.pong(data)
      this.#protocol.ping?.(connection)
    })
    socket.on('pong', (data: Buffer) => {
      counters.framesReceived++
      this.#protocol.pong?.(connection, data)
    })
    socket.on('close', (code: number) => {
      countIn(counters.closes, `closed ${code}`)
      this.connections.delete(id)
      connection.dispose()
      this.#protocol.closed(connection)
    })
    this.#protocol.opened(connection, url)
  }

  /** Venues name it differently, and each knows a word that is not "trading". */
  #halt(answer: RestAnswer): RestAnswer {
    if (!this.haltsAll) return answer
    return { ...answer, body: answer.body.replace(/"((?:trade_)?(?:status|state))":"[^"]*"/g, '"$1":"halted"') }
  }

  #serve(url: URL, answer: (what: RestAnswer, extraMs?: number) => void, fail: (reason: Error) => void): void {
    const faults = this.#faults
    if (faults.atDoor(['refuse'], 'rest') !== undefined) {
      fail(new TypeError('fetch failed', { cause: new Error('socket hang up') }))
      return
    }
    if (faults.atDoor(['ban'], 'rest') !== undefined) {
      answer(this.#protocol.banned(Date.now() + 1000))
      return
    }
    const answered = this.#halt(this.#protocol.answer(url, address, 'GET'))
    const fault = faults.atDoor(['drop', 'stall', 'corrupt', 'delay'], 'rest')
    if (fault === undefined) answer(answered)
    else if (fault.kind === 'delay') answer(answered, fault.delayMs ?? 500)
    else if (fault.kind === 'corrupt') {
      const form = fault.form ?? 'html'
      answer({ ...answered, status: form === 'html' ? 502 : answered.status, body: corruptText(answered.body, form) })
    }
  }
}
