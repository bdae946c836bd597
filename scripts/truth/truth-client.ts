/** The simulator's own record, asked over HTTP: what the venue had emitted at a sequence. */
export interface TruthQuestion {
  readonly venue: string
  readonly symbol: string
  readonly sequence: number
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
}

export const createTruthClient = (controlUrl: string): TruthClient => {
  const post = async (path: string, body: unknown): Promise<unknown> => {
    const response = await fetch(`${controlUrl}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(10_000),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`simulator ${path}: ${response.status} ${text.slice(0, 200)}`)
    return text === '' ? undefined : (JSON.parse(text) as unknown)
  }
  return {
    books: async (questions, levels) => {
      if (questions.length === 0) return []
      const answer = (await post('/truth/batch', { levels, questions })) as { readonly books: readonly WireBook[] }
      return answer.books.map(book =>
        book === null ? undefined : { bids: toNumbers(book.bids), asks: toNumbers(book.asks) },
      )
    },
    injectFault: fault => post('/faults', fault),
    counters: async () => {
      const response = await fetch(`${controlUrl}/counters`, { signal: AbortSignal.timeout(5_000) })
      return (await response.json()) as Record<string, unknown>
    },
  }
}
