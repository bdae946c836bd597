/**
 * Proves that the simulator speaks the venues' language and not only ours: ccxt.pro, pointed at it, follows order books
 * on all venues; no call may fail and every sampled book must equal the simulator's truth at the book's own nonce, or where
 * it has none, at its time. Prints one JSON object; exit 0 when all is well, 1 when not.
 */
import { spawn, type ChildProcess } from 'node:child_process'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import ccxt, { type Exchange } from 'ccxt'
import type { CcxtBook, CcxtClient, CcxtPointer } from '../services/exchange-simulator/src/ccxt-pointer.ts'
import type { TruthPoint } from '../services/exchange-simulator/src/venue-twin.ts'
import { ccxtExchange, ccxtPointer } from './stack/ccxt-exchange.ts'
import { demoSymbols } from './stack/demo-symbols.ts'
import { chosenVenues, hasTwin } from './stack/venue-list.ts'

type Side = readonly (readonly [price: number, quantity: number])[]

/** Venue ids and "control", each with its port. */
type Ports = Readonly<Record<string, number>>

interface VenueResult {
  symbols: number
  /** Updates that ccxt gave out. */
  updates: number
  /** Books compared with the truth. */
  compared: number
  /** Samples whose nonce the simulator does not know; must be 0. */
  unknown: number
  readonly errors: string[]
  readonly differences: string[]
}

const keptMessages = 10
const startDeadlineMs = 20_000

/** Starts the simulator on free ports and waits for its log lines that tell them. */
const startSimulator = async (
  venues: readonly string[],
  symbols: readonly string[],
): Promise<{ child: ChildProcess; ports: Ports }> => {
  const main = new URL('../services/exchange-simulator/src/main.ts', import.meta.url).pathname
  const child = spawn(process.execPath, [main], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      VENUES: venues.join(','),
      SYMBOLS: symbols.join(','),
      HTTP_PORT: '0',
      CONTROL_PORT: '0',
      ...Object.fromEntries(venues.map(venue => [`${venue.toUpperCase()}_PORT`, '0'])),
    },
  })
  const ports = await new Promise<Ports>((resolve, reject) => {
    const found: Record<string, number> = {}
    const deadline = setTimeout(() => {
      reject(new Error('the simulator did not start in time'))
    }, startDeadlineMs)
    child.once('exit', code => {
      reject(new Error(`the simulator ended with ${String(code)}`))
    })
    createInterface({ input: child.stdout }).on('line', line => {
      if (!line.includes('"listening"')) return
      const { venue, port } = JSON.parse(line) as { venue?: string; port: number }
      if (venue !== undefined) found[venue] = port
      if (![...venues, 'control'].every(name => name in found)) return
      clearTimeout(deadline)
      resolve(found)
    })
  })
  return { child, ports }
}

const usualNaming = ({ nonce, timestamp }: CcxtBook): TruthPoint => ({ sequence: nonce, exchangeTimeMs: timestamp })

const differs = (held: Side, truth: readonly (readonly [string, string])[], what: string): string | undefined => {
  if (held.length !== truth.length) return `${what}: ${held.length} levels, the venue had ${truth.length}`
  const index = truth.findIndex(
    ([price, quantity], at) => held[at]?.[0] !== Number(price) || held[at][1] !== Number(quantity),
  )
  return index === -1 ? undefined : `${what}[${index}] is ${String(held[index])}, the venue had ${String(truth[index])}`
}

/** A book as the client held it when it told of a change, and where in the venue's past that was. */
interface Held {
  readonly symbol: string
  readonly point: TruthPoint
  readonly bids: Side
  readonly asks: Side
}

interface Check {
  readonly venue: string
  readonly control: number
  readonly levels: number | undefined
  readonly untilMs: number
  readonly result: VenueResult
  readonly naming: (book: CcxtBook) => TruthPoint
}

const compare = async (book: Held, { venue, control, levels, result }: Check): Promise<void> => {
  const wanted = Object.entries({ ...book.point, levels }).filter(([, value]) => value !== undefined)
  const query = new URLSearchParams(wanted.map(([name, value]) => [name, String(value)])).toString()
  const response = await fetch(`http://127.0.0.1:${control}/truth/${venue}/${book.symbol.replace('/', '-')}?${query}`)
  if (!response.ok || Object.values(book.point).every(value => value === undefined)) {
    result.unknown++
    return
  }
  const truth = (await response.json()) as Record<'bids' | 'asks', readonly (readonly [string, string])[]>
  result.compared++
  const cut = (side: Side): Side => side.slice(0, levels)
  const wrong = differs(cut(book.bids), truth.bids, 'bids') ?? differs(cut(book.asks), truth.asks, 'asks')
  if (wrong !== undefined && result.differences.length < keptMessages)
    result.differences.push(`${book.symbol} at ${JSON.stringify(book.point)}: ${wrong}`)
}

/** How often one symbol's book is compared; every update is watched. */
const compareEveryMs = 1_000

const follow = async (client: Exchange, symbol: string, check: Check): Promise<void> => {
  const { untilMs, result, naming } = check
  let nextCompareMs = 0
  while (Date.now() < untilMs) {
    try {
      const book = await client.watchOrderBook(symbol)
      result.updates++
      if (Date.now() < nextCompareMs) continue
      nextCompareMs = Date.now() + compareEveryMs
      // ccxt gives out the live object: copy it before the next message.
      const copy = (side: unknown): Side => (side as [number, number][]).map(([price, quantity]) => [price, quantity])
      const { nonce, timestamp } = book
      const held = { symbol, point: naming({ symbol, nonce, timestamp }), bids: copy(book.bids), asks: copy(book.asks) }
      await compare(held, check)
    } catch (error) {
      if (result.errors.length < keptMessages) result.errors.push(`${symbol}: ${String(error)}`)
      // One failed call must not spin.
      await new Promise(resolve => setTimeout(resolve, 200))
    }
  }
}

const checkVenue = async (
  venue: string,
  pointer: CcxtPointer,
  ports: Ports,
  symbols: readonly string[],
  seconds: number,
): Promise<VenueResult> => {
  const client = ccxtExchange(pointer, ports[venue] ?? 0)
  const result: VenueResult = {
    symbols: symbols.length,
    updates: 0,
    compared: 0,
    unknown: 0,
    errors: [],
    differences: [],
  }
  try {
    await client.loadMarkets()
    const naming = pointer.naming?.(client as unknown as CcxtClient) ?? usualNaming
    const untilMs = Date.now() + seconds * 1000
    const check = { venue, control: ports['control'] ?? 0, levels: pointer.levels, untilMs, result, naming }
    await Promise.all(symbols.map(symbol => follow(client, symbol.replace('-', '/'), check)))
  } catch (error) {
    result.errors.push(String(error))
  } finally {
    await client.close()
  }
  return result
}

/** ccxt paces its subscriptions, so that the last symbol starts this late. */
const subscribingSeconds = 6

const isFine = (result: VenueResult, seconds: number): boolean =>
  result.errors.length === 0 &&
  result.differences.length === 0 &&
  result.unknown === 0 &&
  result.compared >= (result.symbols * Math.max(1, seconds - subscribingSeconds)) / 2

const usage = 'usage: scripts/ccxt-check [SECONDS, default 60] [--symbols N, default 20] [--venues a,b, default all]\n'

const main = async (): Promise<number> => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      symbols: { type: 'string', default: '20' },
      venues: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  })
  const seconds = Number(positionals[0] ?? 60)
  const symbols = demoSymbols.slice(0, Number(values.symbols))
  if (values.help || !(seconds > 0) || symbols.length === 0) {
    process.stderr.write(usage)
    return values.help ? 0 : 2
  }
  const pointers = new Map<string, CcxtPointer>()
  for (const venue of chosenVenues(values.venues).filter(venue => values.venues !== undefined || hasTwin(venue))) {
    const pointer = await ccxtPointer(venue)
    if (pointer === undefined) {
      process.stderr.write(`no services/exchange-simulator/src/${venue}/ccxt.ts: ccxt cannot be pointed at ${venue}\n`)
      return 2
    }
    pointers.set(venue, pointer)
  }
  const { child, ports } = await startSimulator([...pointers.keys()], symbols)
  try {
    const results = await Promise.all(
      [...pointers].map(async ([venue, pointer]) => {
        return [venue, await checkVenue(venue, pointer, ports, symbols, seconds)] as const
      }),
    )
    const counters = (await (await fetch(`http://127.0.0.1:${ports['control'] ?? 0}/counters`)).json()) as object
    const ok = results.every(([, result]) => isFine(result, seconds))
    const venues = Object.fromEntries(results)
    process.stdout.write(`${JSON.stringify({ ok, seconds, ccxt: ccxt.version, venues, counters }, undefined, 2)}\n`)
    return ok ? 0 : 1
  } finally {
    child.kill('SIGTERM')
  }
}

process.exit(await main())
