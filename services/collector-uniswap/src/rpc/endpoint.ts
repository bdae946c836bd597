import { RpcError } from './rpc-error.ts'

/** One provider's node. All it is asked is counted against nobody else. */
export interface Endpoint {
  /** Its host: what may be shown, as paths and queries of providers hold keys. */
  readonly name: string
  /** Pushes heads by itself; others are asked. */
  readonly pushes: boolean
  readonly open: boolean
  /** Throttled until this monotonic time, ms. */
  readonly blockedUntilMs: number
  /** Rejects with RpcError. */
  call(method: string, params: readonly unknown[]): Promise<unknown>
  /** The subscription is dead though the socket is open: begins anew. */
  redial(): void
  close(): void
}

/** What a subscribed endpoint says by itself. */
export interface EndpointEvents {
  onHead(head: unknown): void
  onLog(log: unknown): void
  /** Subscribed: from now on nothing is missed. */
  onOpen(): void
  onClosed(reason: string): void
}

const longestBlockMs = 10_000
const firstBlockMs = 250

/** How long to be silent after being told to slow down; longer each time in a row. */
export class Throttle {
  private inRow = 0
  untilMs = 0

  hit(nowMs: number, retryAfterMs = 0): void {
    if (nowMs < this.untilMs) return
    this.untilMs = nowMs + Math.max(retryAfterMs, Math.min(longestBlockMs, firstBlockMs * 2 ** this.inRow++))
  }

  ok(): void {
    this.inRow = 0
  }

  /** Throws while blocked. */
  check(nowMs: number): void {
    if (nowMs < this.untilMs) throw new RpcError('throttled', 'waiting after being told to slow down')
  }
}

export const endpointName = (url: string): string => new URL(url).host
