import pRetry, { AbortError } from 'p-retry'
import type { RestBudget } from './rest-budget.ts'
import type { Venue } from './venue.ts'

export interface RestRequest<T> {
  readonly path: string
  readonly weight: number
  /** 0 goes first, 9 last. */
  readonly priority: number
  readonly timeoutMs: number
  readonly maxBytes: number
  readonly retries: number
  /** Throws on a body that cannot be read. */
  readonly parse: (body: string) => T
}

export interface RestClient {
  /** Rejects with RestError (after the retries) or the abort reason. */
  get<T>(request: RestRequest<T>): Promise<T>
}

export class RestError extends Error {
  override readonly name = 'RestError'
  readonly kind: 'throttled' | 'banned' | 'failed' | 'unreachable' | 'undecodable'
  constructor(kind: RestError['kind'], message: string, cause?: unknown) {
    super(message, { cause })
    this.kind = kind
  }
}

export interface RestClientOptions {
  readonly venue: Venue
  readonly baseUrl: string
  readonly budget: RestBudget
  readonly signal: AbortSignal
  readonly onUsedWeight: (weight: number) => void
  readonly onFailure: (kind: RestError['kind'], message: string) => void
}

export const createRestClient = (options: RestClientOptions): RestClient => {
  const { venue, baseUrl, budget, signal } = options

  const attempt = async <T>(request: RestRequest<T>): Promise<T> => {
    const { status, headers, body } = await exchange(`${baseUrl}${request.path}`, request, signal)
    venue.hearDate?.(headers.get('date'))
    const verdict = venue.readRestLimits(status, headers, body)
    switch (verdict.kind) {
      case 'ok':
        if (verdict.usedWeight !== undefined) {
          options.onUsedWeight(verdict.usedWeight)
          budget.observe(verdict.usedWeight)
        }
        return parsed(request, body)
      case 'throttled':
      case 'banned':
        budget.block(verdict.retryAfterMs)
        throw new RestError(verdict.kind, `HTTP ${status}, told to wait ${verdict.retryAfterMs} ms`)
      case 'failed':
        throw new RestError('failed', `HTTP ${status}: ${verdict.reason}`)
    }
  }
  return {
    get: request =>
      pRetry(() => budget.schedule(request.weight, request.priority, () => attempt(request)), {
        retries: request.retries,
        minTimeout: 250,
        maxTimeout: 5000,
        randomize: true,
        signal,
        onFailedAttempt: ({ error }) => {
          if (!(error instanceof RestError)) throw new AbortError(error)
          options.onFailure(error.kind, error.message)
        },
      }),
  }
}

const parsed = <T>(request: RestRequest<T>, body: string): T => {
  try {
    return request.parse(body)
  } catch (error) {
    throw new RestError('undecodable', error instanceof Error ? error.message : 'unreadable body', error)
  }
}

interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly body: string
}

/** One request. Redirects are refused: a venue that moves is a matter of config, not of trust. */
const exchange = async (url: string, request: RestRequest<unknown>, signal: AbortSignal): Promise<Answer> => {
  const limit = AbortSignal.any([signal, AbortSignal.timeout(request.timeoutMs)])
  try {
    const response = await fetch(url, { redirect: 'error', signal: limit, headers: { accept: 'application/json' } })
    return { status: response.status, headers: response.headers, body: await readBounded(response, request.maxBytes) }
  } catch (error) {
    if (error instanceof RestError) throw error
    signal.throwIfAborted()
    throw new RestError('unreachable', reasonOf(error), error)
  }
}

const readBounded = async (response: Response, maxBytes: number): Promise<string> => {
  if (response.body === null) return ''
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength
    if (size > maxBytes) throw new RestError('undecodable', `body larger than ${maxBytes} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks, size).toString('utf8')
}

/** fetch hides the useful half ("getaddrinfo ENOTFOUND …") in the cause. */
const reasonOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message
}
