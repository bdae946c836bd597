import { LimitHeap } from './limit-heap.ts'

/** Most legs a route may have; a slot holds this many places. */
export const mostLegs = 4

/** A near route whose product falls this far below its hurdle is far again. Wider: more looks, fewer changes of side. */
const nearBand = 1 - 4e-4

/** Cells of a place, and where they stand in them. The two places of a book fill one line of the cache. */
const stride = 4
const leastAt = 1
const nearAt = 2

const none: Iterable<number> = []

const roots: readonly ((value: number) => number)[] = [
  value => value,
  value => value,
  Math.sqrt,
  Math.cbrt,
  value => Math.sqrt(Math.sqrt(value)),
]

/**
 * The best rates of all legs, after fees, in flat arrays, and which routes are near enough to paying to be looked at.
 *
 * A leg has a place, a route a slot. A route that is far from its hurdle has a limit for each of its legs, and the product of
 * the limits is the hurdle: as long as no rate exceeds its limit the route cannot pay, so that an update of its books does
 * not touch it at all. Each place keeps the limits of its routes in a heap, and a rate that rises takes out those it passes:
 * only these are judged anew. Place 0 is no leg; its rate is 1, so that a product always has four factors.
 */
export class TopRates {
  /** Of each place: its rate, the least limit of its routes, and how many near ones it has, side by side for a quiet update. */
  private cells = new Float64Array(64 * stride)
  private legPlaces = new Int32Array(64)
  private hurdles = new Float64Array(16)
  /** 1: looked at whenever a book of it changes. */
  private near = new Uint8Array(16)
  /** 1: looked at however far. */
  private pinned = new Uint8Array(16)
  private readonly limits: LimitHeap
  private readonly nearOf: Set<number>[] = [new Set()]
  private readonly freeSlots: number[] = []
  private slotCount = 0
  /** Routes that were judged because a rate passed its limit. */
  looks = 0

  constructor() {
    this.cells[0] = 1
    this.limits = new LimitHeap()
    this.limits.addHeap()
  }

  addPlace(): number {
    const place = this.limits.addHeap()
    this.nearOf.push(new Set())
    if (this.cells.length <= place * stride + stride) {
      const cells = new Float64Array(this.cells.length * 2)
      cells.set(this.cells)
      this.cells = cells
    }
    this.cells[place * stride + leastAt] = Infinity
    return place
  }

  addRoute(places: readonly number[], hurdle: number): number {
    const slot = this.freeSlots.pop() ?? this.slotCount++
    if (this.near.length <= slot) this.grow()
    this.hurdles[slot] = hurdle
    this.near[slot] = 0
    this.legPlaces.fill(0, slot * mostLegs, (slot + 1) * mostLegs)
    this.legPlaces.set(places, slot * mostLegs)
    for (const [leg, place] of places.entries()) this.limits.insert(place, slot * mostLegs + leg, Infinity)
    this.judge(slot)
    return slot
  }

  removeRoute(slot: number): void {
    this.pinned[slot] = 0
    this.setNear(slot, 0)
    for (let key = slot * mostLegs; key < (slot + 1) * mostLegs; key += 1) {
      const place = this.legPlaces[key] ?? 0
      if (place !== 0) {
        this.limits.remove(place, key)
        this.noteLeast(place)
      }
    }
    this.freeSlots.push(slot)
  }

  setRate(place: number, rate: number): void {
    this.cells[place * stride] = rate
  }

  /** To be called when the place's book changed, before its near routes are looked at: judges what its rate has passed. */
  settle(place: number): void {
    const { limits } = this
    for (;;) {
      const { cells } = this
      if ((cells[place * stride + leastAt] ?? Infinity) >= (cells[place * stride] ?? 0)) return
      this.looks += 1
      this.judge(Math.floor(limits.first(place) / mostLegs))
    }
  }

  private noteLeast(place: number): void {
    this.cells[place * stride + leastAt] = this.limits.leastOf(place)
  }

  /** The slots of the routes through the place that are to be looked at when its book changed. */
  nearRoutes(place: number): Iterable<number> {
    return this.cells[place * stride + nearAt] === 0 ? none : (this.nearOf[place] ?? none)
  }

  /** Accounting asset got back per unit spent, at the best prices, after fees. */
  product(slot: number): number {
    const { cells, legPlaces } = this
    const at = slot * mostLegs
    return (
      (cells[(legPlaces[at] ?? 0) * stride] ?? 0) *
      (cells[(legPlaces[at + 1] ?? 0) * stride] ?? 0) *
      (cells[(legPlaces[at + 2] ?? 0) * stride] ?? 0) *
      (cells[(legPlaces[at + 3] ?? 0) * stride] ?? 0)
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

  /** Whether a near route pays on top; one that has fallen too far is near no longer. */
  look(slot: number): boolean {
    const product = this.product(slot)
    const hurdle = this.hurdle(slot)
    if (product <= hurdle * nearBand && this.pinned[slot] === 0) this.judge(slot)
    return product > hurdle
  }

  /** Keeps a near route among those looked at, whatever its rates: it is open, and has to be closed in time. */
  pin(slot: number, pinned: boolean): void {
    this.pinned[slot] = pinned ? 1 : 0
  }

  private judge(slot: number): void {
    const product = this.product(slot)
    const hurdle = this.hurdle(slot)
    const near = product > hurdle * nearBand
    this.setNear(slot, near ? 1 : 0)
    this.setLimits(slot, near ? Infinity : hurdle / product)
  }

  /** Shares what the product lacks, a factor, among the legs. */
  private setLimits(slot: number, lack: number): void {
    const { cells, legPlaces, limits } = this
    const at = slot * mostLegs
    let legs = 0
    let gone = -1
    for (let key = at; key < at + mostLegs; key += 1) {
      const place = legPlaces[key] ?? 0
      if (place === 0) break
      legs += 1
      if (cells[place * stride] === 0) gone = key
    }
    const share = gone < 0 ? (roots[legs] ?? Math.sqrt)(lack) : Infinity
    for (let key = at; key < at + legs; key += 1) {
      const place = legPlaces[key] ?? 0
      // Without one of its books nothing the others do can make it pay: it waits for that one.
      limits.update(place, key, key === gone ? 0 : share === Infinity ? Infinity : (cells[place * stride] ?? 0) * share)
      this.noteLeast(place)
    }
  }

  private setNear(slot: number, near: 0 | 1): void {
    if (this.near[slot] === near) return
    this.near[slot] = near
    for (let key = slot * mostLegs; key < (slot + 1) * mostLegs; key += 1) {
      const place = this.legPlaces[key] ?? 0
      if (place === 0) return
      if (near === 1) this.nearOf[place]?.add(slot)
      else this.nearOf[place]?.delete(slot)
      this.cells[place * stride + nearAt] = this.nearOf[place]?.size ?? 0
    }
  }

  private grow(): void {
    const slots = this.near.length * 2
    const [near, pinned, hurdles, legPlaces] = [this.near, this.pinned, this.hurdles, this.legPlaces]
    this.near = new Uint8Array(slots)
    this.near.set(near)
    this.pinned = new Uint8Array(slots)
    this.pinned.set(pinned)
    this.hurdles = new Float64Array(slots)
    this.hurdles.set(hurdles)
    this.legPlaces = new Int32Array(slots * mostLegs)
    this.legPlaces.set(legPlaces)
  }
}
