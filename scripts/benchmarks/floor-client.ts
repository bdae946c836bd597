/** The floor: bare ws and JSON.parse on the frames our collectors subscribe to. Counts depth deltas. */
import WebSocket from 'ws'
import { clientSettings, nativeSymbol, reportCounts } from './client.ts'

const { symbols, venueUrls } = clientSettings()
let deltas = 0
let sum = 0

const follow = (url: string, requests: readonly unknown[]): void => {
  const socket = new WebSocket(url, { perMessageDeflate: false, skipUTF8Validation: true })
  socket.on('open', () => {
    for (const [index, request] of requests.entries())
      setTimeout(() => socket.send(JSON.stringify(request)), index * 250)
    setInterval(() => {
      if (url.includes('/v5/')) socket.send('{"op":"ping"}')
    }, 20_000)
  })
  socket.on('message', data => {
    const text = (data as Buffer).toString()
    const frame = JSON.parse(text) as { type?: string; topic?: string; data?: { e?: string }; e?: string }
    sum += text.length
    if ((frame.e ?? frame.data?.e) === 'depthUpdate') deltas += 1
    else if (frame.type === 'delta' && frame.topic?.startsWith('orderbook.') === true) deltas += 1
  })
  socket.on('error', error => {
    console.error(error)
    process.exit(1)
  })
}

const chunks = <T>(items: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size))

const natives = symbols.map(nativeSymbol)
const webSocketUrl = (venue: string): string => (venueUrls[venue] ?? '').replace('http', 'ws')
const binanceStreams = natives.flatMap(native => [
  `${native.toLowerCase()}@depth@100ms`,
  `${native.toLowerCase()}@bookTicker`,
])
const bybitTopics = natives.flatMap(native => [`orderbook.50.${native}`, `orderbook.1.${native}`])
follow(
  `${webSocketUrl('binance')}/ws`,
  chunks(binanceStreams, 200).map((params, id) => ({ method: 'SUBSCRIBE', params, id: id + 1 })),
)
follow(
  `${webSocketUrl('bybit')}/v5/public/spot`,
  chunks(bybitTopics, 10).map((args, id) => ({ op: 'subscribe', args, req_id: `${id}` })),
)
reportCounts(() => (sum < 0 ? 0 : deltas))
