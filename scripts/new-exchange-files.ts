/** What scripts/new-exchange writes, by path from the root of the checkout. */
export const newVenueFiles = (name: string): Readonly<Record<string, string>> => {
  const folder = `services/collector-${name}`
  return {
    [`${folder}/package.json`]: packageJson(name),
    [`${folder}/README.md`]: readme(name),
    [`${folder}/src/main.ts`]: main(name),
    [`${folder}/src/venue.ts`]: venue(name),
    [`${folder}/src/decode.ts`]: decode,
    [`${folder}/src/rest.ts`]: rest,
    [`${folder}/test/conformance.integration.test.ts`]: conformance(name),
    [`${folder}/test/fixtures/README.md`]: fixtures(name),
    [`docs/venues/${name}.md`]: page(name),
  }
}

const packageJson = (name: string): string => `{
  "name": "@screener/collector-${name}",
  "private": true,
  "type": "module",
  "license": "Apache-2.0",
  "dependencies": {
    "@screener/collector-runtime": "workspace:*"
  },
  "devDependencies": {
    "@screener/venue-conformance": "workspace:*"
  }
}
`

const readme = (name: string): string => `# collector-${name}

Public market data of ${name}. \`src/venue.ts\` holds the facts, \`src/decode.ts\` and \`src/rest.ts\` read what the venue writes;
sockets, pacing, liveness and streams are \`@screener/collector-runtime\`. One page on the venue itself:
[docs/venues/${name}.md](../../docs/venues/${name}.md).

- **In:** the venue's WebSocket and REST (no key), commands on \`ctl:${name}\`.
- **Out:** \`md:{k}:${name}\` for each shard held, \`sys:status\`.
- **Settings:** those of every collector: \`SYMBOLS\`, \`SHARDS\`, \`REDIS_URL\`, \`HTTP_PORT\`, …; \`WEBSOCKET_URL\` and \`REST_URL\`.

Check by hand: \`scripts/replay <capture> --venue ${name}\`.
`

const main = (name: string): string => `import { runCollector } from '@screener/collector-runtime'
import { ${name} } from './venue.ts'

await runCollector(${name})
`

const venue = (name: string): string => `import type { ControlFrame, Venue } from '@screener/collector-runtime'
import { decode } from './decode.ts'
import { parseInstruments, readRestLimits } from './rest.ts'

const symbolsPerFrame = 1

/** Depth and best bid/ask of each symbol, as many symbols in a frame as the venue takes. */
const control = (op: string, symbols: readonly string[], firstId: number): readonly ControlFrame[] => {
  const frames: ControlFrame[] = []
  for (let start = 0; start < symbols.length; start += symbolsPerFrame) {
    const part = symbols.slice(start, start + symbolsPerFrame)
    const requestId = String(firstId + frames.length)
    frames.push({ requestId, text: JSON.stringify({ id: requestId, op, symbols: part }), symbols: part })
  }
  return frames
}

/** ${name}, public market data; docs/venues/${name}.md has the facts and their sources. */
export const ${name}: Venue = {
  id: '${name}',
  // The address is not known yet: this one leads nowhere.
  webSocketUrl: 'wss://${name}.invalid/',
  restUrl: 'https://${name}.invalid',
  // So low that no venue minds. Each belongs replaced by the venue's own, with its source.
  limits: {
    maxSymbolsPerConnection: 20,
    framesPerSecond: 2,
    connectsPerWindow: 10,
    connectWindowMs: 60_000,
    restWeightPerWindow: 10,
    restWindowMs: 10_000,
  },
  liveness: { transportTimeoutMs: 30_000, dataTimeoutMs: 10_000, acknowledgeTimeoutMs: 5_000 },
  subscribe: (symbols, firstId) => control('subscribe', symbols, firstId),
  unsubscribe: (symbols, firstId) => control('unsubscribe', symbols, firstId),
  decode,
  instruments: { path: '/', weight: 1, parse: parseInstruments },
  readRestLimits,
}
`

const decode = `import { FrameError, parseWireJson, wireKind, type VenueEvent } from '@screener/collector-runtime'

/** Whose book a frame harms that is not JSON: the symbol is often still legible. */
const legibleSymbol = (text: string): string | undefined => /"symbol":"([^"\\\\]{1,64})"/.exec(text)?.[1]

/** Pure; runs for every frame. What it does not know it refuses, with the symbol when that can be told. */
export const decode = (text: string): readonly VenueEvent[] => {
  const value = parseWireJson(text, legibleSymbol)
  throw new FrameError(\`unknown frame (\${wireKind(value)})\`, { symbol: legibleSymbol(text) })
}
`

const rest = `import {
  FrameError,
  parseWireJson,
  wireKind,
  type RestVerdict,
  type VenueInstrument,
} from '@screener/collector-runtime'

/** The tradable universe. An entry that cannot be read is left out, so that one odd listing does not stop the others. */
export const parseInstruments = (text: string): readonly VenueInstrument[] => {
  const value = parseWireJson(text, () => undefined)
  throw new FrameError(\`instruments: unknown body (\${wireKind(value)})\`)
}

const pauseMs = 60_000

/** Whatever sounds like "slow down" stops all requests for a minute, until the venue's own rule is known. */
export const readRestLimits = (status: number): RestVerdict => {
  if (status === 403 || status === 418) return { kind: 'banned', retryAfterMs: pauseMs }
  if (status === 429) return { kind: 'throttled', retryAfterMs: pauseMs }
  if (status < 200 || status >= 300) return { kind: 'failed', reason: \`HTTP \${status}\` }
  return { kind: 'ok', usedWeight: undefined }
}
`

const conformance = (name: string): string => `import { describeConformance } from '@screener/venue-conformance'
import { ${name} } from '../src/venue.ts'

describeConformance({ venue: ${name}, fixtures: new URL('./fixtures/', import.meta.url) })
`

const fixtures = (
  name: string,
): string => `Frames of ${name} as recorded, one a file: \`ws_*\` for WebSocket frames, \`http_*\` for REST bodies. Among them must be a book
snapshot (in band or from REST), a delta, a best bid/ask, an acknowledgement, a refusal, and the pong where the venue has its own.
`

const page = (name: string): string => `# ${name}

What the venue is like, and where each fact comes from.

| fact                        | value | source |
| --------------------------- | ----- | ------ |
| WebSocket, REST             |       |        |
| frames per second           |       |        |
| symbols per connection      |       |        |
| connects per time and IP    |       |        |
| REST weights, a ban         |       |        |
| who pings whom, idle cut    |       |        |
| answers to control frames   |       |        |
| depth channel, levels, pace |       |        |
| best bid/ask channel        |       |        |
| sequence rule               |       |        |
| checksum                    |       |        |
| resets, restarts            |       |        |
| instruments, trading status |       |        |

## What is odd

## What could not be confirmed
`
