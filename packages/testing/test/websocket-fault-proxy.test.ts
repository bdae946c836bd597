import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import WebSocket, { WebSocketServer } from 'ws'
import { eventually, startWebSocketFaultProxy, type FrameFault, type WebSocketFaultProxy } from '../src/index.ts'

/** Counts 0.05, 0.25, 0.45 … : anything that is not always the same. */
const steps = (): (() => number) => {
  let at = 0.05
  return () => (at = (at + 0.2) % 1)
}

interface Peer {
  readonly socket: WebSocket
  readonly heard: string[]
  readonly closes: number[]
  readonly pongs: number
}

let server: WebSocketServer
let proxy: WebSocketFaultProxy
let accepted: WebSocket[]
/** What the server saw; the ends of an earlier test may still come. */
let seen: { heard: string[]; answered: number; ends: number }
const clients: WebSocket[] = []

beforeEach(async () => {
  accepted = []
  const mine = { heard: [] as string[], answered: 0, ends: 0 }
  seen = mine
  const http = createServer((_request, response) => {
    mine.answered += 1
    response.writeHead(429, { 'retry-after': '7' })
    response.end('slower')
  })
  server = new WebSocketServer({
    server: http,
    perMessageDeflate: false,
    verifyClient: ({ req }: { req: IncomingMessage }) => req.url !== '/no',
  })
  server.on('connection', socket => {
    accepted.push(socket)
    socket.on('error', () => undefined)
    socket.on('close', () => (mine.ends += 1))
    socket.on('message', data => mine.heard.push((data as Buffer).toString()))
  })
  await new Promise<void>(resolve => http.listen(0, '127.0.0.1', resolve))
  proxy = await startWebSocketFaultProxy({ target: { port: (http.address() as AddressInfo).port }, random: steps() })
  return async () => {
    await proxy.close()
    for (const socket of accepted) socket.terminate()
    await new Promise(resolve => http.close(resolve))
  }
})
afterEach(() => {
  for (const socket of clients.splice(0)) socket.terminate()
})

const connect = async (path = '/'): Promise<Peer> => {
  const socket = new WebSocket(`ws://127.0.0.1:${proxy.port}${path}`, { perMessageDeflate: false })
  clients.push(socket)
  const peer = { socket, heard: [] as string[], closes: [] as number[], pongs: 0 }
  socket.on('error', () => undefined)
  socket.on('message', data => peer.heard.push((data as Buffer).toString()))
  socket.on('close', code => peer.closes.push(code))
  socket.on('pong', () => (peer.pongs += 1))
  const count = accepted.length
  await eventually(() => accepted.length > count && socket.readyState === WebSocket.OPEN, { what: 'a connection' })
  return peer
}

const sends = (texts: readonly string[], to = accepted[0]!): void => {
  for (const text of texts) to.send(text)
}

/** What the client hears of a, b, c, d under one fault on b. */
const heardUnder = async (fault: Omit<FrameFault, 'match'>): Promise<Peer> => {
  const peer = await connect()
  proxy.inject({ ...fault, match: text => text.includes('b') })
  sends(['a', 'b1', 'b2', 'd'])
  await eventually(() => peer.heard.includes('d') || peer.closes.length > 0, { what: 'the last frame' })
  return peer
}

describe('frames', () => {
  it('pass as they are, small and large, in both directions, with pings and the close', async () => {
    const peer = await connect()
    const texts = ['a', 'b'.repeat(126), 'c'.repeat(70_000), '✓']
    sends(texts)
    for (const text of texts) peer.socket.send(text)
    peer.socket.ping()
    await eventually(() => peer.heard.length === 4 && seen.heard.length === 4 && peer.pongs === 1)
    expect(peer.heard).toEqual(texts)
    expect(seen.heard).toEqual(texts)
    expect([...proxy.clientFrames.values()].map(times => times.length)).toEqual([5])
    accepted[0]!.close(1001)
    await eventually(() => peer.closes.length > 0)
    expect(peer.closes).toEqual([1001])
    await eventually(() => proxy.connections === 0)
  })

  it('drop: one is missing', async () => {
    expect((await heardUnder({ kind: 'drop' })).heard).toEqual(['a', 'b2', 'd'])
  })

  it('duplicate: one comes twice', async () => {
    expect((await heardUnder({ kind: 'duplicate' })).heard).toEqual(['a', 'b1', 'b1', 'b2', 'd'])
  })

  it('swap: one comes after the next of its kind', async () => {
    expect((await heardUnder({ kind: 'swap' })).heard).toEqual(['a', 'b2', 'b1', 'd'])
  })

  it('flip: exactly one bit of one frame, only where it may be', async () => {
    const peer = await connect()
    proxy.inject({
      kind: 'flip',
      match: text => text.includes('b'),
      mayFlip: (text, index, bit) => text[index] === 'b' && bit === 7,
    })
    sends(['a', 'xxbxx', 'bb'])
    await eventually(() => peer.heard.length === 3)
    expect(peer.heard).toEqual(['a', 'xxcxx', 'bb'])
  })

  it('flip: waits for a frame in which something may be flipped', async () => {
    const peer = await connect()
    const injected = proxy.inject({ kind: 'flip', mayFlip: (text, index, bit) => text[index] === 'z' && bit === 7 })
    sends(['a', 'b'])
    await eventually(() => peer.heard.length === 2)
    expect(injected.met).toBe(0)
    sends(['z'])
    await eventually(() => peer.heard.length === 3)
    expect(peer.heard).toEqual(['a', 'b', '{'])
    expect(injected.isOver).toBe(true)
  })

  it('truncate: a whole frame with a part of the message', async () => {
    const peer = await connect()
    proxy.inject({ kind: 'truncate' })
    sends(['0123456789', 'next'])
    await eventually(() => peer.heard.length === 2)
    expect('0123456789'.startsWith(peer.heard[0]!) && peer.heard[0]!.length < 10).toBe(true)
    expect(peer.heard[1]).toBe('next')
  })

  it('delay: it and all behind it wait, in order', async () => {
    const peer = await connect()
    const startedMs = performance.now()
    proxy.inject({ kind: 'delay', delayMs: 150, match: text => text === 'b' })
    sends(['a', 'b', 'c'])
    await eventually(() => peer.heard.includes('a'))
    await eventually(() => peer.heard.length === 3)
    expect(peer.heard).toEqual(['a', 'b', 'c'])
    expect(performance.now() - startedMs).toBeGreaterThanOrEqual(149)
  })

  it('rewrite: another text', async () => {
    expect((await heardUnder({ kind: 'rewrite', rewrite: text => `${text}!` })).heard).toEqual(['a', 'b1!', 'b2', 'd'])
  })

  it('cutMidFrame: never a whole one, then a reset', async () => {
    const peer = await heardUnder({ kind: 'cutMidFrame' })
    expect(peer.heard).toEqual(['a'])
    expect(peer.closes).toEqual([1006])
    await eventually(() => seen.ends === 1)
  })

  it('cutBefore: the other end never gets it', async () => {
    const peer = await connect()
    proxy.inject({ kind: 'cutBefore', direction: 'toServer', match: text => text === 'subscribe' })
    peer.socket.send('hello')
    peer.socket.send('subscribe')
    await eventually(() => peer.closes.length === 1 && seen.ends === 1)
    expect(seen.heard).not.toContain('subscribe')
  })

  it('cutAfter: the other end has it when the connection breaks', async () => {
    const peer = await connect()
    proxy.inject({ kind: 'cutAfter', direction: 'toServer' })
    peer.socket.send('subscribe')
    await eventually(() => peer.closes.length === 1 && seen.ends === 1)
    expect(seen.heard).toEqual(['subscribe'])
  })

  it('what goes to the server is masked again after damage', async () => {
    const peer = await connect()
    proxy.inject({ kind: 'flip', direction: 'toServer', mayFlip: (_text, index, bit) => index === 1 && bit === 7 })
    peer.socket.send('abc')
    await eventually(() => seen.heard.length === 1)
    expect(seen.heard).toEqual(['acc'])
  })

  it('strikes as many frames as told, of those that are meant, and says which', async () => {
    const peer = await connect()
    const injected = proxy.inject({ kind: 'drop', count: 2, match: text => text.startsWith('x') })
    sends(['x1', 'y', 'x2', 'x3'])
    await eventually(() => peer.heard.length === 2)
    expect(peer.heard).toEqual(['y', 'x3'])
    expect([injected.met, injected.isOver, injected.told]).toEqual([2, true, ['drop x1', 'drop x2']])
    const cancelled = proxy.inject({ kind: 'drop' })
    cancelled.cancel()
    sends(['z'])
    await eventually(() => peer.heard.includes('z'))
  })
})

describe('connections', () => {
  it('stall: nothing passes, also on new ones; what was held back flows at the end', async () => {
    const peer = await connect()
    proxy.stall()
    sends(['a'])
    peer.socket.send('b')
    const late = new WebSocket(`ws://127.0.0.1:${proxy.port}/`)
    clients.push(late)
    await eventually(() => accepted.length === 2)
    // Frames that came after ours were sent have passed the proxy by then.
    expect([peer.heard, seen.heard, late.readyState]).toEqual([[], [], WebSocket.CONNECTING])
    proxy.heal()
    await eventually(() => peer.heard.length === 1 && seen.heard.length === 1 && late.readyState === WebSocket.OPEN)
  })

  it('half-open: neither end learns that the other is gone, what is sent is lost, new ones live', async () => {
    const peer = await connect()
    proxy.halfOpen()
    sends(['a'])
    peer.socket.send('b')
    // A reset, which a proxy that minded would pass on.
    ;(peer.socket as unknown as { _socket: Socket })._socket.resetAndDestroy()
    const second = await connect()
    sends(['c'], accepted[1])
    await eventually(() => second.heard.length === 1)
    expect([peer.heard, seen.heard, seen.ends, proxy.connections]).toEqual([[], [], 0, 1])
    proxy.heal()
    await eventually(() => seen.ends === 1)
    expect(second.closes).toEqual([])
  })

  it('cut: both ends are reset at once', async () => {
    const peer = await connect()
    proxy.cut()
    await eventually(() => peer.closes.length === 1 && seen.ends === 1 && proxy.connections === 0)
    expect(peer.closes).toEqual([1006])
  })

  it('throttle: bytes take their time', async () => {
    const peer = await connect()
    proxy.throttle(20_000)
    const startedMs = performance.now()
    sends(['x'.repeat(4_000), 'y'])
    await eventually(() => peer.heard.length === 2)
    expect(performance.now() - startedMs).toBeGreaterThanOrEqual(190)
  })

  it('refuse: new ones are reset, the others live', async () => {
    const peer = await connect()
    proxy.refuse(true)
    const refused = new WebSocket(`ws://127.0.0.1:${proxy.port}/`)
    let failed = false
    refused.on('error', () => (failed = true))
    await eventually(() => failed)
    sends(['a'])
    await eventually(() => peer.heard.length === 1)
  })
})

describe('requests', () => {
  const url = (): string => `http://127.0.0.1:${proxy.port}/depth?x=1`

  it('pass, and are recorded with their answer', async () => {
    const response = await fetch(url())
    expect([response.status, await response.text()]).toEqual([429, 'slower'])
    const [{ path, status, headers, isUpgrade }] = proxy.requests as [(typeof proxy.requests)[0]]
    expect([path, status, headers['retry-after'], isUpgrade]).toEqual(['/depth?x=1', 429, '7', false])
  })

  it('record upgrades too, and a refusal reaches the client as one', async () => {
    await connect()
    const refused = new WebSocket(`ws://127.0.0.1:${proxy.port}/no`)
    let status = 0
    refused.on('error', () => undefined)
    refused.on('unexpected-response', (_request, response) => (status = response.statusCode ?? 0))
    await eventually(() => status !== 0)
    expect(status).toBe(401)
    expect(proxy.requests.map(({ isUpgrade, status: answer }) => [isUpgrade, answer])).toEqual([
      [true, 101],
      [true, 401],
    ])
  })

  it('cutBefore: the server never sees it; cutAfter: its answer is lost', async () => {
    proxy.injectRequest({ kind: 'cutBefore' })
    await expect(fetch(url())).rejects.toThrow()
    expect(seen.answered).toBe(0)
    proxy.injectRequest({ kind: 'cutAfter', match: path => path.startsWith('/depth') })
    await expect(fetch(url())).rejects.toThrow()
    expect(seen.answered).toBe(1)
    expect((await fetch(url())).status).toBe(429)
  })

  it('a request fault that was cancelled strikes nothing', async () => {
    proxy.injectRequest({ kind: 'cutBefore' }).cancel()
    expect((await fetch(url())).status).toBe(429)
  })
})
