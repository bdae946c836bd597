import { decodeMarketDataBatch, type MarketDataEvent } from '@screener/contracts'
import type { RecordedEntry } from './stream-follower.ts'

/** Streams whose ids are `<epochMs>-<n>`. */
const hasExplicitIds = (stream: string): boolean => /^(md|book|arb):\{/.test(stream)

const byStream = (entries: readonly RecordedEntry[]): ReadonlyMap<string, readonly RecordedEntry[]> =>
  Map.groupBy(entries, ({ stream }) => stream)

/** Entries that are not in the stream though a later one of the same writer is; `entries` as recorded, from any place on. */
export const missingEntries = (entries: readonly RecordedEntry[]): readonly string[] => {
  const missing: string[] = []
  for (const [stream, its] of byStream(entries.filter(entry => hasExplicitIds(entry.stream)))) {
    let before: RecordedEntry | undefined
    for (const entry of its) {
      // Where the record begins, a writer may have been in the middle; every later writer begins with 0.
      const expectedN = before === undefined ? entry.n : before.epochMs === entry.epochMs ? before.n + 1 : 0
      if (entry.n !== expectedN) missing.push(`${stream}: ${entry.epochMs}-${expectedN} to -${entry.n - 1} are missing`)
      before = entry
    }
  }
  return missing
}

interface Chain {
  session: number
  sequence: number
  /** The collector said that the book ends; what follows need not continue. */
  ended: boolean
  readonly seen: Set<string>
}

const chainOf = (chains: Map<string, Chain>, symbol: string): Chain => {
  const known = chains.get(symbol)
  if (known !== undefined) return known
  const fresh = { session: -1, sequence: 0, ended: true, seen: new Set<string>() }
  chains.set(symbol, fresh)
  return fresh
}

const chainEvent = (chains: Map<string, Chain>, event: MarketDataEvent, where: string, broken: string[]): void => {
  const { snapshot, delta, bookLost } = event
  if (bookLost)
    for (const [symbol, chain] of chains)
      if (bookLost.symbols.length === 0 || bookLost.symbols.includes(symbol)) chain.ended = true
  const message = snapshot ?? delta
  if (!message) return
  const chain = chainOf(chains, message.symbol)
  const name = `${message.session}:${delta?.previous ?? 'snapshot'}:${message.sequence}`
  const what = `${where} ${message.symbol}`
  // Empty deltas may say the same again: they carry nothing.
  if (chain.seen.has(name) && message.bidPrices.length + message.askPrices.length > 0)
    broken.push(`${what}: ${name} is there twice`)
  chain.seen.add(name)
  const continues = !delta || chain.session !== delta.session || delta.previous <= chain.sequence
  if (!continues && !chain.ended)
    broken.push(`${what}: after ${chain.sequence} comes one that continues ${delta.previous}: what was between is lost`)
  if (delta && chain.session === delta.session) chain.sequence = Math.max(chain.sequence, delta.sequence)
  else {
    chain.session = message.session
    chain.sequence = message.sequence
  }
  chain.ended = false
}

/**
 * Messages of books that are in an md stream twice, or missing without a word of the collector. Only for venues that number
 * their messages.
 */
export const brokenChains = (entries: readonly RecordedEntry[]): readonly string[] => {
  const broken: string[] = []
  for (const [stream, its] of byStream(entries.filter(entry => entry.stream.startsWith('md:')))) {
    const chains = new Map<string, Chain>()
    let epochMs = 0
    for (const entry of its) {
      // Another collector begins with snapshots; in between anything may have happened.
      if (entry.epochMs !== epochMs) for (const chain of chains.values()) chain.ended = true
      epochMs = entry.epochMs
      for (const event of decodeMarketDataBatch(entry.payload).events)
        chainEvent(chains, event, `${stream} ${entry.epochMs}-${entry.n}`, broken)
    }
  }
  return broken
}
