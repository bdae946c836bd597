/**
 * Many small min-heaps of keys by limit, in which a key's limit can be changed where it stands. A key is in one heap at
 * most; its limit and its place in the heap are in flat arrays, by key.
 */
export class LimitHeap {
  private readonly heaps: number[][] = []
  private limits = new Float64Array(64)
  private positions = new Int32Array(64)

  /** The number of the new heap. */
  addHeap(): number {
    return this.heaps.push([]) - 1
  }

  insert(heap: number, key: number, limit: number): void {
    if (this.limits.length <= key) this.grow(key)
    const keys = this.heaps[heap] ?? []
    this.limits[key] = limit
    keys.push(key)
    this.rise(keys, keys.length - 1)
  }

  update(heap: number, key: number, limit: number): void {
    const keys = this.heaps[heap] ?? []
    const before = this.limits[key] ?? 0
    this.limits[key] = limit
    const at = this.positions[key] ?? 0
    if (limit < before) this.rise(keys, at)
    else this.sink(keys, at)
  }

  remove(heap: number, key: number): void {
    const keys = this.heaps[heap] ?? []
    this.update(heap, key, -Infinity)
    const last = keys.pop()
    if (last !== undefined && last !== key) {
      keys[0] = last
      this.positions[last] = 0
      this.sink(keys, 0)
    }
  }

  /** The key of the least limit; -1 when the heap is empty. */
  first(heap: number): number {
    return this.heaps[heap]?.[0] ?? -1
  }

  /** The least limit; Infinity when the heap is empty. */
  leastOf(heap: number): number {
    const first = this.heaps[heap]?.[0]
    return first === undefined ? Infinity : (this.limits[first] ?? Infinity)
  }

  private rise(keys: number[], from: number): void {
    const { limits, positions } = this
    const key = keys[from] ?? 0
    const limit = limits[key] ?? 0
    let at = from
    while (at > 0) {
      const parent = (at - 1) >> 1
      const above = keys[parent] ?? 0
      if ((limits[above] ?? 0) <= limit) break
      keys[at] = above
      positions[above] = at
      at = parent
    }
    keys[at] = key
    positions[key] = at
  }

  private sink(keys: number[], from: number): void {
    const { limits, positions } = this
    const key = keys[from] ?? 0
    const limit = limits[key] ?? 0
    let at = from
    for (;;) {
      let child = 2 * at + 1
      if (child >= keys.length) break
      const right = keys[child + 1]
      if (right !== undefined && (limits[right] ?? 0) < (limits[keys[child] ?? 0] ?? 0)) child += 1
      const below = keys[child] ?? 0
      if ((limits[below] ?? 0) >= limit) break
      keys[at] = below
      positions[below] = at
      at = child
    }
    keys[at] = key
    positions[key] = at
  }

  private grow(key: number): void {
    const length = Math.max(key + 1, this.limits.length * 2)
    this.limits = extended(this.limits, length)
    const { positions } = this
    this.positions = new Int32Array(length)
    this.positions.set(positions)
  }
}

const extended = (values: Float64Array, length: number): Float64Array<ArrayBuffer> => {
  const longer = new Float64Array(length)
  longer.set(values)
  return longer
}
