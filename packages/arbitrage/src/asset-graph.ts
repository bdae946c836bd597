import type { Book } from './book.ts'
import type { RouteLeg } from './route.ts'

/** Which cycles are made. */
export interface CycleLimits {
  /** 2 to 4. */
  readonly maxLegs: number
  /** A cycle across venues, or of four legs, may touch one asset that is not among these; undefined: any. */
  readonly hubs: ReadonlySet<string> | undefined
}

/** A way through assets, with all the books that each step can be made on; the first step is on the new book. */
export interface Way {
  /** In order of travel; step i goes from assets[i] to the next one, the last one back to assets[0]. */
  readonly assets: readonly string[]
  readonly choices: readonly (readonly Book[])[]
  /** All steps have to be on the venue of the first. */
  readonly oneVenue: boolean
}

/** Which books trade which pairs of assets, and which cycles go through a book. */
export class AssetGraph {
  private readonly booksOf = new Map<string, Map<string, Book[]>>()
  private readonly limits: CycleLimits

  constructor(limits: CycleLimits) {
    this.limits = limits
  }

  add(book: Book): void {
    if (!joinsTwoAssets(book)) return
    const books = this.between(book.base, book.quote) ?? []
    books.push(book)
    this.link(book.base, book.quote, books)
    this.link(book.quote, book.base, books)
  }

  remove(book: Book): void {
    const books = this.between(book.base, book.quote)
    if (books === undefined) return
    books.splice(books.indexOf(book), 1)
    if (books.length > 0) return
    this.booksOf.get(book.base)?.delete(book.quote)
    this.booksOf.get(book.quote)?.delete(book.base)
  }

  /** All ways through assets that use the book, fewest legs first; each in one direction, its reverse is the other. */
  *waysThrough(book: Book): Generator<Way> {
    const { base, quote } = book
    const { maxLegs } = this.limits
    if (!joinsTwoAssets(book)) return
    const pair = this.between(quote, base)?.filter(other => other !== book) ?? []
    if (pair.length > 0) yield { assets: [base, quote], choices: [[book], pair], oneVenue: false }
    if (maxLegs >= 3) {
      for (const middle of this.common(base, quote)) {
        const way = this.way(book, [middle])
        if (way !== undefined) yield way
      }
    }
    if (maxLegs >= 4) yield* this.fourLegWays(book)
  }

  private *fourLegWays(book: Book): Generator<Way> {
    const { base, quote } = book
    for (const first of this.booksOf.get(quote)?.keys() ?? []) {
      if (first === base || this.strangers([base, quote, first]) > 1) continue
      for (const second of this.common(first, base)) {
        if (second === quote) continue
        const way = this.way(book, [first, second])
        if (way !== undefined) yield way
      }
    }
  }

  private way(book: Book, between: readonly string[]): Way | undefined {
    const assets = [book.base, book.quote, ...between]
    const free = this.strangers(assets) <= 1
    if (!free && assets.length > 3) return undefined
    const choices = assets.map((from, index) =>
      index === 0 ? [book] : (this.between(from, assets[(index + 1) % assets.length] ?? '') ?? []),
    )
    return { assets, choices, oneVenue: !free }
  }

  private strangers(assets: readonly string[]): number {
    const { hubs } = this.limits
    return hubs === undefined ? 0 : assets.filter(asset => !hubs.has(asset)).length
  }

  /** Assets that trade against both. */
  private *common(a: string, b: string): Generator<string> {
    const ofA = this.booksOf.get(a)
    const ofB = this.booksOf.get(b)
    if (ofA === undefined || ofB === undefined) return
    const [fewer, more] = ofA.size <= ofB.size ? [ofA, ofB] : [ofB, ofA]
    for (const asset of fewer.keys()) if (more.has(asset)) yield asset
  }

  /** All books that trade the one asset for the other, whichever is the base. */
  between(a: string, b: string): Book[] | undefined {
    return this.booksOf.get(a)?.get(b)
  }

  private link(from: string, to: string, books: Book[]): void {
    const neighbours = this.booksOf.get(from)
    if (neighbours === undefined) this.booksOf.set(from, new Map([[to, books]]))
    else neighbours.set(to, books)
  }
}

const joinsTwoAssets = ({ base, quote }: Book): boolean => base !== '' && quote !== '' && base !== quote

const isAllowed = (way: Way, book: Book): boolean => !way.oneVenue || book.venue === way.choices[0]?.[0]?.venue

/** How many cycles the way holds, in one direction. */
export const countCycles = (way: Way): number =>
  way.choices.reduce((count, books) => count * books.filter(book => isAllowed(way, book)).length, 1)

/** All cycles of the way. One of three or more assets cannot meet a book twice, as no two steps are between the same two. */
export const cyclesOf = (way: Way): readonly (readonly RouteLeg[])[] => {
  let cycles: readonly (readonly RouteLeg[])[] = [[]]
  for (const [step, books] of way.choices.entries()) {
    const legs = books
      .filter(book => isAllowed(way, book))
      .map((book): RouteLeg => ({ book, side: book.base === way.assets[step] ? 'sell' : 'buy' }))
    cycles = cycles.flatMap(cycle => legs.map(leg => [...cycle, leg]))
  }
  return cycles
}

/** The same trades the other way round. */
export const reversed = (legs: readonly RouteLeg[]): readonly RouteLeg[] =>
  legs.map(({ book, side }): RouteLeg => ({ book, side: side === 'buy' ? 'sell' : 'buy' })).toReversed()
