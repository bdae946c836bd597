import { once } from 'node:events'
import { onTestFinished } from 'vitest'
import { WebSocket } from 'ws'

export interface Pushed {
  readonly subscription: string
  readonly result: {
    readonly number?: string
    readonly hash?: string
    readonly parentHash?: string
    readonly removed?: boolean
    readonly blockHash?: string
    readonly logIndex?: string
  }
}

export interface Answer {
  readonly id?: number | null
  readonly result?: unknown
  readonly error?: { readonly code: number; readonly message: string }
}

export interface RpcSocket {
  readonly pushed: Pushed[]
  readonly isOpen: boolean
  ask(method: string, ...params: readonly unknown[]): Promise<Answer>
  ping(): Promise<void>
}

/** One HTTP request; the status and the parsed answer. */
export const askHttp = async (
  url: string,
  method: string,
  ...params: readonly unknown[]
): Promise<Answer & { readonly status: number }> => {
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params })
  const response = await fetch(url, { method: 'POST', body })
  return { status: response.status, ...((await response.json()) as Answer) }
}

/** A plain WebSocket client that keeps what is pushed; it ends with the test. */
export const openSocket = async (url: string): Promise<RpcSocket> => {
  const socket = new WebSocket(url)
  onTestFinished(() => {
    socket.terminate()
  })
  const pushed: Pushed[] = []
  const waiting = new Map<number, (answer: Answer) => void>()
  socket.on('message', data => {
    const message = JSON.parse((data as Buffer).toString()) as Answer & { readonly params?: Pushed }
    if (message.params !== undefined) pushed.push(message.params)
    else waiting.get(message.id ?? 0)?.(message)
  })
  socket.on('error', () => undefined)
  await once(socket, 'open')
  let nextId = 1
  return {
    pushed,
    get isOpen() {
      return socket.readyState === WebSocket.OPEN
    },
    ask: (method, ...params) =>
      new Promise(resolve => {
        const id = nextId++
        waiting.set(id, resolve)
        socket.send(JSON.stringify({ jsonrpc: '2.0', id, method, params }))
      }),
    ping: async () => {
      socket.ping()
      await once(socket, 'pong')
    },
  }
}
