import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { corruptForms, faultKinds, type FaultRequest } from './faults.ts'
import { appliesTo, type RunningVenue, type Simulator } from './simulator.ts'
import type { TruthQuestion } from './tell-truth.ts'

interface Reply {
  readonly status: number
  readonly body: unknown
}

/** The caller's mistake; answered with 400 and its text. */
class RequestError extends Error {}

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

const idsOf = (simulator: Simulator): readonly string[] => [...simulator.venues.keys()]

const readFault = (simulator: Simulator, body: Record<string, unknown>): FaultRequest => ({
  venue: oneOf('venue', body['venue'], idsOf(simulator)),
  kind: oneOf('kind', body['kind'], faultKinds),
  connection: optionalText('connection', body['connection']),
  symbol: optionalText('symbol', body['symbol']),
  channel: optionalText('channel', body['channel']),
  count: optionalNumber('count', body['count']),
  forMs: optionalNumber('forMs', body['forMs']),
  delayMs: optionalNumber('delayMs', body['delayMs']),
  form: body['form'] === undefined ? undefined : oneOf('form', body['form'], corruptForms),
})

const readTruth = (simulator: Simulator, url: URL): TruthQuestion | undefined => {
  const [, , venue, symbol, latest, ...rest] = url.pathname.split('/').map(decodeURIComponent)
  if (symbol === undefined || rest.length > 0 || (latest !== undefined && latest !== 'latest')) return undefined
  const get = (name: string): number | undefined => optionalNumber(name, url.searchParams.get(name))
  const point = latest === undefined ? { sequence: get('sequence'), exchangeTimeMs: get('exchangeTimeMs') } : {}
  return {
    venue: oneOf('venue', venue, idsOf(simulator)),
    symbol,
    ...point,
    depth: get('depth'),
    levels: get('levels'),
  }
}

/** Many questions at once; null where the answer is not known. */
const answerBatch = (simulator: Simulator, body: Record<string, unknown>): Reply => {
  const { questions } = body
  if (!Array.isArray(questions))
    throw new RequestError('"questions" must be a list of {venue, symbol, sequence, exchangeTimeMs}')
  const levels = optionalNumber('levels', body['levels'])
  const ids = idsOf(simulator)
  const books = (questions as readonly unknown[]).map(item => {
    const question = (typeof item === 'object' && item !== null ? item : {}) as Record<string, unknown>
    const asked = {
      venue: oneOf('venue', question['venue'], ids),
      symbol: optionalText('symbol', question['symbol']) ?? '',
      sequence: optionalNumber('sequence', question['sequence']),
      exchangeTimeMs: optionalNumber('exchangeTimeMs', question['exchangeTimeMs']),
    }
    return simulator.truth({ ...asked, levels }) ?? null
  })
  return { status: 200, body: { books } }
}

/** What can be done to each venue, for those who try it. */
const describeVenues = (simulator: Simulator): readonly object[] =>
  [...simulator.venues.values()].map(venue => ({
    id: venue.twin.id,
    port: venue.server.port,
    faults: faultKinds.filter(kind => appliesTo(venue, kind)),
    corruptForms: corruptForms.filter(form => form !== 'checksum' || venue.twin.checksums === true),
    channels: venue.twin.channels,
    limits: venue.limits,
    knobs: venue.knobs,
  }))

const describeConnections = (simulator: Simulator): readonly object[] =>
  [...simulator.venues.values()].flatMap(({ twin, server }) =>
    [...server.connections.values()].map(connection => ({
      id: connection.id,
      venue: twin.id,
      ip: connection.ip,
      openedAtMs: connection.openedAtMs,
      silent: connection.isSilent,
      bufferedBytes: connection.socket.bufferedAmount,
      subscriptions: [...connection.subscriptions],
    })),
  )

const byVenue = (simulator: Simulator, describe: (venue: RunningVenue) => object): object =>
  Object.fromEntries([...simulator.venues].map(([id, venue]) => [id, describe(venue)]))

const describeCounters = (simulator: Simulator): object =>
  byVenue(simulator, ({ faults, server }) => ({ ...faults.counters, connectionsOpen: server.connections.size }))

const describeKnobs = (simulator: Simulator): object => byVenue(simulator, ({ knobs }) => knobs)

const describeSymbols = (simulator: Simulator): readonly object[] =>
  simulator.markets.map(({ instrument, book }) => ({
    venue: instrument.venue,
    symbol: instrument.symbol,
    native: instrument.native,
    priceDecimals: instrument.priceDecimals,
    quantityDecimals: instrument.quantityDecimals,
    updateId: book.id,
    oldestUpdateId: book.log.firstId,
  }))

/** Sets the named knobs at one venue, or without a venue at each that has them. */
const setKnobs = (simulator: Simulator, { venue: id, ...wanted }: Record<string, unknown>): object => {
  const only = id === undefined ? undefined : oneOf('venue', id, idsOf(simulator))
  const venues = [...simulator.venues.values()].filter(({ twin }) => only === undefined || twin.id === only)
  for (const [name, value] of Object.entries(wanted)) {
    const having = venues.filter(({ knobs }) => Object.hasOwn(knobs, name))
    const known = new Set(venues.flatMap(({ knobs }) => Object.keys(knobs)))
    if (having.length === 0) throw new RequestError(`"${name}" is no knob; there are ${[...known].join(', ')}`)
    for (const { knobs } of having)
      knobs[name] = typeof knobs[name] === 'boolean' ? value === true : (optionalNumber(name, value) ?? 0)
  }
  return describeKnobs(simulator)
}

const answerGet = (simulator: Simulator, url: URL): Reply => {
  switch (url.pathname) {
    case '/health':
      return { status: 200, body: { healthy: true, marketLateMs: simulator.lateMs() } }
    case '/venues':
      return { status: 200, body: describeVenues(simulator) }
    case '/symbols':
      return { status: 200, body: describeSymbols(simulator) }
    case '/connections':
      return { status: 200, body: describeConnections(simulator) }
    case '/counters':
      return { status: 200, body: describeCounters(simulator) }
    case '/knobs':
      return { status: 200, body: describeKnobs(simulator) }
    case '/faults':
      return { status: 200, body: [...simulator.venues.values()].flatMap(({ faults }) => faults.list()) }
  }
  const question = url.pathname.startsWith('/truth/') ? readTruth(simulator, url) : undefined
  if (question === undefined) return { status: 404, body: { error: 'no such path' } }
  const truth = simulator.truth(question)
  return truth === undefined
    ? { status: 404, body: { error: 'unknown symbol, or a sequence that is unknown or too old' } }
    : { status: 200, body: truth }
}

const answer = async (simulator: Simulator, request: IncomingMessage): Promise<Reply> => {
  const url = new URL(request.url ?? '/', 'http://control')
  if (request.method === 'GET') return answerGet(simulator, url)
  if (request.method === 'DELETE' && url.pathname === '/faults') {
    for (const { faults, server } of simulator.venues.values()) {
      faults.clear()
      for (const connection of server.connections.values()) connection.silentUntilMs = 0
    }
    return { status: 200, body: {} }
  }
  if (request.method !== 'POST')
    return { status: 405, body: { error: 'GET, POST /faults, POST /knobs, POST /truth/batch, DELETE /faults' } }
  const body = await readBody(request)
  if (url.pathname === '/faults') return { status: 200, body: { met: simulator.inject(readFault(simulator, body)) } }
  if (url.pathname === '/knobs') return { status: 200, body: setKnobs(simulator, body) }
  if (url.pathname === '/truth/batch') return answerBatch(simulator, body)
  return { status: 404, body: { error: 'no such path' } }
}

const readBody = async (request: IncomingMessage): Promise<Record<string, unknown>> => {
  let text = ''
  for await (const part of request) text += String(part)
  try {
    const body: unknown = JSON.parse(text)
    if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Record<string, unknown>
  } catch {
    // Told below.
  }
  throw new RequestError('the body must be a JSON object')
}

const send = (response: ServerResponse, { status, body }: Reply): void => {
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(JSON.stringify(body, (_key, value: unknown) => (value === Infinity ? null : value)))
}

export interface ControlServer {
  readonly port: number
  close(): Promise<void>
}

/** The tests' side door: truth, counters, faults, knobs. Not part of any venue. */
export const startControl = async (simulator: Simulator, port: number, host: string): Promise<ControlServer> => {
  const server = createServer((request, response) => {
    answer(simulator, request).then(
      reply => {
        send(response, reply)
      },
      (error: unknown) => {
        const status = error instanceof RequestError ? 400 : 500
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
