type Args = readonly string[]

/** Keys of a Redis that are no streams: texts with an expiry, hashes, sorted sets; as far as this project uses them. */
export class MemoryKeys {
  readonly #texts = new Map<string, { value: string; untilMs: number }>()
  readonly #hashes = new Map<string, Map<string, string>>()
  readonly #sorted = new Map<string, Map<string, number>>()
  readonly #sets = new Map<string, Set<string>>()
  readonly #expiries = new Map<string, number>()
  readonly #nowMs: () => number

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs
  }

  /** Undefined: no such command. */
  run(name: string, args: Args): unknown {
    const [key = '', ...rest] = args
    this.#expire(key)
    switch (name) {
      case 'SET':
        return this.#set(key, rest)
      case 'GET':
        return this.#get(key)
      case 'MGET':
        return args.map(each => this.#get(each))
      case 'PEXPIRE':
        return this.#pexpire(key, Number(rest[0]))
      case 'DEL':
        return args.filter(each => this.#delete(each)).length
      case 'EXISTS':
        return args.filter(each => this.#has(each)).length
      case 'SADD':
        return this.#addToSet(key, rest)
      case 'SMEMBERS':
        return [...(this.#sets.get(key) ?? [])]
      default:
        return this.#hash(name, key, rest) ?? this.#sortedSet(name, key, rest)
    }
  }

  clear(): void {
    for (const map of [this.#texts, this.#hashes, this.#sorted, this.#sets, this.#expiries]) map.clear()
  }

  #addToSet(key: string, members: Args): number {
    const set = this.#sets.get(key) ?? new Set<string>()
    this.#sets.set(key, set)
    const before = set.size
    for (const member of members) set.add(member)
    return set.size - before
  }

  #set(key: string, [value = '', ...options]: Args): string | null {
    const words = options.map(option => option.toUpperCase())
    if (words.includes('NX') && this.#get(key) !== null) return null
    const px = words.indexOf('PX')
    this.#texts.set(key, { value, untilMs: px < 0 ? Infinity : this.#nowMs() + Number(options[px + 1]) })
    return 'OK'
  }

  #get(key: string): string | null {
    const text = this.#texts.get(key)
    return text === undefined || this.#nowMs() >= text.untilMs ? null : text.value
  }

  #pexpire(key: string, ms: number): number {
    const text = this.#texts.get(key)
    if (text !== undefined && this.#get(key) !== null) {
      text.untilMs = this.#nowMs() + ms
      return 1
    }
    if (!this.#hashes.has(key)) return 0
    this.#expiries.set(key, this.#nowMs() + ms)
    return 1
  }

  #expire(key: string): void {
    if (this.#nowMs() < (this.#expiries.get(key) ?? Infinity)) return
    this.#expiries.delete(key)
    this.#hashes.delete(key)
  }

  #has(key: string): boolean {
    return this.#get(key) !== null || this.#hashes.has(key) || this.#sorted.has(key) || this.#sets.has(key)
  }

  #delete(key: string): boolean {
    const had = this.#has(key)
    for (const map of [this.#texts, this.#hashes, this.#sorted, this.#sets, this.#expiries]) map.delete(key)
    return had
  }

  #hash(name: string, key: string, args: Args): unknown {
    const hash = this.#hashes.get(key) ?? new Map<string, string>()
    switch (name) {
      case 'HSET':
        this.#hashes.set(key, hash)
        for (let i = 0; i + 1 < args.length; i += 2) hash.set(args[i] as string, args[i + 1] as string)
        return args.length / 2
      case 'HDEL':
        return args.filter(field => hash.delete(field)).length
      case 'HGET':
        return hash.get(args[0] ?? '') ?? null
      case 'HMGET':
        return args.map(field => hash.get(field) ?? null)
      case 'HGETALL':
        return [...hash].flat()
      default:
        return undefined
    }
  }

  #sortedSet(name: string, key: string, args: Args): unknown {
    const set = this.#sorted.get(key) ?? new Map<string, number>()
    const inOrder = (): string[] =>
      [...set].sort(([a, x], [b, y]) => x - y || (a < b ? -1 : 1)).map(([member]) => member)
    switch (name) {
      case 'ZADD':
        this.#sorted.set(key, set)
        return addSorted(set, args)
      case 'ZREM':
        return args.filter(member => set.delete(member)).length
      case 'ZSCORE':
        return set.get(args[0] ?? '')?.toString() ?? null
      case 'ZCARD':
        return set.size
      case 'ZREMRANGEBYSCORE': {
        const gone = [...set].filter(([, score]) => score >= Number(args[0]) && score <= Number(args[1]))
        for (const [member] of gone) set.delete(member)
        return gone.length
      }
      case 'ZRANGE':
      case 'ZREVRANGE': {
        const members = name === 'ZRANGE' ? inOrder() : inOrder().reverse()
        const end = Number(args[1])
        return members.slice(Number(args[0]), end < 0 ? members.length + end + 1 : end + 1)
      }
      default:
        return undefined
    }
  }
}

const addSorted = (set: Map<string, number>, args: Args): number => {
  const flags = new Set(args.filter(arg => arg === 'GT' || arg === 'CH'))
  const pairs = args.slice(flags.size)
  let changed = 0
  for (let i = 0; i + 1 < pairs.length; i += 2) {
    const score = Number(pairs[i])
    const member = pairs[i + 1] as string
    const before = set.get(member)
    if (flags.has('GT') && before !== undefined && score <= before) continue
    if (before !== score && (before === undefined || flags.has('CH'))) changed++
    set.set(member, score)
  }
  return changed
}
