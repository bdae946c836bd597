import { fileURLToPath } from 'node:url'
import { eventually, startChild } from '@screener/testing'

/** The venue's record of a book at a point of its past, best first; undefined where it does not know (any more). */
export interface TrueBook {
  readonly bids: readonly (readonly [price: string, quantity: string])[]
  readonly asks: readonly (readonly [price: string, quantity: string])[]
}

export interface TruthQuestion {
  readonly symbol: string
  readonly sequence: number
  readonly exchangeTimeMs: number
}

/** What the simulator counts of one venue. */
export interface SimulatedCounters {
  readonly connectionsOpen: number
  readonly connectionsOpened: number
  readonly connectionsRefused: number
  readonly framesReceived: number
  readonly bans: number
  /** Peak of REST weight (or requests) in one window of the venue's. */
  readonly weightPeak: number
  readonly restAnswers: Readonly<Record<string, number>>
  readonly closes: Readonly<Record<string, number>>
  readonly controlErrors: Readonly<Record<string, number>>
  readonly faults: Readonly<Record<string, number>>
}

export interface FaultOrder {
  readonly kind: string
  readonly symbol?: string
  readonly channel?: string
  readonly count?: number
  readonly forMs?: number
  readonly form?: string
}

export interface SimulatedConnection {
  readonly id: string
  readonly silent: boolean
}

/** One venue as the simulator plays it, in a process of its own. */
export interface SimulatorProcess {
  /** `ws://…` and `http://…` without a path: the record's paths are used. */
  readonly webSocketUrl: string
  readonly restUrl: string
  readonly fault: (order: FaultOrder) => Promise<void>
  readonly endFaults: () => Promise<void>
  readonly truth: (questions: readonly TruthQuestion[], levels: number) => Promise<readonly (TrueBook | undefined)[]>
  readonly counters: () => Promise<SimulatedCounters>
  readonly connections: () => Promise<readonly SimulatedConnection[]>
  readonly stop: () => Promise<void>
}

export interface SimulatorOptions {
  readonly venue: string
  /** Canonical; all are listed. */
  readonly symbols: readonly string[]
  /** Order events per second and symbol. */
  readonly eventsPerSecond: number
  /** The venue gives a silent client so long; absent: as the real one. */
  readonly idleMs?: number
  /** Listed symbols whose subscription it refuses. */
  readonly refused?: readonly string[]
  /** A folder with the venue's twin, for a venue whose twin is not in the simulator's own. */
  readonly twins?: URL | undefined
}

const root = fileURLToPath(new URL('../../../', import.meta.url))
const startsWithinMs = 30_000

/** Starts it on free ports; throws with its output when it does not come up. */
export const startSimulator = async (options: SimulatorOptions): Promise<SimulatorProcess> => {
  const { venue } = options
  // Run as a process, found by its place: a package knows no service. Nothing of our own environment changes its market.
  const twins = options.twins === undefined ? [] : [fileURLToPath(options.twins)]
  const child = startChild(process.execPath, ['services/exchange-simulator/src/main.ts', ...twins], root, {
    VENUES: venue,
    SYMBOLS: options.symbols.join(','),
    SEED: 'conformance',
    EVENTS_PER_SECOND: String(options.eventsPerSecond),
    [`${venue.toUpperCase()}_PORT`]: '0',
    CONTROL_PORT: '0',
    HTTP_PORT: '0',
    LOG_LEVEL: 'info',
    UNSTREAMED: (options.refused ?? []).map(symbol => `${venue}:${symbol}`).join(','),
    ...(options.idleMs === undefined ? {} : idleSettings(venue.toUpperCase(), options.idleMs)),
  })
  const ports = await eventually(
    () => {
      if (child.exited) return new Map<string, number>()
      const found = listening(child.output)
      return found.has(venue) && found.has('control') ? found : undefined
    },
    { timeoutMs: startsWithinMs, everyMs: 20, what: `the simulator of ${venue} listening` },
  )
  const port = ports?.get(venue)
  const controlPort = ports?.get('control')
  if (port === undefined || controlPort === undefined) throw new Error(whyItEnded(venue, child.output))
  const ask = async (path: string, body?: unknown, method = body === undefined ? 'GET' : 'POST'): Promise<unknown> => {
    const response = await fetch(`http://127.0.0.1:${controlPort}${path}`, {
      method,
      body: body === undefined ? null : JSON.stringify(body),
      signal: AbortSignal.timeout(10_000),
    })
    const answer: unknown = await response.json()
    if (!response.ok) throw new Error(`simulator ${path}: ${JSON.stringify(answer)}`)
    return answer
  }
  return {
    webSocketUrl: `ws://127.0.0.1:${port}`,
    restUrl: `http://127.0.0.1:${port}`,
    fault: async order => {
      await ask('/faults', { venue, ...order })
    },
    endFaults: async () => {
      await ask('/faults', undefined, 'DELETE')
    },
    truth: async (questions, levels) => {
      const asked = questions.map(question => ({ venue, ...question }))
      const { books } = (await ask('/truth/batch', { levels, questions: asked })) as {
        readonly books: readonly (TrueBook | null)[]
      }
      return books.map(book => book ?? undefined)
    },
    counters: async () => ((await ask('/counters')) as Readonly<Record<string, SimulatedCounters>>)[venue] ?? missing(),
    connections: async () => (await ask('/connections')) as readonly SimulatedConnection[],
    stop: () => child.end('SIGTERM'),
  }
}

/** Twins name what they cut silent clients by in these ways; a name that one does not know is ignored. */
const idleSettings = (prefix: string, idleMs: number): Record<string, string> => ({
  [`${prefix}_IDLE_MS`]: String(idleMs),
  [`${prefix}_PING_INTERVAL_MS`]: String(Math.round(idleMs / 4)),
  [`${prefix}_PONG_TIMEOUT_MS`]: String(idleMs),
})

const whyItEnded = (venue: string, output: string): string =>
  output.includes('has no twin')
    ? `the simulator does not speak ${venue} yet: write services/exchange-simulator/src/${venue}/twin.ts (docs/adding-an-exchange.md, step 5)`
    : `the simulator ended at start: ${output}`

const missing = (): never => {
  throw new Error('the simulator counts nothing of this venue')
}

/** Its log names each port on a line of JSON. */
const listening = (output: string): Map<string, number> => {
  const ports = new Map<string, number>()
  for (const line of output.split('\n')) {
    if (!line.startsWith('{') || !line.endsWith('}')) continue
    const entry = JSON.parse(line) as { readonly event?: string; readonly venue?: string; readonly port?: number }
    if (entry.event === 'listening' && entry.venue !== undefined && entry.port !== undefined) {
      ports.set(entry.venue, entry.port)
    }
  }
  return ports
}
