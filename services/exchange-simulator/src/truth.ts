/** One side's levels, best first: [price in ticks, quantity in lots]. */
export type IntegerLevels = readonly (readonly [price: number, quantity: number])[]

export interface IntegerBook {
  readonly bids: IntegerLevels
  readonly asks: IntegerLevels
}

const chunkSize = 1024

interface Chunk {
  /** Id of the first change in it; the checkpoint is the book just before. */
  readonly firstId: number
  readonly checkpoint: IntegerBook
  /** Positive: a bid's price; negative: an ask's. */
  readonly prices: Int32Array
  readonly quantities: Float64Array
  readonly times: Float64Array
  count: number
}

/**
 * Every change of one book in a bounded window, by engine update id, so that the exact book at any id in the window can
 * be told afterwards. Ids are contiguous; each id is one level's new total. 20 bytes a change, plus one checkpoint of
 * the book per 1,024 changes.
 */
export class ChangeLog {
  readonly #chunks: Chunk[] = []
  readonly #maxChunks: number
  readonly #currentBook: () => IntegerBook
  #lastId: number

  /** `lastId` is the id of the book as it is now. `maxChanges` is rounded up to whole chunks. */
  constructor(lastId: number, maxChanges: number, currentBook: () => IntegerBook) {
    this.#lastId = lastId
    this.#maxChunks = Math.max(2, Math.ceil(maxChanges / chunkSize) + 1)
    this.#currentBook = currentBook
    this.#open()
  }

  get lastId(): number {
    return this.#lastId
  }

  /** Oldest id that `bookAt` can tell. */
  get firstId(): number {
    return (this.#chunks[0]?.firstId ?? this.#lastId + 1) - 1
  }

  /** Must be called after the book itself has changed. Returns the new id. */
  append(isBid: boolean, price: number, quantity: number, timeMs: number): number {
    const chunk = this.#chunks[this.#chunks.length - 1] as Chunk
    const index = chunk.count++
    chunk.prices[index] = isBid ? price : -price
    chunk.quantities[index] = quantity
    chunk.times[index] = timeMs
    this.#lastId++
    if (chunk.count === chunkSize) this.#open()
    return this.#lastId
  }

  /** Calls back for each change with afterId < id <= lastId, oldest first. Ids outside the window are left out. */
  changesAfter(afterId: number, each: (isBid: boolean, price: number, quantity: number, id: number) => void): void {
    for (let id = Math.max(afterId, this.firstId) + 1; id <= this.#lastId; id++) {
      const chunk = this.#chunkOf(id)
      const price = chunk.prices[id - chunk.firstId] as number
      each(price > 0, Math.abs(price), chunk.quantities[id - chunk.firstId] as number, id)
    }
  }

  /** The whole book as it was straight after the change with this id; undefined outside the window. */
  bookAt(id: number): IntegerBook | undefined {
    if (!Number.isInteger(id) || id < this.firstId || id > this.#lastId) return undefined
    if (id === this.#lastId) return this.#currentBook()
    const chunk = this.#chunkOf(id + 1)
    const bids = new Map(chunk.checkpoint.bids)
    const asks = new Map(chunk.checkpoint.asks)
    for (let index = 0; index <= id - chunk.firstId; index++) {
      const price = chunk.prices[index] as number
      const quantity = chunk.quantities[index] as number
      const side = price > 0 ? bids : asks
      if (quantity === 0) side.delete(Math.abs(price))
      else side.set(Math.abs(price), quantity)
    }
    return {
      bids: [...bids].sort((a, b) => b[0] - a[0]),
      asks: [...asks].sort((a, b) => a[0] - b[0]),
    }
  }

  /** Id the book had at this time (wall clock ms), or the oldest known one. */
  idAt(timeMs: number): number {
    let low = this.firstId
    let high = this.#lastId
    while (low < high) {
      const middle = Math.ceil((low + high) / 2)
      const chunk = this.#chunkOf(middle)
      if ((chunk.times[middle - chunk.firstId] as number) <= timeMs) low = middle
      else high = middle - 1
    }
    return low
  }

  #chunkOf(id: number): Chunk {
    const first = this.#chunks[0] as Chunk
    return this.#chunks[Math.floor((id - first.firstId) / chunkSize)] as Chunk
  }

  #open(): void {
    this.#chunks.push({
      firstId: this.#lastId + 1,
      checkpoint: this.#currentBook(),
      prices: new Int32Array(chunkSize),
      quantities: new Float64Array(chunkSize),
      times: new Float64Array(chunkSize),
      count: 0,
    })
    if (this.#chunks.length > this.#maxChunks) this.#chunks.shift()
  }
}
