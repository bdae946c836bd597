import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { rpcFaultForms, rpcFaultKinds, type EndpointKnobs, type RpcEndpoint } from '@screener/local-chain'
import type { ChainWorld } from './chain-world.ts'
import { executeLeg, LegRefused, quoteLeg, type Leg } from './execute.ts'
import { blockTruth, describePool, poolTruth } from './truth.ts'

interface Reply {
  readonly status: number
  readonly body: unknown
}

/** The caller's mistake; answered with 400 and its text. */
class RequestError extends Error {}

type Body = Readonly<Record<string, unknown>>

const oneOf = <const T>(name: string, value: unknown, known: readonly T[]): T => {
  const found = known.find(item => item === value)
  if (found === undefined) throw new RequestError(`"${name}" must be one of ${known.join(', ')}`)
  return found
}

const optionalNumber = (name: string, value: unknown): number | undefined => {
  if (value === undefined || value === null || value === '') return undefined
  const number = Number(value)
  if (!Number.isFinite(number) || number < 0) throw new RequestError(`"${name}" must be a number of at least 0`)
  return number
}

const optionalText = (name: string, value: unknown): string | undefined => {
  if (value === undefined || value === null) return undefined
  if (typeof value !== 'string') throw new RequestError(`"${name}" must be text`)
  return value
}

const text = (name: string, value: unknown): string => {
  const found = optionalText(name, value)
  if (found === undefined) throw new RequestError(`"${name}" is missing`)
  return found
}

/** Most blocks that one reorg replaces. */
const maxDepth = 64

const reorg = async (world: ChainWorld, body: Body): Promise<Reply> => {
  const depth = optionalNumber('depth', body['depth']) ?? 1
  if (!Number.isInteger(depth) || depth < 1 || depth > maxDepth)
    throw new RequestError(`"depth" must be a whole number from 1 to ${maxDepth}`)
  await world.producer.reorg(depth)
  return { status: 200, body: { met: world.proxy.endpoints.size, head: blockTruth(world, 'latest') } }
}

/** The provider that is named, or all. */
const chosenEndpoints = ({ proxy }: ChainWorld, endpoint: unknown): readonly RpcEndpoint[] => {
  const all = [...proxy.endpoints.values()]
  if (endpoint === undefined) return all
  const id = oneOf('endpoint', endpoint, [...proxy.endpoints.keys()])
  return all.filter(each => each.id === id)
}

const inject = (world: ChainWorld, body: Body): Reply => {
  const request = {
    kind: oneOf('kind', body['kind'], rpcFaultKinds),
    connection: optionalText('connection', body['connection']),
    method: optionalText('method', body['method']),
    channel: body['channel'] === undefined ? undefined : oneOf('channel', body['channel'], ['http', 'ws']),
    count: optionalNumber('count', body['count']),
    forMs: optionalNumber('forMs', body['forMs']),
    delayMs: optionalNumber('delayMs', body['delayMs']),
    blocks: optionalNumber('blocks', body['blocks']),
    form: body['form'] === undefined ? undefined : oneOf('form', body['form'], rpcFaultForms),
  } as const
  if (request.kind === 'lag' && request.blocks === undefined) throw new RequestError('"blocks" is missing')
  const met = chosenEndpoints(world, body['endpoint']).map(endpoint => endpoint.inject(request))
  return { status: 200, body: { met: met.length === 1 ? met[0] : met } }
}

const setKnobs = (world: ChainWorld, { endpoint, ...wanted }: Body): Reply => {
  const chosen = chosenEndpoints(world, endpoint)
  for (const [name, value] of Object.entries(wanted)) {
    const known = Object.keys(chosen[0]?.knobs ?? {}) as (keyof EndpointKnobs)[]
    const knob = oneOf('knob', name, known)
    for (const { knobs } of chosen)
      if (knob === 'removedLogs') knobs.removedLogs = value === true
      else knobs[knob] = optionalNumber(name, value) ?? 0
  }
  return { status: 200, body: byEndpoint(world, ({ knobs }) => knobs) }
}

const byEndpoint = ({ proxy }: ChainWorld, describe: (endpoint: RpcEndpoint) => unknown): object =>
  Object.fromEntries([...proxy.endpoints].map(([id, endpoint]) => [id, describe(endpoint)]))

const legOf = (body: Body): Leg => ({
  pool: text('pool', body['pool']),
  side: oneOf('side', body['side'], ['buy', 'sell']),
  quantity: text('quantity', body['quantity']),
  blockHash: text('blockHash', body['blockHash']),
})

const found = (body: object | undefined): Reply =>
  body === undefined
    ? { status: 404, body: { error: 'unknown, too old, or replaced by another block' } }
    : { status: 200, body }

const answerGet = async (world: ChainWorld, url: URL): Promise<Reply> => {
  const { proxy, producer, prices, pools } = world
  const [, what, kind, name = '', ...rest] = url.pathname.split('/').map(decodeURIComponent)
  if (what === 'truth' && rest.length === 0) {
    if (kind === 'block') return found(blockTruth(world, name === '' ? 'latest' : name))
    if (kind === 'pool') return found(await poolTruth(world, name, url.searchParams.get('block') ?? 'latest'))
  }
  switch (url.pathname) {
    case '/health':
      return { status: 200, body: { healthy: true, blockLateMs: producer.lateMs(), market: prices.problem() ?? 'ok' } }
    case '/endpoints':
      return {
        status: 200,
        body: [...proxy.endpoints.values()].map(({ id, port, head, knobs }) => ({
          ...{ id, port, knobs, faults: rpcFaultKinds },
          head: { number: head.number, hash: head.hash },
        })),
      }
    case '/pools':
      return { status: 200, body: pools.map(describePool) }
    case '/connections':
      return {
        status: 200,
        body: [...proxy.endpoints.values()].flatMap(({ id: endpoint, connections }) =>
          [...connections.values()].map(({ id, openedAtMs, subscriptions }) => ({
            ...{ id, endpoint, openedAtMs },
            subscriptions: [...subscriptions.values()].map(({ kind }) => kind),
          })),
        ),
      }
    case '/counters': {
      const each = byEndpoint(world, ({ counters, connections }) => ({
        ...counters,
        connectionsOpen: connections.size,
      }))
      return { status: 200, body: { blocks: producer.mined, reorgs: producer.reorgs, endpoints: each } }
    }
    case '/knobs':
      return { status: 200, body: byEndpoint(world, ({ knobs }) => knobs) }
    case '/faults':
      return { status: 200, body: byEndpoint(world, ({ faults }) => faults.list()) }
  }
  return { status: 404, body: { error: 'no such path' } }
}

const readBody = async (request: IncomingMessage): Promise<Body> => {
  let written = ''
  for await (const part of request) written += String(part)
  try {
    const body: unknown = JSON.parse(written)
    if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Body
  } catch {
    // Told below.
  }
  throw new RequestError('the body must be a JSON object')
}

const answer = async (world: ChainWorld, request: IncomingMessage): Promise<Reply> => {
  const url = new URL(request.url ?? '/', 'http://control')
  if (request.method === 'GET') return answerGet(world, url)
  if (request.method === 'DELETE' && url.pathname === '/faults') {
    for (const endpoint of world.proxy.endpoints.values()) endpoint.clearFaults()
    return { status: 200, body: {} }
  }
  if (request.method !== 'POST')
    return { status: 405, body: { error: 'GET, POST /faults, /knobs, /execute, /quote, DELETE /faults' } }
  const body = await readBody(request)
  switch (url.pathname) {
    case '/faults':
      return body['kind'] === 'reorg' ? reorg(world, body) : inject(world, body)
    case '/knobs':
      return setKnobs(world, body)
    case '/execute':
      return { status: 200, body: await executeLeg(world, legOf(body)) }
    case '/quote':
      return { status: 200, body: await quoteLeg(world, legOf(body)) }
  }
  return { status: 404, body: { error: 'no such path' } }
}

const send = (response: ServerResponse, { status, body }: Reply): void => {
  response.writeHead(status, { 'content-type': 'application/json' })
  // Without an end: null.
  response.end(JSON.stringify(body, (_key, value: unknown) => (value === Infinity ? null : value)))
}

export interface ControlServer {
  readonly port: number
  close(): Promise<void>
}

/** The tests' side door: truth, counters, faults, knobs, and trying a leg for real. Not part of any provider. */
export const startControl = async (world: ChainWorld, port: number, host: string): Promise<ControlServer> => {
  const server = createServer((request, response) => {
    answer(world, request).then(
      reply => {
        send(response, reply)
      },
      (error: unknown) => {
        const status = error instanceof RequestError || error instanceof LegRefused ? 400 : 500
        send(response, { status, body: { error: error instanceof Error ? error.message : String(error) } })
      },
    )
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      server.closeAllConnections()
      await new Promise<void>(resolve => {
        server.close(() => {
          resolve()
        })
      })
    },
  }
}
