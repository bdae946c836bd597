/** The simulator's own record, asked over HTTP: what the venue had emitted at a sequence, or without numbers at a time. */
export interface TruthQuestion {
  readonly venue: string
  readonly symbol: string
  readonly sequence: number
  /** As in the frame; 0: none. */
  readonly exchangeTimeMs: number
}

/** What can be done to a venue. */
export interface VenueAbilities {
  readonly id: string
  /** Kinds of fault. */
  readonly faults: readonly string[]
  readonly corruptForms: readonly string[]
}

export interface TruthBook {
  readonly bids: readonly (readonly [price: number, quantity: number])[]
  readonly asks: readonly (readonly [price: number, quantity: number])[]
}

type WireBook = {
  readonly bids: readonly (readonly [string, string])[]
  readonly asks: readonly (readonly [string, string])[]
} | null

const toNumbers = (side: readonly (readonly [string, string])[]): TruthBook['bids'] =>
  side.map(([price, quantity]) => [Number(price), Number(quantity)] as const)

export interface TruthClient {
  /** Best `levels` a side, in the order asked; undefined where the simulator does not know that sequence. */
  books(questions: readonly TruthQuestion[], levels: number): Promise<readonly (TruthBook | undefined)[]>
  injectFault(fault: Readonly<Record<string, unknown>>): Promise<unknown>
  counters(): Promise<Readonly<Record<string, unknown>>>
  venues(): Promise<readonly VenueAbilities[]>
}

export const createTruthClient = (controlUrl: string): TruthClient => {
  const post = async (path: string, body: unknown): Promise<unknown> => {
    const ask = (): Promise<Response> =>
      fetch(`${controlUrl}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(10_000),
      })
    // A kept connection that its server closes at that very moment is no answer; a fault is never asked for twice.
    const response = await (path === '/faults' ? ask() : ask().catch(ask))
    const text = await response.text()
    if (!response.ok) throw new Error(`simulator ${path}: ${response.status} ${text.slice(0, 200)}`)
    return text === '' ? undefined : (JSON.parse(text) as unknown)
  }
  const get = async (path: string): Promise<unknown> => {
    const response = await fetch(`${controlUrl}${path}`, { signal: AbortSignal.timeout(5_000) })
    return response.json()
  }
  return {
    books: async (questions, levels) => {
      if (questions.length === 0) return []
      const asked = questions.map(({ venue, symbol, sequence, exchangeTimeMs }) => ({
        venue,
        symbol,
        sequence,
        exchangeTimeMs: exchangeTimeMs === 0 ? undefined : exchangeTimeMs,
      }))
      const answer = (await post('/truth/batch', { levels, questions: asked })) as {
        readonly books: readonly WireBook[]
      }
      return answer.books.map(book =>
        book === null ? undefined : { bids: toNumbers(book.bids), asks: toNumbers(book.asks) },
      )
    },
    injectFault: fault => post('/faults', fault),
    counters: async () => (await get('/counters')) as Record<string, unknown>,
    venues: async () => (await get('/venues')) as readonly VenueAbilities[],
  }
}
