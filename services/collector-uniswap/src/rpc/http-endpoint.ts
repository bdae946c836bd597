import { Throttle, endpointName, type Endpoint } from './endpoint.ts'
import { RpcError, rpcErrorOf } from './rpc-error.ts'

const statusError = (status: number): RpcError =>
  new RpcError(status === 429 || status === 402 || status === 403 ? 'throttled' : 'away', `HTTP status ${status}`)

/** A node that is asked over HTTP. It is open until it has failed to answer. */
export const createHttpEndpoint = (url: string, timeoutMs: number): Endpoint => {
  const throttle = new Throttle()
  let id = 0
  let open = true
  const closer = new AbortController()

  const ask = async (body: string): Promise<unknown> => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
      signal: AbortSignal.any([AbortSignal.timeout(timeoutMs), closer.signal]),
    })
    if (!response.ok) {
      const error = statusError(response.status)
      if (error.failure === 'throttled')
        throttle.hit(performance.now(), 1000 * (Number(response.headers.get('retry-after')) || 0))
      throw error
    }
    return response.json()
  }

  return {
    name: endpointName(url),
    pushes: false,
    get open() {
      return open
    },
    get blockedUntilMs() {
      return throttle.untilMs
    },
    async call(method, params) {
      throttle.check(performance.now())
      let answer: unknown
      try {
        answer = await ask(JSON.stringify({ jsonrpc: '2.0', id: ++id, method, params }))
      } catch (error) {
        if (error instanceof RpcError) throw error
        open = false
        throw new RpcError('away', 'no answer')
      }
      open = true
      const fields = answer as Readonly<Record<string, unknown>> | null
      if (fields?.['error'] !== undefined) {
        const error = rpcErrorOf(fields['error'])
        if (error.failure === 'throttled') throttle.hit(performance.now())
        throw error
      }
      throttle.ok()
      return fields?.['result']
    },
    redial: () => undefined,
    close: () => closer.abort(),
  }
}
