import { createServer, type IncomingMessage } from 'node:http'
import { createConnection, type AddressInfo, type Socket } from 'node:net'
import { FrameFaultBoard, type Direction, type FrameFault, type InjectedFault, type Relay } from './frame-faults.ts'
import { ProxyLane } from './proxy-lane.ts'
import { createRestRelay, type RelayedRequest, type RequestFault } from './rest-relay.ts'
import { FrameSplitter, isDataFrame, type WireFrame } from './websocket-frames.ts'

/** Stands between a client and a venue (WebSocket and REST on one port) and does to their frames what networks do. */
export interface WebSocketFaultProxy {
  readonly port: number
  /** WebSockets open now. */
  readonly connections: number
  /** performance.now() of the last data frame that went to a client; -Infinity before the first. */
  readonly lastDataAtMs: number
  /** Requests and upgrades so far, refused ones too. */
  readonly requests: readonly RelayedRequest[]
  /** performance.now() of each frame from a client, pings and pongs too, by link. */
  readonly clientFrames: ReadonlyMap<number, readonly number[]>
  inject(fault: FrameFault): InjectedFault
  /** `cancel`: it strikes no request from then on. */
  injectRequest(fault: RequestFault): { cancel(): void }
  /** Holds back everything in both directions, also on new connections and of REST: no error, no end. */
  stall(): void
  /** The connections of now are dead, and neither end is told, whatever the other does. New ones live. */
  halfOpen(): void
  /** Resets every connection. */
  cut(): void
  /** At most so many bytes a second in each direction of each connection; undefined: no limit. */
  throttle(bytesPerSecond: number | undefined): void
  /** Resets new connections while true. */
  refuse(refusing: boolean): void
  /** Passes on again: what a stall held back flows, half-open connections end. Faults that wait for frames stay. */
  heal(): void
  close(): Promise<void>
}

export interface WebSocketFaultProxyOptions {
  readonly target: { readonly host?: string; readonly port: number }
  /** 0 ≤ x < 1: the same sequence, the same faults. */
  readonly random: () => number
}

interface Link {
  readonly number: number
  readonly client: Socket
  readonly server: Socket
  readonly lanes: Readonly<Record<Direction, ProxyLane>>
  isDead: boolean
}

const requestHead = ({ method, url, httpVersion, rawHeaders }: IncomingMessage): string => {
  const lines: string[] = []
  for (let index = 0; index < rawHeaders.length; index += 2)
    lines.push(`${rawHeaders[index] ?? ''}: ${rawHeaders[index + 1] ?? ''}\r\n`)
  return `${method ?? 'GET'} ${url ?? '/'} HTTP/${httpVersion}\r\n${lines.join('')}\r\n`
}

/** Listens on a free loopback port. */
export const startWebSocketFaultProxy = async (options: WebSocketFaultProxyOptions): Promise<WebSocketFaultProxy> => {
  const target = { host: '127.0.0.1', ...options.target }
  const board = new FrameFaultBoard(options.random)
  const links = new Set<Link>()
  const requests: RelayedRequest[] = []
  const clientFrames = new Map<number, number[]>()
  const rest = createRestRelay(target, request => requests.push(request))
  let linksSeen = 0
  let lastDataAtMs = -Infinity
  let isStalled = false
  let isRefusing = false
  let bytesPerSecond: number | undefined

  const end = (link: Link): void => {
    if (link.isDead) return
    links.delete(link)
    for (const lane of Object.values(link.lanes)) lane.dispose()
    link.client.destroy()
    link.server.destroy()
  }
  const reset = (link: Link): void => {
    link.client.resetAndDestroy()
    link.server.resetAndDestroy()
  }
  const pass = (direction: Direction, frame: WireFrame): void => {
    if (direction === 'toClient' && isDataFrame(frame)) lastDataAtMs = performance.now()
  }
  const relayed = (link: Link, direction: Direction, frame: WireFrame, { bytes, holdMs, cuts }: Relay): void => {
    const lane = link.lanes[direction]
    if (cuts === true) {
      // end() sends what is on its way; the reset comes behind it.
      const to = direction === 'toClient' ? link.client : link.server
      lane.send(Buffer.concat(bytes), 0, () => to.end(() => reset(link)))
      return
    }
    for (const part of bytes) lane.send(part, holdMs, () => pass(direction, frame))
  }
  const onFrame = (link: Link, direction: Direction, frame: WireFrame): void => {
    if (direction === 'toServer') clientFrames.get(link.number)?.push(performance.now())
    const lane = link.lanes[direction]
    if (lane.swallows) return
    const relay = board.strike(link.number, direction, frame)
    if (relay === undefined) lane.send(frame.raw, 0, () => pass(direction, frame))
    else relayed(link, direction, frame, relay)
  }

  const join = (client: Socket, server: Socket): Link => {
    const lanes = { toClient: new ProxyLane(server, client), toServer: new ProxyLane(client, server) }
    const link: Link = { number: ++linksSeen, client, server, lanes, isDead: false }
    links.add(link)
    clientFrames.set(link.number, [])
    for (const lane of Object.values(lanes)) {
      lane.throttle(bytesPerSecond)
      lane.stall(isStalled)
    }
    const ends = [
      { from: client, to: server, lane: lanes.toServer },
      { from: server, to: client, lane: lanes.toClient },
    ]
    for (const { from, to, lane } of ends) {
      from.setNoDelay(true)
      from.on('error', () => end(link))
      // Behind what is still on its way.
      from.on('end', () => lane.send(Buffer.alloc(0), 0, () => to.end()))
      from.on('close', () => {
        if (!from.readableEnded || to.destroyed) end(link)
      })
    }
    return link
  }

  const listener = createServer((request, response) => {
    rest.take(request, response)
  })
  listener.keepAliveTimeout = 60_000
  listener.on('connection', socket => {
    if (isRefusing) socket.resetAndDestroy()
  })
  listener.on('upgrade', (request: IncomingMessage, _socket, head: Buffer) => {
    const client = request.socket
    const server = createConnection(target)
    const link = join(client, server)
    const { url: path = '/', method = 'GET' } = request
    const atMs = performance.now()
    let answer: Buffer | undefined = Buffer.alloc(0)
    const splitters = { toClient: new FrameSplitter(), toServer: new FrameSplitter() }
    server.write(requestHead(request))
    const fromClient = (chunk: Buffer): void => {
      for (const frame of splitters.toServer.push(chunk)) onFrame(link, 'toServer', frame)
    }
    client.on('data', fromClient)
    if (head.length > 0) fromClient(head)
    const fromServer = (chunk: Buffer): void => {
      let rest: Buffer = chunk
      if (answer !== undefined) {
        answer = Buffer.concat([answer, chunk])
        const headEnd = answer.indexOf('\r\n\r\n') + 4
        if (headEnd < 4) return
        const status = Number(/^HTTP\/\d\.\d (\d+)/.exec(answer.toString('latin1', 0, 20))?.[1] ?? 0)
        const text = answer.toString('latin1', 0, headEnd)
        const headers = Object.fromEntries(
          [...text.matchAll(/^([\w-]+): (.*)\r$/gm)].map(([, name = '', value = '']) => [name.toLowerCase(), value]),
        )
        requests.push({ atMs, answeredAtMs: performance.now(), method, path, isUpgrade: true, status, headers })
        // A refusal is no stream of frames.
        if (status !== 101) {
          link.lanes.toClient.send(answer, 0, () => client.end())
          return
        }
        link.lanes.toClient.send(answer.subarray(0, headEnd))
        rest = answer.subarray(headEnd)
        answer = undefined
      }
      for (const frame of splitters.toClient.push(rest)) onFrame(link, 'toClient', frame)
    }
    server.on('data', fromServer)
  })
  await new Promise<void>((resolve, reject) => {
    listener.once('error', reject)
    listener.listen(0, '127.0.0.1', resolve)
  })

  const eachLane = (act: (lane: ProxyLane) => void): void => {
    for (const { lanes } of links) for (const lane of Object.values(lanes)) act(lane)
  }
  const living = (): readonly Link[] => [...links].filter(({ isDead }) => !isDead)
  const endDead = (): void => {
    for (const link of links) {
      if (!link.isDead) continue
      link.isDead = false
      end(link)
    }
  }

  return {
    port: (listener.address() as AddressInfo).port,
    get connections() {
      return living().length
    },
    get lastDataAtMs() {
      return lastDataAtMs
    },
    requests,
    clientFrames,
    inject: fault => board.add(fault),
    injectRequest: fault => {
      let isCancelled = false
      rest.add({ ...fault, match: path => !isCancelled && (fault.match?.(path) ?? true) })
      return {
        cancel: () => {
          isCancelled = true
        },
      }
    },
    stall: () => {
      isStalled = true
      rest.stall(true)
      eachLane(lane => lane.stall(true))
    },
    halfOpen: () => {
      for (const link of living()) {
        link.isDead = true
        for (const lane of Object.values(link.lanes)) {
          lane.swallows = true
          lane.dispose()
        }
      }
    },
    cut: () => {
      for (const link of living()) reset(link)
    },
    throttle: limit => {
      bytesPerSecond = limit
      eachLane(lane => lane.throttle(limit))
    },
    refuse: refusing => {
      isRefusing = refusing
    },
    heal: () => {
      isStalled = false
      isRefusing = false
      bytesPerSecond = undefined
      endDead()
      rest.stall(false)
      eachLane(lane => lane.throttle(undefined))
      eachLane(lane => lane.stall(false))
    },
    close: async () => {
      endDead()
      for (const link of living()) reset(link)
      rest.close()
      listener.closeAllConnections()
      await new Promise<void>(resolve => {
        listener.close(() => resolve())
      })
    },
  }
}
