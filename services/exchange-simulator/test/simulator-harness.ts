import { onTestFinished } from 'vitest'
import WebSocket from 'ws'
import { eventually } from '@screener/testing'
import { startControl } from '../src/control.ts'
import { loadTwin } from '../src/find-twins.ts'
import type { SimulatorSettings } from '../src/settings.ts'
import { startSimulator, type RunningVenue, type Simulator } from '../src/simulator.ts'
import type { VenueTwin } from '../src/venue-twin.ts'

export interface Running {
  readonly simulator: Simulator
  /** host:port by venue id; the two below have one each for short. */
  readonly urls: Readonly<Record<string, string>>
  readonly binance: string
  readonly bybit: string
  readonly control: string
}

/** A simulator on free ports that ends with the test; of those venues. */
export const runSimulator = async (
  changes: Partial<SimulatorSettings> = {},
  venues: readonly (string | VenueTwin)[] = ['binance', 'bybit'],
): Promise<Running> => {
  const settings = {
    symbols: ['BTC-USDT', 'ETH-USDT', 'XRP-USDT'],
    unlisted: [],
    unstreamed: [],
    seed: 'test',
    limits: {},
    eventsPerSecond: 40,
    truthChanges: 16_384,
    ...changes,
  }
  const twins = await Promise.all(
    venues.map(venue => (typeof venue === 'string' ? loadTwin(venue) : Promise.resolve(venue))),
  )
  const simulator = await startSimulator(twins, settings, { ports: {}, host: '127.0.0.1' })
  const control = await startControl(simulator, 0, '127.0.0.1')
  onTestFinished(async () => {
    await control.close()
    await simulator.close()
  })
  const url = (port: number | undefined): string => (port === undefined ? '' : `127.0.0.1:${String(port)}`)
  const urls = Object.fromEntries([...simulator.venues].map(([id, { server }]) => [id, url(server.port)]))
  return {
    simulator,
    urls,
    binance: urls['binance'] ?? '',
    bybit: urls['bybit'] ?? '',
    control: url(control.port),
  }
}

export const venueOf = ({ simulator }: Pick<Running, 'simulator'>, id: string): RunningVenue => {
  const venue = simulator.venues.get(id)
  if (venue === undefined) throw new Error(`${id} does not run`)
  return venue
}

export type Wire = readonly [price: string, quantity: string]

/** Every field the tests ask of a payload; a given frame has only its own. */
export interface Payload {
  readonly e: string
  readonly E: number
  readonly s: string
  readonly U: number
  readonly u: number
  readonly seq: number
  readonly b: readonly Wire[]
  readonly a: readonly Wire[]
  readonly B?: string
  readonly A?: string
  readonly bids: readonly Wire[]
  readonly asks: readonly Wire[]
  readonly lastUpdateId: number
}

export interface Frame extends Payload {
  readonly id: unknown
  readonly result: readonly string[]
  readonly error?: unknown
  readonly stream?: string
  readonly data?: Payload
  readonly topic?: string
  readonly type?: string
  readonly ts: number
  readonly op?: string
  readonly success: boolean
  readonly ret_msg?: string
  readonly req_id?: string
  readonly conn_id: string
  /** The text, when it is not JSON. */
  readonly unreadable?: string
}

/** `eventually`, for probes that say undefined while there is nothing yet. */
export const soon = async <T>(
  probe: () => T | undefined | Promise<T | undefined>,
  options: { readonly timeoutMs?: number; readonly everyMs?: number; readonly what?: string } = {},
): Promise<NonNullable<T>> => (await eventually(probe, options)) as NonNullable<T>

export interface Client {
  readonly socket: WebSocket
  readonly texts: string[]
  readonly frames: Frame[]
  closed: { code: number; reason: string } | undefined
  send(frame: unknown): void
  /** First frame, from the given index on, that fits. */
  next(fits: (frame: Frame) => boolean, options?: { from?: number; timeoutMs?: number }): Promise<Frame>
  ended(): Promise<{ code: number; reason: string }>
}

export const connect = async (url: string, options: WebSocket.ClientOptions = {}): Promise<Client> => {
  const socket = new WebSocket(`ws://${url}`, options)
  const client: Client = {
    socket,
    texts: [],
    frames: [],
    closed: undefined,
    send: frame => {
      socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame))
    },
    next: (fits, { from = 0, timeoutMs = 5000 } = {}) =>
      soon(() => client.frames.slice(from).find(fits), { timeoutMs, what: `a frame on ${url}` }),
    ended: () => soon(() => client.closed, { what: 'the end of the connection', timeoutMs: 8000 }),
  }
  socket.on('message', data => {
    const text = (data as Buffer).toString()
    client.texts.push(text)
    try {
      client.frames.push(JSON.parse(text) as Frame)
    } catch {
      client.frames.push({ unreadable: text } as Frame)
    }
  })
  socket.on('close', (code, reason) => {
    client.closed = { code, reason: reason.toString() }
  })
  onTestFinished(() => {
    socket.terminate()
  })
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve)
    socket.once('error', reject)
  })
  socket.on('error', () => undefined)
  return client
}

/** HTTP status of a refused upgrade. */
export const refusedStatus = async (url: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://${url}`)
    socket.on('error', () => undefined)
    socket.on('unexpected-response', (request, response) => {
      resolve(response.statusCode ?? 0)
      request.destroy()
    })
    socket.on('open', () => {
      socket.terminate()
      reject(new Error('was let in'))
    })
  })

interface Instrument {
  readonly symbol: string
  readonly filters: readonly Readonly<Record<string, unknown>>[]
  readonly bid1Price: string
  readonly ask1Price: string
}

/** Every field the tests ask of a REST or control answer. */
export interface Body extends Payload {
  readonly code: number
  readonly msg: string
  readonly symbols: readonly Instrument[]
  readonly rateLimits: readonly unknown[]
  readonly retCode: number
  readonly result: Payload & { readonly list: readonly Instrument[] }
  readonly sequence: number
  readonly books: readonly (Payload | null)[]
  readonly met: number
  readonly error: string
  readonly binance: Readonly<Record<string, number>>
  readonly bybit: Readonly<Record<string, number>>
}

export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly body: Body
  readonly text: string
}

export const get = async (url: string): Promise<Answer> => {
  const response = await fetch(`http://${url}`)
  const text = await response.text()
  const isJson = (response.headers.get('content-type') ?? '').includes('json')
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: (isJson ? JSON.parse(text) : undefined) as Body,
  }
}

export const post = async (url: string, body: unknown): Promise<Answer> => {
  const response = await fetch(`http://${url}`, { method: 'POST', body: JSON.stringify(body) })
  const text = await response.text()
  return { status: response.status, headers: response.headers, text, body: JSON.parse(text) as Body }
}
