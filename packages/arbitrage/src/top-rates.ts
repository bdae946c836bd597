/** Most legs a route may have; a slot holds this many places. */
export const mostLegs = 4
const factor = 2
/** How far a rate may rise before the routes through it are judged anew. Wider: fewer judgements, more routes looked at. */
const slack = 2e-4
/** A rate this far below its bound keeps too many routes near, so they are judged anew as well. */
const tooWide = 1 - 3 * slack

const grown = (old: Float64Array<ArrayBuffer>, length: number): Float64Array<ArrayBuffer> => {
  if (length <= old.length) return old
  const next = new Float64Array(Math.max(length, old.length * factor))
  next.set(old)
  return next
}

/**
 * The best rates of all legs, after fees, in flat arrays, and which routes are near enough to paying to be looked at.
 *
 * A leg has a place, a route a slot. Each place has its rate and a bound a little above it. A route whose product of bounds
 * does not reach its hurdle is far: as long as no rate leaves its bound it cannot pay, so an update of its books does not
 * touch it at all. Place 0 is no leg; its rate is 1, so that a product always has four factors.
 */
export class TopRates {
  private rates = new Float64Array(64)
  private bounds = new Float64Array(64)
  private legPlaces = new Int32Array(64)
  private hurdles = new Float64Array(16)
  /** 1: product of bounds above the hurdle. */
  private near = new Uint8Array(16)
  /** 1: looked at however far. */
  private pinned = new Uint8Array(16)
  private readonly slotsOf: number[][] = [[]]
  private readonly nearOf: Set<number>[] = [new Set()]
  private readonly freeSlots: number[] = []
  private slotCount = 0
  /** Routes whose product was computed. */
  looks = 0

  constructor() {
    this.rates[0] = 1
    this.bounds[0] = 1
  }

  addPlace(): number {
    const place = this.slotsOf.length
    this.slotsOf.push([])
    this.nearOf.push(new Set())
    this.rates = grown(this.rates, place + 1)
    this.bounds = grown(this.bounds, place + 1)
    return place
  }

  addRoute(places: readonly number[], hurdle: number): number {
    const slot = this.freeSlots.pop() ?? this.slotCount++
    this.hurdles = grown(this.hurdles, slot + 1)
    if (this.near.length <= slot) {
      const [near, pinned, legPlaces] = [this.near, this.pinned, this.legPlaces]
      this.near = new Uint8Array(near.length * factor)
      this.near.set(near)
      this.pinned = new Uint8Array(near.length * factor)
      this.pinned.set(pinned)
      this.legPlaces = new Int32Array(near.length * factor * mostLegs)
      this.legPlaces.set(legPlaces)
    }
    this.hurdles[slot] = hurdle
    this.legPlaces.fill(0, slot * mostLegs, (slot + 1) * mostLegs)
    this.legPlaces.set(places, slot * mostLegs)
    for (const place of places) this.slotsOf[place]?.push(slot)
    this.judge(slot)
    return slot
  }

  removeRoute(slot: number): void {
    this.pinned[slot] = 0
    this.setNear(slot, 0)
    for (const place of this.placesOf(slot)) {
      const slots = this.slotsOf[place]
      const index = slots?.indexOf(slot) ?? -1
      if (index >= 0) slots?.splice(index, 1)
    }
    this.freeSlots.push(slot)
  }

  setRate(place: number, rate: number): void {
    this.rates[place] = rate
  }

  /** To be called when the place's book changed, before its near routes are looked at. */
  settle(place: number): void {
    const rate = this.rates[place] ?? 0
    const bound = this.bounds[place] ?? 0
    if (rate <= bound && rate >= bound * tooWide) return
    this.bounds[place] = rate * (1 + slack)
    const slots = this.slotsOf[place] ?? []
    this.looks += slots.length
    for (const slot of slots) this.judge(slot)
  }

  /** The slots of the routes through the place that are to be looked at when its book changed. */
  nearRoutes(place: number): Iterable<number> {
    return this.nearOf[place] ?? []
  }

  /** Accounting asset got back per unit spent, at the best prices, after fees. */
  product(slot: number): number {
    const { rates, legPlaces } = this
    const at = slot * mostLegs
    return (
      (rates[legPlaces[at] ?? 0] ?? 0) *
      (rates[legPlaces[at + 1] ?? 0] ?? 0) *
      (rates[legPlaces[at + 2] ?? 0] ?? 0) *
      (rates[legPlaces[at + 3] ?? 0] ?? 0)
    )
  }

  hurdle(slot: number): number {
    return this.hurdles[slot] ?? Infinity
  }

  paysOnTop(slot: number): boolean {
    return this.product(slot) > this.hurdle(slot)
  }

  isNear(slot: number): boolean {
    return this.near[slot] === 1
  }

  /** Keeps the route among those looked at, whatever its rates: it is open, and has to be closed in time. */
  pin(slot: number, pinned: boolean): void {
    this.pinned[slot] = pinned ? 1 : 0
    if (pinned) this.setNear(slot, 1)
  }

  private judge(slot: number): void {
    const { bounds, legPlaces } = this
    const at = slot * mostLegs
    const product =
      (bounds[legPlaces[at] ?? 0] ?? 0) *
      (bounds[legPlaces[at + 1] ?? 0] ?? 0) *
      (bounds[legPlaces[at + 2] ?? 0] ?? 0) *
      (bounds[legPlaces[at + 3] ?? 0] ?? 0)
    this.setNear(slot, product > (this.hurdles[slot] ?? Infinity) || this.pinned[slot] === 1 ? 1 : 0)
  }

  private setNear(slot: number, near: 0 | 1): void {
    if (this.near[slot] === near) return
    this.near[slot] = near
    for (const place of this.placesOf(slot)) {
      if (near === 1) this.nearOf[place]?.add(slot)
      else this.nearOf[place]?.delete(slot)
    }
  }

  private placesOf(slot: number): readonly number[] {
    return [...this.legPlaces.subarray(slot * mostLegs, (slot + 1) * mostLegs)].filter(place => place !== 0)
  }
}
