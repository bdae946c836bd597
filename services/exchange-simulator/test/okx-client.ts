import { connect, runSimulator, soon, type Client, type Running, type Wire } from './simulator-harness.ts'

export interface OkxBook {
  readonly bids: readonly Wire[]
  readonly asks: readonly Wire[]
  readonly ts: string
  readonly seqId: number
  readonly prevSeqId?: number
  readonly checksum?: number
  readonly instId?: string
}

/** Every field the tests ask of a frame; a given one has only its own. */
export interface OkxFrame {
  readonly id?: string
  readonly event?: string
  readonly code?: string
  readonly msg?: string
  readonly connId?: string
  readonly arg?: { readonly channel: string; readonly instId: string }
  readonly action?: string
  readonly data?: readonly OkxBook[]
}

export interface OkxClient extends Client {
  /** All frames so far that are JSON. */
  told(): readonly OkxFrame[]
  /** Of one channel and BTC-USDT, unless another is named. */
  of(channel: string, instId?: string): readonly (OkxFrame & { readonly data: readonly [OkxBook] })[]
  subscribe(channels: readonly string[], options?: { readonly id?: string; readonly instId?: string }): void
  /** Waits until there are so many. */
  count(channel: string, wanted: number): Promise<readonly (OkxFrame & { readonly data: readonly [OkxBook] })[]>
  error(code: string): Promise<OkxFrame>
}

export const argsOf = (channels: readonly string[], instId = 'BTC-USDT'): readonly object[] =>
  channels.map(channel => ({ channel, instId }))

export const connectOkx = async (host: string, path = '/ws/v5/public'): Promise<OkxClient> => {
  const client = await connect(host + path)
  const told = (): readonly OkxFrame[] => client.frames as unknown as readonly OkxFrame[]
  const of: OkxClient['of'] = (channel, instId = 'BTC-USDT') =>
    told().filter(
      (frame): frame is ReturnType<OkxClient['of']>[number] =>
        frame.data !== undefined && frame.arg?.channel === channel && frame.arg.instId === instId,
    )
  const okx: Omit<OkxClient, keyof Client> = {
    told,
    of,
    subscribe: (channels, { id, instId } = {}) => {
      client.send({ ...(id === undefined ? {} : { id }), op: 'subscribe', args: argsOf(channels, instId) })
    },
    count: (channel, wanted) =>
      soon(() => (of(channel).length >= wanted ? of(channel) : undefined), {
        what: `${String(wanted)} frames of ${channel}`,
        timeoutMs: 15_000,
      }),
    error: code => soon(() => told().find(frame => frame.code === code), { what: `error ${code}`, timeoutMs: 15_000 }),
  }
  return Object.assign(client, okx)
}

export interface OkxRunning extends Running {
  readonly okx: string
}

/** A simulator of this venue alone; tests connect faster than it lets its clients. */
export const runOkx = async (
  changes: Partial<Parameters<typeof runSimulator>[0]> & { readonly okx?: Readonly<Record<string, number>> } = {},
): Promise<OkxRunning> => {
  const { okx, ...settings } = changes
  const running = await runSimulator({ ...settings, limits: { okx: { connectsPerSecond: 50, ...okx } } }, ['okx'])
  return { ...running, okx: running.urls['okx'] ?? '' }
}
