import type { CorruptForm, FaultRequest } from '../../services/exchange-simulator/src/faults.ts'
import type { Random } from '../../services/exchange-simulator/src/market/random.ts'
import type { KnownVenue } from './known-venues.ts'
import type { Role, SimulatedWorld } from './simulated-world.ts'

/** What goes wrong once, when, and how to do it. */
export interface PlannedFault {
  readonly kind: string
  readonly atMs: number
  /** It is over by then; what it did to the books is not. */
  readonly overAtMs: number
  readonly does: (world: SimulatedWorld) => void
  /** Whose newest frames nobody can miss: nothing came, as from a quiet market. */
  readonly hides: Hidden | undefined
}

export interface Hidden {
  readonly venue: string
  /** Undefined: any of the venue's. */
  readonly symbol: string | undefined
  /** What is shown meanwhile must have stood within so long: promised is that the fault is seen by then. */
  readonly seenWithinMs: number
}

interface Target {
  readonly venues: readonly KnownVenue[]
  readonly symbols: readonly string[]
  readonly shards: number
  readonly random: Random
}

interface Act {
  readonly lastsMs: number
  readonly does: (world: SimulatedWorld) => void
  readonly hides?: Hidden
}

const pick = <T>(items: readonly T[], random: Random): T => {
  const item = items[Math.floor(random.next() * items.length)]
  if (item === undefined) throw new Error('nothing to pick from')
  return item
}

const corruptForms: readonly CorruptForm[] = ['truncate', 'garbage', 'html', 'nan', 'negative', 'types', 'oversized']

const inject = (request: FaultRequest, lastsMs: number): Act => ({
  lastsMs,
  does: world => {
    world.exchange.inject(request)
  },
  ...(hiding.has(request.kind)
    ? { hides: { venue: request.venue, symbol: request.symbol, seenWithinMs: seenWithinMs(request) } }
    : {}),
})

/** One channel that stalls while others live is seen by the second witness (G4). */
const seenWithinMs = ({ kind, channel }: FaultRequest): number =>
  kind === 'stall' && channel !== undefined ? 5_000 : Infinity

/** Of a frame that cannot be read nobody knows whose it was, and one that is late is not missed: the next one betrays both. */
const hiding: ReadonlySet<string> = new Set(['drop', 'reorder', 'stall', 'corrupt', 'delay'])

/** A fault of single frames of one book. */
const frames =
  (kind: 'drop' | 'duplicate' | 'reorder' | 'corrupt' | 'delay') =>
  ({ venues, symbols, random }: Target): Act => {
    const { twin } = pick(venues, random)
    const forms: readonly CorruptForm[] = twin.checksums === true ? [...corruptForms, 'checksum'] : corruptForms
    const usual = { venue: twin.id, kind, symbol: pick(symbols, random), channel: 'depth' }
    const delayMs = random.between(100, 1_800)
    if (kind === 'delay') return inject({ ...usual, delayMs, count: 1 }, delayMs + 500)
    const count = 1 + Math.floor(random.next() * 3)
    return inject(kind === 'corrupt' ? { ...usual, count, form: pick(forms, random) } : { ...usual, count }, 500)
  }

const atVenue =
  (make: (venue: string, random: Random) => FaultRequest & { readonly lastsMs: number }) =>
  ({ venues, random }: Target): Act => {
    const { lastsMs, ...request } = make(pick(venues, random).twin.id, random)
    return inject(request, lastsMs)
  }

const restFault = (kind: 'refuse' | 'corrupt' | 'delay' | 'drop') =>
  atVenue((venue, random) => ({
    ...{ venue, kind, channel: 'rest', count: 2, forMs: 1_500, lastsMs: 1_500 },
    ...(kind === 'delay' ? { delayMs: random.between(200, 1_500) } : {}),
    // Books are asked for again only when they are lost.
  }))

const ofProcess =
  (roles: (target: Target) => readonly Role[], act: (role: Role, random: Random) => Act): ((target: Target) => Act) =>
  target =>
    act(pick(roles(target), target.random), target.random)

const everyRole = ({ venues }: Target): readonly Role[] => [
  'sync',
  'analyzer',
  ...venues.map(({ venue }): Role => `collector-${venue.id}`),
]

const crash = ofProcess(everyRole, (role, random) => {
  const restartMs = random.between(20, 700)
  return {
    lastsMs: restartMs + 700,
    does: world => {
      world.processes.get(role)?.kill()
      world.time.schedule(
        restartMs,
        () => {
          world.start(role)
        },
        world.time.world,
      )
    },
  }
})

const pause = ofProcess(everyRole, (role, random) => {
  const lastsMs = random.between(100, 1_500)
  return {
    lastsMs,
    does: ({ processes, time }) => {
      const process = processes.get(role)
      if (process === undefined || process.dead) return
      process.paused = true
      time.schedule(
        lastsMs,
        () => {
          time.resume(process)
        },
        time.world,
      )
    },
  }
})

const onStreams =
  (act: (world: SimulatedWorld, stream: string, random: Random) => void, names: RegExp) =>
  ({ random }: Target): Act => ({
    lastsMs: 0,
    does: world => {
      const known = world.redis.streams.names.filter(name => names.test(name))
      if (known.length > 0) act(world, pick(known, random), random)
    },
  })

const carried = /^(?:md|book):/

const acts: Readonly<Record<string, (target: Target) => Act>> = {
  drop: frames('drop'),
  duplicate: frames('duplicate'),
  reorder: frames('reorder'),
  corrupt: frames('corrupt'),
  delay: frames('delay'),
  stall: atVenue((venue, random) => {
    const forMs = random.between(200, 2_500)
    return { venue, kind: 'stall', forMs, lastsMs: forMs }
  }),
  stallOne: ({ venues, symbols, random }) => {
    const forMs = random.between(200, 8_000)
    const symbol = pick(symbols, random)
    return inject({ venue: pick(venues, random).twin.id, kind: 'stall', symbol, channel: 'depth', forMs }, forMs)
  },
  cut: atVenue(venue => ({ venue, kind: 'cut', lastsMs: 0 })),
  refuse: atVenue(venue => ({ venue, kind: 'refuse', channel: 'ws', count: 1, forMs: 1_000, lastsMs: 1_000 })),
  restart: ({ venues, symbols, random }) =>
    inject({ venue: pick(venues, random).twin.id, kind: 'restart', symbol: pick(symbols, random) }, 0),
  halfOpen: ({ venues, random }) => {
    const { id } = pick(venues, random).venue
    return {
      lastsMs: 0,
      does: world => {
        world.exchange.venues.get(id)?.blackHole()
      },
    }
  },
  restRefused: restFault('refuse'),
  restCorrupt: restFault('corrupt'),
  restLate: restFault('delay'),
  restSilent: restFault('drop'),
  crash,
  pause,
  redisCut: () => ({
    lastsMs: 0,
    does: ({ redis }) => {
      redis.cut()
    },
  }),
  redisAway: ({ random }) => {
    const lastsMs = random.between(50, 2_000)
    return {
      lastsMs,
      does: ({ redis }) => {
        redis.goAway(lastsMs)
      },
    }
  },
  redisTrim: onStreams(({ redis }, stream) => redis.streams.trim(stream, 0), carried),
  redisWentBack: onStreams(({ redis }, stream, random) => {
    // A fail-over cuts everybody off before it shows an older past.
    redis.cut()
    redis.streams.goBack(stream, 1 + Math.floor(random.next() * 30))
  }, carried),
  redisLost: onStreams(({ redis }, stream) => {
    redis.cut()
    redis.streams.delete(stream)
  }, carried),
}

export const faultKinds: readonly string[] = Object.keys(acts)

/** Faults at random moments of a span, of any kind or of those given. */
export const planFaults = (
  target: Target,
  {
    count,
    fromMs,
    toMs,
    kinds = faultKinds,
  }: { count: number; fromMs: number; toMs: number; kinds?: readonly string[] },
): readonly PlannedFault[] =>
  Array.from({ length: count }, (): PlannedFault => {
    const kind = pick(kinds, target.random)
    const make = acts[kind]
    if (make === undefined) throw new Error(`fault "${kind}" is unknown; there are ${faultKinds.join(', ')}`)
    const atMs = target.random.between(fromMs, toMs)
    const { lastsMs, does, hides } = make(target)
    return { kind, atMs, overAtMs: atMs + lastsMs, does, hides }
  }).sort((a, b) => a.atMs - b.atMs)
