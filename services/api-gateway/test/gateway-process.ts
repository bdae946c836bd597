import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { decodeServerMessage, type ServerMessage } from '@screener/contracts/gateway'
import { eventually } from '@screener/testing'
import { WebSocket } from 'ws'

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))

export interface GatewayProcess {
  readonly url: string
  readonly healthUrl: string
  readonly lines: readonly Record<string, unknown>[]
  get(path: string, init?: RequestInit): Promise<{ status: number; body: any; headers: Headers }> // eslint-disable-line @typescript-eslint/no-explicit-any -- tests look into JSON freely
  rssBytes(): Promise<number>
  kill(signal: NodeJS.Signals): Promise<number | null>
}

/** The real service as a process, on free ports. */
export const startGatewayProcess = async (env: Record<string, string>): Promise<GatewayProcess> => {
  const child = spawn(process.execPath, [main], {
    env: { HTTP_PORT: '0', PUBLIC_PORT: '0', INSTANCE_ID: 'g1', VERSION: 'v9', SIMULATED: 'true', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const lines: Record<string, unknown>[] = []
  let errors = ''
  child.stderr.on('data', chunk => (errors += String(chunk)))
  createInterface({ input: child.stdout }).on('line', line => lines.push(JSON.parse(line)))
  const ended = once(child, 'close').then(([code]) => code as number | null)
  const portOf = (event: string): Promise<unknown> =>
    eventually(() => lines.find(line => line['event'] === event)?.['port'], {
      what: `${event} ${errors}`,
    })
  const url = `http://127.0.0.1:${String(await portOf('public_listening'))}`
  return {
    url,
    healthUrl: `http://127.0.0.1:${String(await portOf('listening'))}/health`,
    lines,
    get: async (path, init) => {
      const answer = await fetch(url + path, init)
      return { status: answer.status, body: await answer.json(), headers: answer.headers }
    },
    rssBytes: async () => {
      const { readFile } = await import('node:fs/promises')
      const status = await readFile(`/proc/${child.pid}/status`, 'utf8')
      return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) * 1024
    },
    kill: async signal => {
      if (child.exitCode === null) child.kill(signal)
      return ended
    },
  }
}

export interface Page {
  readonly socket: WebSocket
  readonly heard: ServerMessage[]
  /** What a page that obeys the protocol holds: net basis points by id. */
  held(): Record<string, number>
  readonly closed: Promise<{ code: number; reason: string }>
}

/** A browser's page: connects as from the same host and keeps what it hears. */
export const openPage = async (gateway: GatewayProcess): Promise<Page> => {
  const socket = new WebSocket(`${gateway.url.replace('http', 'ws')}/ws`, {
    origin: gateway.url,
    perMessageDeflate: true,
  })
  const heard: ServerMessage[] = []
  socket.on('message', data => heard.push(decodeServerMessage(data as Buffer)))
  socket.on('error', () => undefined)
  const closed = once(socket, 'close').then(([code, reason]) => ({ code: code as number, reason: String(reason) }))
  await once(socket, 'open')
  return {
    socket,
    heard,
    closed,
    held: () => {
      const held = new Map<string, number>()
      for (const { fullState, update } of heard) {
        if (fullState) held.clear()
        for (const { id, netBps } of fullState?.opportunities ?? update?.changed ?? []) held.set(id, netBps)
        for (const { id } of update?.closed ?? []) held.delete(id)
      }
      return Object.fromEntries(held)
    },
  }
}
