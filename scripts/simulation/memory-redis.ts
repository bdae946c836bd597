import {
  RedisAwayError,
  type LaneConnection,
  type RedisClient,
  type RedisCommand,
  type RedisTransport,
} from '@screener/streams'
import { startEpochMs } from './virtual-globals.ts'
import { MemoryKeys } from './memory-keys.ts'
import { MemoryStreams } from './memory-streams.ts'
import type { SimulatedProcess, VirtualTime } from './virtual-time.ts'

interface Waiter {
  readonly streams: readonly string[]
  readonly wake: () => void
}

const reconnectMs = 60

const closed = (): Error => new Error('Connection is closed.')

/** One connection: requests and answers keep their order; when it is cut, what is under way never gets an answer. */
class Wire {
  readonly owner: SimulatedProcess
  open = true
  readonly #redis: MemoryRedis
  readonly #pending = new Set<(reason: Error) => void>()
  #requestAtMs = 0
  #answerAtMs = 0

  constructor(redis: MemoryRedis, owner: SimulatedProcess) {
    this.#redis = redis
    this.owner = owner
    owner.atDeath(() => {
      this.cut()
    })
  }

  /** `serve` runs at the Redis and hands its answer over, now or later. */
  request<T>(serve: (answer: (value: T) => void) => void): Promise<T> {
    if (!this.open) return Promise.reject(closed())
    const { time } = this.#redis
    return new Promise((resolve, reject) => {
      this.#pending.add(reject)
      this.#requestAtMs = Math.max(this.#requestAtMs, time.nowMs + this.#redis.delayMs())
      const answer = (value: T): void => {
        if (!this.open) return
        this.#answerAtMs = Math.max(this.#answerAtMs, time.nowMs + this.#redis.delayMs())
        time.schedule(
          this.#answerAtMs - time.nowMs,
          () => {
            if (this.#pending.delete(reject)) resolve(value)
          },
          this.owner,
        )
      }
      time.schedule(
        this.#requestAtMs - time.nowMs,
        () => {
          // What was sent arrives also when the connection is cut behind it.
          serve(answer)
        },
        time.world,
      )
    })
  }

  cut(): void {
    if (!this.open) return
    this.open = false
    const { time } = this.#redis
    for (const reject of this.#pending) time.schedule(0, () => reject(closed()), this.owner)
    this.#pending.clear()
  }
}

/**
 * A Redis within the simulation: the commands of this project over virtual wires with a delay of their own, and the
 * faults a Redis has. The real writer, reader, leases and checkpoints of `packages/streams` run on it unchanged.
 */
export class MemoryRedis implements RedisTransport {
  readonly time: VirtualTime
  readonly streams: MemoryStreams
  readonly keys: MemoryKeys
  away = false
  /** When it was last away. */
  awayUntilMs: number = -Infinity
  readonly #wires = new Set<Wire>()
  readonly #waiters = new Set<Waiter>()

  /** How long one way to it takes, milliseconds. */
  readonly delayMs: () => number

  constructor(time: VirtualTime, delayMs: () => number) {
    this.time = time
    this.delayMs = delayMs
    const nowMs = (): number => Math.floor(startEpochMs + time.nowMs)
    this.streams = new MemoryStreams(nowMs)
    this.keys = new MemoryKeys(nowMs)
  }

  connect(): RedisClient {
    const owner = this.time.current
    const listeners = new Set<() => void>()
    let wire: Wire | undefined
    let ended = false
    const dial = (): void => {
      if (ended) return
      if (this.away) {
        this.time.schedule(reconnectMs, dial, owner)
        return
      }
      const fresh = this.#openWire(owner)
      wire = fresh
      for (const listener of listeners) listener()
      watch(fresh)
    }
    /** Looks now and then whether the wire still stands, as a driver learns it from its socket. */
    const watch = (fresh: Wire): void => {
      this.time.schedule(
        reconnectMs,
        () => {
          if (fresh.open) watch(fresh)
          else dial()
        },
        owner,
      )
    }
    this.time.schedule(0.1, dial, owner)
    const run = (commands: readonly RedisCommand[]): Promise<readonly unknown[]> =>
      wire?.open === true
        ? wire.request(answer => {
            answer(commands.map(command => this.#answer(command)))
          })
        : Promise.reject(new RedisAwayError())
    return {
      get ready() {
        return wire?.open === true
      },
      get trouble() {
        return wire?.open === true ? undefined : 'not connected to Redis'
      },
      command: async (name, ...args) => {
        const [result] = await run([[name, ...args]])
        if (result instanceof Error) throw result
        return result
      },
      pipeline: async commands => {
        try {
          return await run(commands)
        } catch (cause) {
          return commands.map(() => cause)
        }
      },
      transaction: async (_key, commands) => {
        const failed = (await run(commands)).find(result => result instanceof Error)
        if (failed instanceof Error) throw failed
      },
      onReady: listener => {
        listeners.add(listener)
        return () => {
          listeners.delete(listener)
        }
      },
      close: () => {
        ended = true
        wire?.cut()
        return Promise.resolve()
      },
    }
  }

  openLane(): Promise<LaneConnection> {
    if (this.away) return Promise.reject(new Error('connect ECONNREFUSED'))
    const wire = this.#openWire(this.time.current)
    return Promise.resolve({
      endpoint: { host: 'memory', port: 0 },
      get open() {
        return wire.open
      },
      read: args => wire.request(answer => this.#read(args, answer)),
      pipeline: commands =>
        wire.request(answer => {
          answer(commands.map(command => this.#answer(command as RedisCommand)))
        }),
      destroy: () => {
        wire.cut()
      },
    })
  }

  /** All connections of the process, or of all, end; what was sent has arrived, what was to come back has not. */
  cut(owner?: SimulatedProcess): void {
    for (const wire of [...this.#wires]) {
      if (owner !== undefined && wire.owner !== owner) continue
      wire.cut()
      this.#wires.delete(wire)
    }
  }

  /** Away for so long; its memory survives. */
  goAway(forMs: number): void {
    this.away = true
    this.awayUntilMs = Math.max(this.awayUntilMs, this.time.nowMs + forMs)
    this.cut()
    this.time.schedule(
      forMs,
      () => {
        this.away = false
      },
      this.time.world,
    )
  }

  #openWire(owner: SimulatedProcess): Wire {
    const wire = new Wire(this, owner)
    this.#wires.add(wire)
    return wire
  }

  #answer([name, ...args]: RedisCommand): unknown {
    try {
      return this.#execute(name.toUpperCase(), args)
    } catch (cause) {
      return cause instanceof Error ? cause : new Error(String(cause))
    }
  }

  #execute(name: string, args: readonly (string | number | Uint8Array)[]): unknown {
    const texts = (): string[] =>
      args.map(arg => (arg instanceof Uint8Array ? Buffer.from(arg).toString() : String(arg)))
    const key = String(args[0])
    switch (name) {
      case 'XADD':
        return this.#add(key, args.slice(1))
      case 'XRANGE':
        return this.streams
          .range(key, String(args[1]), String(args[2]))
          .map(({ epochMs, n, fields }) => [`${epochMs}-${n}`, fields.map(field => field.toString())])
      case 'XREVRANGE':
        return this.streams
          .range(key, String(args[2]), String(args[1]))
          .toReversed()
          .slice(0, args[3] === 'COUNT' ? Number(args[4]) : undefined)
          .map(({ epochMs, n, fields }) => [`${epochMs}-${n}`, fields.map(field => field.toString())])
      case 'XTRIM':
        return this.streams.trim(key, Number(args.at(-1)))
      case 'XINFO': {
        const info = this.streams.info(String(args[1]))
        if (info === undefined) throw new Error('ERR no such key')
        return ['length', info.length, 'last-generated-id', info.lastId]
      }
      case 'DEL':
        for (const each of texts()) this.streams.delete(each)
        return this.keys.run(name, texts())
      default: {
        const answer = this.keys.run(name, texts())
        // Services take an error for an outage and go on without: that would hide what this Redis lacks.
        if (answer === undefined) this.time.failure ??= new Error(`the simulated Redis does not know ${name}`)
        return answer
      }
    }
  }

  /** XADD key [MAXLEN ~ n] id field value … */
  #add(key: string, args: readonly (string | number | Uint8Array)[]): string {
    const limited = args[0] === 'MAXLEN'
    const maxEntries = limited ? Number(args[2]) : Infinity
    const [id, ...fields] = limited ? args.slice(3) : args
    const buffers = fields.map(field => (field instanceof Uint8Array ? Buffer.from(field) : Buffer.from(String(field))))
    const added = this.streams.add(key, String(id), maxEntries, buffers)
    for (const waiter of this.#waiters) if (waiter.streams.includes(key)) waiter.wake()
    return added
  }

  /** COUNT n [BLOCK ms] STREAMS … */
  #read(args: readonly (string | number)[], answer: (value: unknown) => void): void {
    const at = args.indexOf('STREAMS')
    const rest = args.slice(at + 1)
    const names = rest.slice(0, rest.length / 2).map(String)
    const ids = rest.slice(rest.length / 2).map(String)
    const count = Number(args[args.indexOf('COUNT') + 1])
    const block = args.indexOf('BLOCK')
    const look = (): unknown => {
      const found = names.flatMap((name, i) => {
        const entries = this.streams.after(name, ids[i] ?? '0-0', count)
        if (entries.length === 0) return []
        return [[Buffer.from(name), entries.map(({ epochMs, n, fields }) => [Buffer.from(`${epochMs}-${n}`), fields])]]
      })
      return found.length === 0 ? null : found
    }
    const found = look()
    if (found !== null || block < 0 || block > at) {
      answer(found)
      return
    }
    const finish = (): void => {
      if (!this.#waiters.delete(waiter)) return
      timeout.cancelled = true
      answer(look())
    }
    const waiter: Waiter = { streams: names, wake: finish }
    this.#waiters.add(waiter)
    const timeout = this.time.schedule(Number(args[block + 1]), finish, this.time.world)
  }
}
