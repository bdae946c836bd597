/** What a stream name means; the kinds we serve. */
export type StreamKind =
  | { readonly kind: 'diff'; readonly slow: boolean }
  | { readonly kind: 'partial'; readonly slow: boolean; readonly levels: number }
  | { readonly kind: 'bookTicker' }
  | { readonly kind: 'trade' }
  | { readonly kind: 'aggTrade' }

export interface StreamName {
  /** Lower case, as in the name. */
  readonly symbol: string
  readonly channel: string
  readonly stream: StreamKind
}

const streamKind = (channel: string): StreamKind | undefined => {
  switch (channel) {
    case 'bookTicker':
    case 'trade':
    case 'aggTrade':
      return { kind: channel }
    case 'depth':
    case 'depth@1000ms':
      return { kind: 'diff', slow: true }
    case 'depth@100ms':
      return { kind: 'diff', slow: false }
  }
  const match = /^depth(5|10|20)(@1000ms|@100ms)?$/.exec(channel)
  if (match === null) return undefined
  return { kind: 'partial', slow: match[2] !== '@100ms', levels: Number(match[1]) }
}

/** Reads `<symbol>@<channel>`; undefined for names the venue silently never delivers (unknown channel, upper case). */
export const parseStreamName = (name: string): StreamName | undefined => {
  const at = name.indexOf('@')
  if (at <= 0) return undefined
  const symbol = name.slice(0, at)
  const channel = name.slice(at + 1)
  const stream = streamKind(channel)
  return stream === undefined || symbol !== symbol.toLowerCase() ? undefined : { symbol, channel, stream }
}
