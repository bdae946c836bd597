import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { performance } from 'node:perf_hooks'
import { crc32 } from 'node:zlib'
import { WebSocketServer, type WebSocket } from 'ws'

export interface AcmeClient {
  readonly path: string
  readonly openedAtMs: number
  readonly subscribed: Set<string>
  readonly controlTimes: number[]
  open: boolean
}

export interface AcmeControl {
  readonly id: string
  readonly op: string
  readonly symbols: readonly string[]
  /** Answers a symbol; absent: one for the frame. */
  readonly each?: number
  readonly channel?: string
}

/** A real server on a free port; its misdeeds are switched by plain fields. */
export interface AcmeServer {
  readonly webSocketUrl: string
  readonly restUrl: string
  readonly clients: readonly AcmeClient[]
  readonly rest: readonly { readonly atMs: number; readonly weight: number; readonly path: string }[]
  readonly controlFrames: readonly AcmeControl[]
  readonly sequences: ReadonlyMap<string, number>
  behaviour: {
    silent: boolean
    ignoreControl: boolean
    closeOnOpen: boolean
    refuseUpgrade: { status: number; retryAfterS?: number } | undefined
    restAnswer: ((response: ServerResponse) => void) | undefined
    /** Answers to control frames and book requests come so much later. */
    answerDelayMs: number
    /** REST books are so many updates behind. */
    snapshotLag: number
    /** Sent while silent: nothing changed. */
    beats: boolean
    /** The depth channel begins with a snapshot. */
    pushesSnapshots: boolean
    /** Frames go without numbers. */
    unnumbered: boolean
    /** Frames carry a checksum of the book. */
    checksums: boolean
    /** Control frames are obeyed without a word. */
    mute: boolean
    /** The next so many control frames are dropped, and the client is told that it is too fast. */
    throttleNext: number
    /** Answers to control frames do not repeat their id. */
    answersWithoutIds: boolean
    /** Where symbols are answered one by one: these are not. */
    readonly unansweredSymbols: Set<string>
    readonly badSymbols: Set<string>
    readonly idleSymbols: Set<string>
  }
  /** Sends one raw frame to all. */
  send(frame: string): void
  /** The next delta of the symbol is lost on the way. */
  lose(symbol: string): void
  /** With its next delta the symbol's numbers start over, and the frame says so. */
  reset(symbol: string): void
  /** The next delta of the symbol carries a wrong checksum. */
  spoil(symbol: string): void
  /** A snapshot in the depth channel that nobody asked for. */
  push(symbol: string): void
  /** WebSocket pings that came. */
  readonly pings: number
  /** The connections that stand now are half open: nothing is read from them any more, and nobody is told. */
  deafen(): void
  cut(): void
  close(): Promise<void>
}

const tickMs = 10

export const startAcme = async (symbols: readonly string[], flavour: 'rest' | 'channel'): Promise<AcmeServer> => {
  const clients: AcmeClient[] = []
  let pings = 0
  const sockets = new Map<WebSocket, AcmeClient>()
  const rest: { atMs: number; weight: number; path: string }[] = []
  const controlFrames: AcmeControl[] = []
  const sequences = new Map(symbols.map((symbol, index) => [symbol, 1000 * (index + 1)]))
  const lost = new Set<string>()
  const resetting = new Set<string>()
  const spoiled = new Set<string>()
  const behaviour: AcmeServer['behaviour'] = {
    silent: false,
    ignoreControl: false,
    closeOnOpen: false,
    refuseUpgrade: undefined,
    restAnswer: undefined,
    answerDelayMs: 0,
    snapshotLag: 0,
    beats: false,
    pushesSnapshots: flavour === 'channel',
    unnumbered: false,
    checksums: false,
    mute: false,
    throttleNext: 0,
    answersWithoutIds: false,
    unansweredSymbols: new Set(),
    badSymbols: new Set(),
    idleSymbols: new Set(),
  }
  const book = (sequence: number): { q: number; b: string[][]; a: string[][] } => ({
    q: sequence,
    b: [['100', String(sequence)]],
    a: [['101', String(sequence)]],
  })

  /** As the frames of the depth channel carry it. */
  const told = (s: string, sequence: number, previous?: number): object => {
    const { q, b, a } = book(sequence)
    const right = crc32(`100:${q}:101:${q}`)
    return {
      s,
      b,
      a,
      ...(behaviour.unnumbered ? {} : { q, ...(previous === undefined ? {} : { p: previous }) }),
      ...(behaviour.checksums ? { c: spoiled.delete(s) ? right ^ 1 : right } : {}),
    }
  }
  const snapshotOf = (s: string): string => JSON.stringify({ t: 'snap', ...told(s, sequences.get(s) ?? 0) })

  const later = (answer: () => void): void => {
    if (behaviour.answerDelayMs === 0) answer()
    else setTimeout(answer, behaviour.answerDelayMs).unref()
  }
  const answerRest = (request: IncomingMessage, response: ServerResponse): void => {
    const url = new URL(request.url ?? '/', 'http://acme')
    const weight = url.pathname === '/instruments' ? 10 : url.searchParams.get('levels') === '1000' ? 50 : 5
    rest.push({ atMs: performance.now(), weight, path: url.pathname })
    if (url.pathname === '/instruments') {
      const list = symbols.map(symbol => ({ symbol, base: symbol.slice(0, -4), quote: 'USDT', trading: true }))
      response.end(JSON.stringify(list))
    } else if (behaviour.restAnswer !== undefined && url.pathname === '/depth') {
      behaviour.restAnswer(response)
    } else {
      const sequence = sequences.get(url.searchParams.get('symbol') ?? '') ?? 0
      later(() => response.end(JSON.stringify(book(sequence - behaviour.snapshotLag))))
    }
  }
  const onControl = (socket: WebSocket, client: AcmeClient, text: string): void => {
    const frame = JSON.parse(text) as AcmeControl
    client.controlTimes.push(performance.now())
    controlFrames.push(frame)
    if (behaviour.ignoreControl) return
    if (behaviour.throttleNext > 0) {
      behaviour.throttleNext--
      socket.send('{"t":"slow"}')
      return
    }
    const answer = (fields: object): void => {
      if (behaviour.mute) return
      socket.send(JSON.stringify({ ...(behaviour.answersWithoutIds ? {} : { id: frame.id }), ...fields }))
    }
    const carry = (s: string): void => {
      if (frame.channel === 'bbo') return
      if (frame.op === 'unsub') client.subscribed.delete(s)
      else client.subscribed.add(s)
      if (frame.op === 'sub' && behaviour.pushesSnapshots) socket.send(snapshotOf(s))
    }
    if (frame.each === undefined) {
      const bad = frame.symbols.find(symbol => behaviour.badSymbols.has(symbol))
      if (frame.op === 'sub' && bad !== undefined) {
        answer({ error: `no such symbol among ${frame.symbols.length}` })
        return
      }
      answer({ ok: true })
      frame.symbols.forEach(carry)
      return
    }
    for (const s of frame.symbols) {
      if (behaviour.unansweredSymbols.has(s)) continue
      const bad = frame.op === 'sub' && behaviour.badSymbols.has(s)
      for (let part = 0; part < frame.each; part++) answer({ s, ...(bad ? { error: 'no such symbol' } : { ok: true }) })
      if (!bad) carry(s)
    }
  }

  const server = createServer(answerRest)
  const accept = new WebSocketServer({ noServer: true })
  server.on('upgrade', (request, socket, head) => {
    const path = request.url ?? ''
    const refusal = behaviour.refuseUpgrade
    if (refusal !== undefined) {
      clients.push({ path, openedAtMs: performance.now(), subscribed: new Set(), controlTimes: [], open: false })
      const header = refusal.retryAfterS === undefined ? '' : `Retry-After: ${refusal.retryAfterS}\r\n`
      socket.end(`HTTP/1.1 ${refusal.status} Refused\r\n${header}Content-Length: 0\r\nConnection: close\r\n\r\n`)
      return
    }
    accept.handleUpgrade(request, socket, head, ws => {
      const client = {
        path,
        openedAtMs: performance.now(),
        subscribed: new Set<string>(),
        controlTimes: [],
        open: true,
      }
      clients.push(client)
      sockets.set(ws, client)
      ws.on('error', () => undefined)
      ws.on('ping', () => pings++)
      ws.on('close', () => {
        client.open = false
        sockets.delete(ws)
      })
      ws.on('message', (data: Buffer) => later(() => onControl(ws, client, data.toString())))
      if (behaviour.closeOnOpen) ws.close(1000)
    })
  })
  const send = (text: string, symbol?: string): void => {
    for (const [socket, client] of sockets) if (symbol === undefined || client.subscribed.has(symbol)) socket.send(text)
  }
  const ticker = setInterval(() => {
    if (behaviour.silent) {
      if (behaviour.beats) send('{"t":"beat"}')
      return
    }
    for (const [s, p] of sequences) {
      if (behaviour.idleSymbols.has(s)) continue
      const r = resetting.delete(s)
      const next = book(r ? 2 : p + 2)
      sequences.set(s, next.q)
      if (!lost.delete(s)) send(JSON.stringify({ t: 'delta', ...told(s, next.q, p), ...(r ? { r } : {}) }), s)
      if (next.q % 20 === 0) send(JSON.stringify({ t: 'bbo', s, ...next }), s)
    }
  }, tickMs)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    webSocketUrl: `ws://127.0.0.1:${port}`,
    restUrl: `http://127.0.0.1:${port}`,
    clients,
    rest,
    controlFrames,
    sequences,
    behaviour,
    send: frame => send(frame),
    lose: symbol => void lost.add(symbol),
    reset: symbol => void resetting.add(symbol),
    spoil: symbol => void spoiled.add(symbol),
    push: symbol => send(snapshotOf(symbol), symbol),
    get pings() {
      return pings
    },
    deafen: () => {
      for (const socket of sockets.keys()) socket.pause()
    },
    cut: () => {
      for (const socket of sockets.keys()) socket.terminate()
    },
    close: async () => {
      clearInterval(ticker)
      for (const socket of sockets.keys()) socket.terminate()
      accept.close()
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}
