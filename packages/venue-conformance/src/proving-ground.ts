import type { CollectorOptions, Venue } from '@screener/collector-runtime'
import { eventually } from '@screener/testing'
import { createCourtesy } from './courtesy.ts'
import { followVenue, type FollowedVenue } from './follow-venue.ts'
import { judgeShown } from './judge-shown.ts'
import { shortClocks } from './short-clocks.ts'
import { startSimulator, type SimulatorOptions, type SimulatorProcess } from './simulator-process.ts'

/** Listed and streamed in the shared market. */
export const sharedSymbols: readonly string[] = ['BTC-USDT', 'ETH-USDT', 'XRP-USDT', 'DOGE-USDT']
/** Listed there, but the venue refuses its subscription. */
export const refusedSymbol = 'SOL-USDT'
/** Wanted, and not listed anywhere. */
export const unlistedSymbol = 'NOPE-USDT'

export interface ProvingGroundOptions {
  readonly venue: Venue
  /** Breaks the venue on purpose, after its clocks were shortened. */
  readonly sabotage?: ((venue: Venue) => Venue) | undefined
  /** Folder of recorded frames: `ws_*` one frame each, `http_*` one body each; ends with a slash. */
  readonly fixtures: URL
  /** How long a condition may take to come true. Only ever waited out by a venue that fails. */
  readonly patienceMs?: number
  /** Folder with the venue's twin, where the simulator has none of it; ends with a slash. */
  readonly twins?: URL
  /** Replaces settings of every collector. */
  readonly collector?: Partial<CollectorOptions>
}

/** What a case proves its venue on: simulated markets, the real collector, and the venue's own record as judge. */
export interface ProvingGround {
  /** With clocks so short that silence can be waited for; broken, where that is what is to be seen. */
  readonly venue: Venue
  /** As its folder has it. */
  readonly conforming: Venue
  readonly fixtures: URL
  /** Waits for it; the failure says `what` did not come true. */
  readonly until: <T>(what: string, probe: () => T | Promise<T>) => Promise<T>
  /** The market that the cases share, without faults. */
  readonly simulator: () => Promise<SimulatorProcess>
  /** The collector that the cases share; every streamed symbol is LIVE, and all it ever showed was right. */
  readonly followed: () => Promise<FollowedVenue>
  /** Holds all that was shown since the last time against the truth. `forgotten`: the venue may not know all of it any more. */
  readonly judge: (followed: FollowedVenue, forgotten?: 'forgotten') => Promise<void>
  /** Until each of these is LIVE and has applied some more of its messages; then judges. */
  readonly recovered: (followed: FollowedVenue, symbols: readonly string[]) => Promise<void>
  /** A market of the case's own. */
  readonly openSimulator: (options: Omit<SimulatorOptions, 'venue' | 'twins'>) => Promise<SimulatorProcess>
  /** A collector of the case's own, started when the venue's limits allow one more. */
  readonly follow: (changes: {
    readonly simulator: SimulatorProcess
    readonly symbols: readonly string[]
    readonly venue?: Venue
    readonly collector?: Partial<CollectorOptions>
  }) => Promise<FollowedVenue>
  /** Ends the shared collector, for cases whose faults meet every connection. */
  readonly release: () => void
  /** Ends what one case opened; after a failure what is shared too. */
  readonly endCase: (failed: boolean) => Promise<void>
  readonly close: () => Promise<void>
}

const usualPatienceMs = 20_000
const eventsPerSecond = 40
const moreMessages = 4

export const createProvingGround = (options: ProvingGroundOptions): ProvingGround => {
  const { fixtures, patienceMs = usualPatienceMs } = options
  const conforming = options.venue
  const short = shortClocks(conforming)
  const venue = options.sabotage?.(short) ?? short
  const courtesy = createCourtesy(conforming)
  let shared: Promise<SimulatorProcess> | undefined
  let sharedFollowed: FollowedVenue | undefined
  let opened: SimulatorProcess[] = []
  let started: FollowedVenue[] = []

  const until: ProvingGround['until'] = (what, probe) => eventually(probe, { timeoutMs: patienceMs, what })
  const launch = (simulator: Omit<SimulatorOptions, 'venue' | 'twins'>): Promise<SimulatorProcess> =>
    startSimulator({ ...simulator, venue: venue.id, twins: options.twins })
  const begin = async (changes: Parameters<ProvingGround['follow']>[0]): Promise<FollowedVenue> => {
    await courtesy.begin(changes.symbols.length)
    return followVenue({ venue, ...changes, collector: { ...changes.collector, ...options.collector } })
  }
  const simulator = async (): Promise<SimulatorProcess> => {
    shared ??= launch({
      symbols: [...sharedSymbols, refusedSymbol],
      eventsPerSecond,
      refused: [refusedSymbol],
    })
    return shared
  }
  const judge: ProvingGround['judge'] = async (followed, forgotten) => {
    const shown = followed.takeShown()
    const known = await judgeShown(await currentOf(followed), shown)
    if (forgotten === undefined && known < shown.length) {
      throw new Error(`the venue knows only ${known} of the ${shown.length} books that were shown`)
    }
  }
  const simulators = new Map<FollowedVenue, SimulatorProcess>()
  const currentOf = async (followed: FollowedVenue): Promise<SimulatorProcess> =>
    simulators.get(followed) ?? (await simulator())
  const recovered: ProvingGround['recovered'] = async (followed, symbols) => {
    try {
      await until(`${symbols.join(', ')} LIVE again`, () => symbols.every(isLiveIn(followed)))
      const before = new Map(followed.applied)
      await until(`${symbols.join(', ')} going on`, () =>
        symbols.every(
          symbol =>
            isLiveIn(followed)(symbol) &&
            (followed.applied.get(symbol) ?? 0) >= (before.get(symbol) ?? 0) + moreMessages,
        ),
      )
    } catch (cause) {
      // What was shown wrong explains more than what did not come.
      await judge(followed, 'forgotten')
      throw cause
    }
    await judge(followed)
  }
  const release = (): void => {
    sharedFollowed?.stop()
    sharedFollowed = undefined
  }

  return {
    venue,
    conforming,
    fixtures,
    until,
    simulator,
    async followed() {
      const market = await simulator()
      await market.endFaults()
      sharedFollowed ??= await begin({
        simulator: market,
        symbols: [...sharedSymbols, refusedSymbol, unlistedSymbol],
      })
      await recovered(sharedFollowed, sharedSymbols)
      return sharedFollowed
    },
    judge,
    recovered,
    async openSimulator(settings) {
      const market = await launch(settings)
      opened.push(market)
      return market
    },
    async follow(changes) {
      const followed = await begin(changes)
      simulators.set(followed, changes.simulator)
      started.push(followed)
      return followed
    },
    release,
    async endCase(failed) {
      for (const followed of started) followed.stop()
      started = []
      simulators.clear()
      await Promise.all(opened.map(market => market.stop()))
      opened = []
      // A broken state must not fail the cases that follow.
      if (failed) release()
    },
    async close() {
      release()
      await (await shared)?.stop()
    },
  }
}

const isLiveIn =
  (followed: FollowedVenue) =>
  (symbol: string): boolean =>
    followed.books.get(symbol)?.life === 'live'
