import { Agent, request as sendRequest, type IncomingMessage, type ServerResponse } from 'node:http'

/** One request for which the proxy stood between. */
export interface RelayedRequest {
  /** performance.now() when it came. */
  readonly atMs: number
  /** When its answer came from the server. */
  readonly answeredAtMs: number
  readonly method: string
  readonly path: string
  /** WebSocket upgrades are requests too. */
  readonly isUpgrade: boolean
  /** 0: never answered. */
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
}

/** `cutBefore`: the venue never sees it. `cutAfter`: the venue has answered, and the answer is lost. */
export interface RequestFault {
  readonly kind: 'cutBefore' | 'cutAfter' | 'delay'
  /** Which paths; default: any. */
  readonly match?: (path: string) => boolean
  readonly count?: number
  readonly delayMs?: number
}

export interface RestRelay {
  add(fault: RequestFault): void
  /** Later answers wait while true. */
  stall(stalled: boolean): void
  take(request: IncomingMessage, response: ServerResponse): void
  close(): void
}

interface Target {
  readonly host: string
  readonly port: number
}

/** Passes plain HTTP requests on, with faults, and records them. */
export const createRestRelay = (target: Target, record: (request: RelayedRequest) => void): RestRelay => {
  const agent = new Agent({ keepAlive: true })
  let faults: { readonly fault: RequestFault; left: number }[] = []
  let held: (() => void)[] = []
  let isStalled = false

  const faultOf = (path: string): RequestFault | undefined => {
    const waiting = faults.find(({ fault }) => fault.match?.(path) ?? true)
    if (waiting !== undefined && --waiting.left <= 0) faults = faults.filter(other => other !== waiting)
    return waiting?.fault
  }
  const afterStall = (act: () => void): void => {
    if (isStalled) held.push(act)
    else act()
  }

  const forward = (request: IncomingMessage, response: ServerResponse, fault: RequestFault | undefined): void => {
    const { method = 'GET', url: path = '/', headers } = request
    const atMs = performance.now()
    const note = (status: number, answered: RelayedRequest['headers']): void =>
      record({ atMs, answeredAtMs: performance.now(), method, path, isUpgrade: false, status, headers: answered })
    const onward = sendRequest({ ...target, agent, method, path, headers }, answer => {
      note(answer.statusCode ?? 0, answer.headers)
      if (fault?.kind === 'cutAfter') {
        answer.resume()
        request.socket.resetAndDestroy()
        return
      }
      const pass = (): void =>
        afterStall(() => {
          response.writeHead(answer.statusCode ?? 502, answer.headers)
          answer.pipe(response)
        })
      if (fault?.kind === 'delay') setTimeout(pass, fault.delayMs ?? 500)
      else pass()
    })
    onward.on('error', () => {
      note(0, {})
      response.destroy()
    })
    request.pipe(onward)
  }

  return {
    add: fault => void faults.push({ fault, left: fault.count ?? 1 }),
    stall: stalled => {
      isStalled = stalled
      if (stalled) return
      const waiting = held
      held = []
      for (const act of waiting) act()
    },
    take: (request, response) => {
      response.on('error', () => undefined)
      const fault = faultOf(request.url ?? '/')
      if (fault?.kind === 'cutBefore') request.socket.resetAndDestroy()
      else afterStall(() => forward(request, response, fault))
    },
    close: () => {
      held = []
      agent.destroy()
    },
  }
}
