/**
 * Proves that the simulator speaks the venues' language and not only ours: ccxt.pro, pointed at it, follows order books
 * on both venues; no call may fail and every sampled book must equal the simulator's truth at the book's own nonce.
 * Prints one JSON object; exit 0 when all is well, 1 when not.
 */
import { spawn, type ChildProcess } from 'node:child_process'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import ccxt, { type Exchange } from 'ccxt'
import { ccxtExchange, type CcxtVenue as Venue } from './stack/ccxt-exchange.ts'
import { demoSymbols } from './stack/demo-symbols.ts'

type Side = readonly (readonly [price: number, quantity: number])[]

interface Ports {
  readonly binance: number
  readonly bybit: number
  readonly control: number
}

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
const startSimulator = async (symbols: readonly string[]): Promise<{ child: ChildProcess; ports: Ports }> => {
  const main = new URL('../services/exchange-simulator/src/main.ts', import.meta.url).pathname
  const child = spawn(process.execPath, [main], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      SYMBOLS: symbols.join(','),
      HTTP_PORT: '0',
      BINANCE_PORT: '0',
      BYBIT_PORT: '0',
      CONTROL_PORT: '0',
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
      const { binance, bybit, control } = found
      if (binance === undefined || bybit === undefined || control === undefined) return
      clearTimeout(deadline)
      resolve({ binance, bybit, control })
    })
  })
  return { child, ports }
}

/**
 * ccxt leaves the nonce of a Bybit book undefined, so the `u` of the last message it handled is noted beside it. The
 * message itself is passed on untouched.
 */
const noteUpdateIds = (client: Exchange): ReadonlyMap<string, number> => {
  const noted = new Map<string, number>()
  const handler = client as unknown as { handleOrderBook(connection: unknown, message: unknown): void }
  const handle = handler.handleOrderBook.bind(client)
  handler.handleOrderBook = (connection, message) => {
    handle(connection, message)
    const { data } = message as { data?: { s?: string; u?: number } }
    if (data?.s !== undefined && data.u !== undefined) noted.set(data.s, data.u)
  }
  return noted
}

const differs = (held: Side, truth: readonly (readonly [string, string])[], what: string): string | undefined => {
  if (held.length !== truth.length) return `${what}: ${held.length} levels, the venue had ${truth.length}`
  const index = truth.findIndex(
    ([price, quantity], at) => held[at]?.[0] !== Number(price) || held[at][1] !== Number(quantity),
  )
  return index === -1 ? undefined : `${what}[${index}] is ${String(held[index])}, the venue had ${String(truth[index])}`
}

const compare = async (
  book: { readonly symbol: string; readonly nonce: number; readonly bids: Side; readonly asks: Side },
  venue: Venue,
  control: number,
  result: VenueResult,
): Promise<void> => {
  const path = `truth/${venue}/${book.symbol.replace('/', '-')}?sequence=${book.nonce}`
  const response = await fetch(`http://127.0.0.1:${control}/${path}`)
  if (!response.ok) {
    result.unknown++
    return
  }
  const truth = (await response.json()) as Record<'bids' | 'asks', readonly (readonly [string, string])[]>
  result.compared++
  const wrong = differs(book.bids, truth.bids, 'bids') ?? differs(book.asks, truth.asks, 'asks')
  if (wrong !== undefined && result.differences.length < keptMessages)
    result.differences.push(`${book.symbol} at ${book.nonce}: ${wrong}`)
}

/** How often one symbol's book is compared; every update is watched. */
const compareEveryMs = 1_000

const follow = async (
  client: Exchange,
  symbol: string,
  check: {
    readonly venue: Venue
    readonly control: number
    readonly untilMs: number
    readonly result: VenueResult
    readonly noted: ReadonlyMap<string, number>
  },
): Promise<void> => {
  const { venue, control, untilMs, result, noted } = check
  let nextCompareMs = 0
  while (Date.now() < untilMs) {
    try {
      const book = await client.watchOrderBook(symbol)
      result.updates++
      if (Date.now() < nextCompareMs) continue
      nextCompareMs = Date.now() + compareEveryMs
      // ccxt gives out the live object: copy it before the next message.
      const copy = (side: unknown): Side => (side as [number, number][]).map(([price, quantity]) => [price, quantity])
      const nonce = book.nonce ?? noted.get(symbol.replace('/', '')) ?? Number.NaN
      const held = { symbol, nonce, bids: copy(book.bids), asks: copy(book.asks) }
      await compare(held, venue, control, result)
    } catch (error) {
      if (result.errors.length < keptMessages) result.errors.push(`${symbol}: ${String(error)}`)
      // One failed call must not spin.
      await new Promise(resolve => setTimeout(resolve, 200))
    }
  }
}

const checkVenue = async (
  venue: Venue,
  ports: Ports,
  symbols: readonly string[],
  seconds: number,
): Promise<VenueResult> => {
  const client = ccxtExchange(venue, ports[venue])
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
    const untilMs = Date.now() + seconds * 1000
    const check = { venue, control: ports.control, untilMs, result, noted: noteUpdateIds(client) }
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

const main = async (): Promise<number> => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { symbols: { type: 'string', default: '20' } },
  })
  const seconds = Number(positionals[0] ?? 60)
  const symbols = demoSymbols.slice(0, Number(values.symbols))
  if (!(seconds > 0) || symbols.length === 0) {
    process.stderr.write('usage: scripts/ccxt-check [SECONDS, default 60] [--symbols N, default 20]\n')
    return 2
  }
  const { child, ports } = await startSimulator(symbols)
  try {
    const [binance, bybit] = await Promise.all([
      checkVenue('binance', ports, symbols, seconds),
      checkVenue('bybit', ports, symbols, seconds),
    ])
    const counters = (await (await fetch(`http://127.0.0.1:${ports.control}/counters`)).json()) as object
    const ok = isFine(binance, seconds) && isFine(bybit, seconds)
    process.stdout.write(
      `${JSON.stringify({ ok, seconds, ccxt: ccxt.version, binance, bybit, counters }, undefined, 2)}\n`,
    )
    return ok ? 0 : 1
  } finally {
    child.kill('SIGTERM')
  }
}

process.exit(await main())
