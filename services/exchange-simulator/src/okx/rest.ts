import type { VenueCounters } from '../counters.ts'
import { stepText } from '../decimal.ts'
import { createWindowCounter, type WindowCounter } from '../limits.ts'
import { fractionOf } from '../market/random.ts'
import type { VenueMarket } from '../market/market.ts'
import type { RestAnswer } from '../venue-server.ts'
import type { OkxKnobs, OkxLimits } from './limits.ts'
import { levelsJson, tickerJson } from './payloads.ts'
import type { OkxStreams } from './streams.ts'

const windowMs = 2_000
/** How far behind the others a server may be. */
const otherServerMs = 500

class RestError extends Error {
  readonly status: number
  readonly code: string
  constructor(status: number, code: string, message: string) {
    super(message)
    this.status = status
    this.code = code
  }
}

const envelope = (code: string, msg: string, dataJson: string): string =>
  `{"code":"${code}","msg":${JSON.stringify(msg)},"data":[${dataJson}]}`

const tooMany: RestAnswer = { status: 429, body: envelope('50011', 'Too Many Requests', '') }

const readMarket = (url: URL, streams: OkxStreams): VenueMarket => {
  const market = streams.markets.get(url.searchParams.get('instId') ?? '')
  if (market !== undefined) return market
  if (!url.searchParams.has('instId')) throw new RestError(400, '51000', 'Parameter instId error')
  throw new RestError(200, '51001', "Instrument ID, Instrument ID code, or Spread ID doesn't exist.")
}

const readSize = (url: URL): number => {
  const text = url.searchParams.get('sz') ?? '1'
  const size = Number(text)
  if (!/^\d+$/.test(text) || size < 1 || size > 400) throw new RestError(400, '51000', 'Parameter sz error')
  return size
}

const needSpot = (url: URL): void => {
  if (url.searchParams.get('instType') !== 'SPOT') throw new RestError(400, '51000', 'Parameter instType error')
}

const createBookReader = (streams: OkxStreams, knobs: OkxKnobs): ((url: URL) => string) => {
  let asked = 0
  return url => {
    const market = readMarket(url, streams)
    const size = readSize(url)
    const lagMs = knobs.snapshotLagMs + (knobs.snapshotsGoBack && asked++ % 2 === 1 ? otherServerMs : 0)
    const { book, seqId, timeMs } = streams.restBook(market, lagMs)
    return `{"asks":${levelsJson(market, book.asks.slice(0, size))},"bids":${levelsJson(market, book.bids.slice(0, size))},"ts":"${String(timeMs)}","seqId":${String(seqId)}}`
  }
}

const instrumentJson = ({
  instrument: { native, base, quote, priceDecimals, quantityDecimals },
}: VenueMarket): string =>
  JSON.stringify({
    instType: 'SPOT',
    instId: native,
    instIdCode: 1e9 + Math.floor(fractionOf(`okx:${native}`) * 1e9),
    baseCcy: base,
    quoteCcy: quote,
    tickSz: stepText(priceDecimals),
    lotSz: stepText(quantityDecimals),
    minSz: stepText(quantityDecimals),
    maxLmtSz: '9999999999',
    maxMktSz: '',
    maxLmtAmt: '1000000',
    maxMktAmt: '1000000',
    state: 'live',
    ruleType: 'normal',
    openType: 'call_auction',
    listTime: '1606468572000',
    contTdSwTime: '1704876947000',
    expTime: '',
    groupId: '12',
    tradeQuoteCcyList: [quote],
    lever: '10',
    initPxLmtPct: '0.05',
    floatPxLmtPct: '0.03',
    maxPxLmtPct: '0.15',
    upcChg: [],
    ctVal: '',
    settleCcy: '',
    uly: '',
    instFamily: '',
  })

export interface OkxRest {
  answer(url: URL, ip: string, method: string): RestAnswer
  /** The venue documents no bans: it goes on refusing. */
  refused(): RestAnswer
}

interface Endpoint {
  readonly requests: WindowCounter
  readonly limit: number
  /** What stands in `data`. */
  readonly read: (url: URL) => string
}

export const createOkxRest = (
  streams: OkxStreams,
  limits: OkxLimits,
  knobs: OkxKnobs,
  counters: VenueCounters,
): OkxRest => {
  const chosen = (url: URL): readonly VenueMarket[] => {
    needSpot(url)
    return url.searchParams.has('instId') ? [readMarket(url, streams)] : [...streams.markets.values()]
  }
  const endpoint = (limit: number, read: Endpoint['read']): Endpoint => ({
    requests: createWindowCounter(windowMs),
    limit,
    read,
  })
  const endpoints = new Map<string, Endpoint>([
    ['/api/v5/market/books', endpoint(limits.booksPerWindow, createBookReader(streams, knobs))],
    [
      '/api/v5/market/tickers',
      endpoint(limits.listsPerWindow, url =>
        chosen(url)
          .map(market => tickerJson(market, streams.dayOf(market), Date.now()))
          .join(),
      ),
    ],
    ['/api/v5/public/instruments', endpoint(limits.listsPerWindow, url => chosen(url).map(instrumentJson).join())],
    ['/api/v5/public/time', endpoint(limits.timesPerWindow, () => `{"ts":"${String(Date.now())}"}`)],
  ])
  return {
    refused: () => tooMany,
    answer: (url, ip, method) => {
      const found = method === 'GET' ? endpoints.get(url.pathname) : undefined
      if (found === undefined) return { status: 404, body: envelope('404', 'Requested resource not found.', '') }
      const used = found.requests.add(ip, 1)
      counters.weightPeak = Math.max(counters.weightPeak, used)
      if (used > found.limit) return tooMany
      try {
        return { status: 200, body: envelope('0', '', found.read(url)) }
      } catch (error) {
        if (error instanceof RestError) return { status: error.status, body: envelope(error.code, error.message, '') }
        throw error
      }
    },
  }
}
