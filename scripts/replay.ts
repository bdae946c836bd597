import { createReadStream, existsSync, readdirSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { pipeline } from 'node:stream'
import { parseArgs } from 'node:util'
import { createGunzip } from 'node:zlib'
import {
  applyVariant,
  CaptureError,
  createReplay,
  variantsOf,
  type ReplayedBook,
  type ReplayedSymbol,
  type ReplayReport,
  type Venue,
} from '@screener/collector-runtime'

const usage = `Usage: scripts/replay FILE --venue V [--variant NAME] [--json]

Runs a recorded capture (.jsonl or .jsonl.gz) through the venue's decode, the snapshot join and the order book, without
Redis, and says per symbol what came of it. --variant: the venue in another of its forms (VENUE_VARIANT of its collector).`

/** What the user did wrong; printed without a stack. */
class UsageError extends Error {}

const services = new URL('../services/', import.meta.url)

/** A venue is a folder: services/collector-<venue>/src/venue.ts. */
const knownVenues = (): readonly string[] =>
  readdirSync(services)
    .filter(name => name.startsWith('collector-') && existsSync(new URL(`${name}/src/venue.ts`, services)))
    .map(name => name.slice('collector-'.length))

const isVenue = (value: unknown): value is Venue =>
  typeof value === 'object' && value !== null && 'id' in value && 'decode' in value && 'liveness' in value

const loadVenue = async (name: string, variant: string): Promise<Venue> => {
  const known = knownVenues()
  if (!known.includes(name)) throw new UsageError(`--venue: "${name}" is unknown; there are ${known.join(', ')}`)
  const module = (await import(new URL(`collector-${name}/src/venue.ts`, services).href)) as Record<string, unknown>
  const venue = Object.values(module).find(isVenue)
  if (venue === undefined) throw new UsageError(`services/collector-${name}/src/venue.ts exports no venue record`)
  const variants = variantsOf(venue)
  if (variant !== '' && !variants.includes(variant)) {
    const there = variants.length === 0 ? `${name} has none` : `${name} has ${variants.join(', ')}`
    throw new UsageError(`--variant: "${variant}" is unknown; ${there}`)
  }
  return applyVariant(venue, variant)
}

const openLines = (file: string): AsyncIterable<string> => {
  const bytes = createReadStream(file)
  const input = file.endsWith('.gz') ? pipeline(bytes, createGunzip(), () => undefined) : bytes
  return createInterface({ input, crlfDelay: Infinity })
}

const replayFile = async (file: string, venue: Venue): Promise<ReplayReport> => {
  const running = createReplay(venue)
  try {
    for await (const line of openLines(file)) if (line !== '') running.line(line)
  } catch (error) {
    // System and zlib errors have a code; anything else is a fault of ours and keeps its stack.
    if (error instanceof Error && 'code' in error) throw new UsageError(`${file}: ${error.message}`)
    throw error
  }
  return running.report()
}

const pair = ([first, second]: readonly [string | number, string | number]): string => `${first}/${second}`

const cells = (symbol: string, book: ReplayedBook, witness: string): readonly string[] => [
  symbol,
  book.channel,
  ...[book.snapshots, book.deltas, book.applied, book.dropped, book.gaps, book.crossed].map(String),
  pair([book.checksumOk, book.checksumBad]),
  witness,
  pair(book.levels),
  String(book.sequence),
  book.life,
]

const heads = ['symbol', 'channel', 'snapshots', 'deltas', 'applied', 'dropped', 'gaps', 'crossed', 'checksum +/-']
const tailHeads = ['witness +/-', 'levels b/a', 'sequence', 'life']

const booksOf = (symbol: string, replayed: ReplayedSymbol): readonly (readonly string[])[] => [
  cells(symbol, replayed, pair([replayed.witness.matches, replayed.witness.differs])),
  ...replayed.otherChannels.map(book => cells('', book, '')),
]

const align = (rows: readonly (readonly string[])[]): readonly string[] => {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map(row => row[column]?.length ?? 0)))
  const put = (cell: string, column: number): string =>
    column < 2 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)
  return rows.map(row => row.map(put).join('  ').trimEnd())
}

const topOf = (symbol: string, { bids, asks }: ReplayedSymbol): readonly string[] => {
  const rows = Array.from({ length: Math.max(bids.length, asks.length) }, (_, index) => [
    ...(bids[index] === undefined ? ['', ''] : [bids[index][1], bids[index][0]]),
    ...(asks[index] ?? ['', '']),
  ])
  return ['', symbol, ...align([['bid quantity', 'bid', 'ask', 'ask quantity'], ...rows]).map(row => `  ${row}`)]
}

const table = (report: ReplayReport): string => {
  const symbols = Object.entries(report.symbols)
  const seconds = report.seconds === undefined ? '' : ` in ${report.seconds.toFixed(1)} s`
  const head = [
    `${report.venue}: ${report.lines} lines${seconds}: ${report.incoming} in (${report.restBodies} HTTP bodies), ` +
      `${report.outgoing} out, ${report.acknowledged} acknowledged, ${report.refused} refused, ` +
      `${report.unreadable} unreadable, ${report.instruments} instruments`,
    ...report.problems.map(problem => `  ! ${problem}`),
  ]
  if (symbols.length === 0) return head.join('\n')
  const rows = align([[...heads, ...tailHeads], ...symbols.flatMap(([symbol, replayed]) => booksOf(symbol, replayed))])
  return [...head, '', ...rows, ...symbols.flatMap(([symbol, replayed]) => topOf(symbol, replayed))].join('\n')
}

const readArguments = (): { file: string; venue: string; variant: string; json: boolean } => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      venue: { type: 'string' },
      variant: { type: 'string', default: '' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h' },
    },
  })
  const [file, ...rest] = positionals
  if (values.help === true || file === undefined || rest.length > 0) throw new UsageError(usage)
  if (values.venue === undefined) throw new UsageError(`--venue is missing; there are ${knownVenues().join(', ')}`)
  if (!existsSync(file)) throw new UsageError(`${file}: no such file`)
  return { file, venue: values.venue, variant: values.variant, json: values.json }
}

const isExpected = (error: unknown): error is Error =>
  error instanceof UsageError ||
  error instanceof CaptureError ||
  (error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS'))

try {
  const { file, venue, variant, json } = readArguments()
  const report = await replayFile(file, await loadVenue(venue, variant))
  process.stdout.write(`${json ? JSON.stringify({ file, ...report }) : table(report)}\n`)
} catch (error) {
  if (!isExpected(error)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 2
}
