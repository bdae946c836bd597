import { createBackoff, reconnectBackoff } from '@screener/collector-runtime'
import { WebSocket } from 'ws'
import { Throttle, endpointName, type Endpoint, type EndpointEvents } from './endpoint.ts'
import { RpcError, rpcErrorOf } from './rpc-error.ts'

export interface SocketEndpointOptions {
  readonly url: string
  /** A question without an answer for so long has none. */
  readonly timeoutMs: number
  readonly maxFrameBytes: number
  /** What `logs` is subscribed with. */
  readonly logFilter: { readonly address: readonly string[] }
  readonly events: EndpointEvents
  readonly random: () => number
}

interface Waiting {
  readonly resolve: (result: unknown) => void
  readonly reject: (error: RpcError) => void
  readonly timer: NodeJS.Timeout
}

/** A connection that lasted so long earns quick retries again. */
const steadyMs = 10_000

/** A node over a WebSocket: dials again whenever the connection ends, subscribes to heads and to the logs of the pools. */
export const createSocketEndpoint = (options: SocketEndpointOptions): Endpoint => {
  const { url, events } = options
  const throttle = new Throttle()
  const backoff = createBackoff({ ...reconnectBackoff, maxMs: 10_000, random: options.random })
  const waiting = new Map<number, Waiting>()
  let socket: WebSocket | undefined
  let subscriptions: { readonly heads: unknown; readonly logs: unknown } | undefined
  let closed = false
  let nextId = 0
  let redialTimer: NodeJS.Timeout | undefined

  const send = (to: WebSocket, method: string, params: readonly unknown[]): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const id = ++nextId
      const timer = setTimeout(() => {
        waiting.delete(id)
        reject(new RpcError('away', `no answer to ${method}`))
      }, options.timeoutMs)
      waiting.set(id, { resolve, reject, timer })
      to.send(JSON.stringify({ jsonrpc: '2.0', id, method, params }))
    })

  const onAnswer = (id: number, message: Readonly<Record<string, unknown>>): void => {
    const question = waiting.get(id)
    if (question === undefined) return
    waiting.delete(id)
    clearTimeout(question.timer)
    if (message['error'] === undefined) {
      throttle.ok()
      question.resolve(message['result'])
      return
    }
    const error = rpcErrorOf(message['error'])
    if (error.failure === 'throttled') throttle.hit(performance.now())
    question.reject(error)
  }

  const onMessage = (text: string): void => {
    const message = JSON.parse(text) as Readonly<Record<string, unknown>>
    const { id, method, params } = message
    if (typeof id === 'number') {
      onAnswer(id, message)
      return
    }
    if (method !== 'eth_subscription' || typeof params !== 'object' || params === null) return
    const { subscription, result } = params as Readonly<Record<string, unknown>>
    if (subscription === subscriptions?.heads) events.onHead(result)
    else if (subscription === subscriptions?.logs) events.onLog(result)
  }

  const subscribe = async (to: WebSocket): Promise<void> => {
    const [heads, logs] = await Promise.all([
      send(to, 'eth_subscribe', ['newHeads']),
      send(to, 'eth_subscribe', ['logs', options.logFilter]),
    ])
    if (socket !== to) return
    subscriptions = { heads, logs }
    events.onOpen()
  }

  const dial = (): void => {
    const to = new WebSocket(url, { maxPayload: options.maxFrameBytes, handshakeTimeout: options.timeoutMs })
    const dialledAtMs = performance.now()
    let reason = 'ended'
    socket = to
    to.on('open', () => {
      subscribe(to).catch((error: unknown) => {
        reason = error instanceof Error ? error.message : 'not subscribed'
        to.terminate()
      })
    })
    to.on('message', (data: Buffer) => {
      try {
        onMessage(data.toString('utf8'))
      } catch {
        reason = 'a message that is not JSON-RPC'
        to.terminate()
      }
    })
    to.on('error', error => (reason = error.message.slice(0, 200)))
    to.on('unexpected-response', (_, response) => {
      reason = `HTTP status ${response.statusCode ?? 0}`
      if (response.statusCode === 429) throttle.hit(performance.now())
      response.destroy()
      to.terminate()
    })
    to.on('close', () => {
      if (socket === to) onClosed(reason, performance.now() - dialledAtMs)
    })
  }

  const onClosed = (reason: string, lastedMs: number): void => {
    socket = undefined
    subscriptions = undefined
    for (const [, { reject, timer }] of waiting) {
      clearTimeout(timer)
      reject(new RpcError('away', 'the connection ended'))
    }
    waiting.clear()
    if (closed) return
    events.onClosed(reason)
    if (lastedMs > steadyMs) backoff.reset()
    redialTimer = setTimeout(dial, backoff.nextDelayMs())
  }

  dial()
  return {
    name: endpointName(url),
    pushes: true,
    get open() {
      return subscriptions !== undefined
    },
    get blockedUntilMs() {
      return throttle.untilMs
    },
    async call(method, params) {
      throttle.check(performance.now())
      if (socket === undefined || subscriptions === undefined) throw new RpcError('away', 'not connected')
      return send(socket, method, params)
    },
    redial() {
      socket?.terminate()
    },
    close() {
      closed = true
      clearTimeout(redialTimer)
      socket?.terminate()
    },
  }
}
