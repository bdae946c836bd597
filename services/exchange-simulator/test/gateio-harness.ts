import { connect, runSimulator, soon, venueOf, type Running, type Wire } from './simulator-harness.ts'
import type { SimulatorSettings } from '../src/settings.ts'

/** Every field the tests ask of a push's result; a given one has only its own. */
export interface GateResult {
  readonly t: number
  readonly full?: true
  readonly s: string
  readonly l?: string
  readonly U?: number
  readonly u: number
  readonly b?: readonly Wire[]
  readonly a?: readonly Wire[]
  readonly status?: string
  readonly type?: string
}

export interface GateFrame {
  readonly id?: number
  readonly channel: string
  readonly event?: string
  readonly payload?: readonly string[]
  readonly error?: { readonly code: number; readonly message: string }
  readonly result: GateResult
  readonly type?: string
}

export interface GateClient {
  readonly frames: readonly GateFrame[]
  readonly texts: readonly string[]
  send(frame: unknown): void
  ask(event: 'subscribe' | 'unsubscribe', channel: string, payload: readonly string[], id?: number): void
  /** First frame, from the given index on, that fits. */
  next(fits: (frame: GateFrame) => boolean, from?: number): Promise<GateFrame>
  /** The answer with this id. */
  answer(id: number): Promise<GateFrame>
  pushes(channel: string, name?: string): readonly GateResult[]
  ended(): Promise<{ code: number; reason: string }>
  readonly isClosed: boolean
  pingSocket(): void
}

export interface RunningGate extends Running {
  readonly gateio: string
  readonly knobs: Record<string, number | boolean>
}

export const runGate = async (changes: Partial<SimulatorSettings> = {}): Promise<RunningGate> => {
  const running = await runSimulator(changes, ['gateio'])
  return { ...running, gateio: running.urls['gateio'] ?? '', knobs: venueOf(running, 'gateio').knobs }
}

export const path = '/ws/v4/'

export const connectGate = async ({ gateio }: RunningGate): Promise<GateClient> => {
  const client = await connect(gateio + path)
  const frames = client.frames as unknown as readonly GateFrame[]
  const send = (frame: unknown): void => client.send(frame)
  return {
    frames,
    texts: client.texts,
    send,
    ask: (event, channel, payload, id = 1) => {
      send({ time: Math.floor(Date.now() / 1000), id, channel, event, payload })
    },
    next: (fits, from = 0) => soon(() => frames.slice(from).find(fits), { timeoutMs: 8000, what: 'a frame of gate' }),
    answer: id => soon(() => frames.find(frame => frame.id === id), { timeoutMs: 8000, what: `answer ${String(id)}` }),
    pushes: (channel, name) =>
      frames.flatMap(frame =>
        frame.channel === channel && frame.payload === undefined && (name === undefined || frame.result.s === name)
          ? [frame.result]
          : [],
      ),
    ended: () => client.ended(),
    get isClosed() {
      return client.closed !== undefined
    },
    pingSocket: () => {
      client.socket.ping()
    },
  }
}
