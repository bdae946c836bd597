/** What can go wrong at a provider. `reorg` is the chain's own and meets all of them. */
export const rpcFaultKinds = [
  'lag',
  'freeze',
  'emptyLogs',
  'dropLogs',
  'dropHeads',
  'deadSubscription',
  'silence',
  'throttle',
  'error',
  'corrupt',
  'delay',
  'cut',
  'refuse',
] as const
export type RpcFaultKind = (typeof rpcFaultKinds)[number]

export const rpcFaultForms = ['http429', 'rpc32005', 'truncate', 'garbage', 'html'] as const
export type RpcFaultForm = (typeof rpcFaultForms)[number]

export interface RpcFaultRequest {
  readonly kind: RpcFaultKind
  /** Id of a connection, `oldest` or `newest`; absent: all. For `cut`, `deadSubscription`, `dropLogs` and `dropHeads`. */
  readonly connection?: string | undefined
  /** JSON-RPC method; absent: all. For `throttle`, `error`, `corrupt` and `delay`. */
  readonly method?: string | undefined
  /** `http` or `ws`; absent: both. */
  readonly channel?: 'http' | 'ws' | undefined
  readonly count?: number | undefined
  readonly forMs?: number | undefined
  /** `delay`: how late. `emptyLogs`: only the logs of blocks younger than this are missing. */
  readonly delayMs?: number | undefined
  /** `lag`: how many blocks behind. */
  readonly blocks?: number | undefined
  readonly form?: RpcFaultForm | undefined
}

export interface RpcFault extends RpcFaultRequest {
  readonly id: number
  readonly untilMs: number
  left: number
}

interface Circumstances {
  readonly connection?: string | undefined
  readonly method?: string | undefined
  readonly channel?: 'http' | 'ws' | undefined
}

const meets = <T>(asked: T | undefined, found: T | undefined): boolean => asked === undefined || asked === found

/** Kinds that last until they are ended when neither a count nor a time is given; the others happen once. */
const lasting: readonly RpcFaultKind[] = ['lag', 'freeze', 'deadSubscription', 'silence']

/** The faults that one provider suffers now. */
export class RpcFaultBoard {
  #faults: RpcFault[] = []
  #nextId = 1
  readonly used: Record<string, number> = {}

  add(request: RpcFaultRequest): RpcFault {
    const untilMs = request.forMs === undefined ? Infinity : Date.now() + request.forMs
    const endless = request.forMs !== undefined || lasting.includes(request.kind)
    const fault: RpcFault = { ...request, id: this.#nextId++, untilMs, left: request.count ?? (endless ? Infinity : 1) }
    this.#faults.push(fault)
    return fault
  }

  list(): readonly RpcFault[] {
    const nowMs = Date.now()
    this.#faults = this.#faults.filter(({ left, untilMs }) => left > 0 && nowMs < untilMs)
    return this.#faults
  }

  clear(): void {
    this.#faults = []
  }

  find(kind: RpcFaultKind, { connection, method, channel }: Circumstances = {}): RpcFault | undefined {
    if (this.#faults.length === 0) return undefined
    return this.list().find(
      fault =>
        fault.kind === kind &&
        meets(fault.connection, connection) &&
        meets(fault.method, method) &&
        meets(fault.channel, channel),
    )
  }

  /** Finds a fault that applies here and counts it as having happened. */
  take(kind: RpcFaultKind, circumstances: Circumstances = {}): RpcFault | undefined {
    const fault = this.find(kind, circumstances)
    if (fault !== undefined) this.use(fault)
    return fault
  }

  use(fault: RpcFault): void {
    fault.left--
    this.used[fault.kind] = (this.used[fault.kind] ?? 0) + 1
  }
}
