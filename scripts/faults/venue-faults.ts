import { setTimeout as wait } from 'node:timers/promises'
import { eventually, type FrameFault, type FrameFaultKind } from '@screener/testing'
import { pick } from './bench-scenario.ts'
import { isHarmlessFlip } from './bit-flips.ts'
import type { BenchVenue, VenueBench } from './venue-bench.ts'

/** A fault of one venue; it strikes, lasts for its time, and resolves when it is over. */
export interface VenueFault {
  readonly kind: string
  /** `random`: 0 ≤ x < 1. `onceRight` is given what is to be done when all is right again. */
  strike(on: VenueBench, venue: BenchVenue, random: () => number, onceRight: (act: () => void) => void): Promise<void>
}

const lastsMs = 1_000
const metWithinMs = 20_000

/** One frame of each book of the venue. */
const frameFault = (kind: FrameFaultKind): VenueFault => ({
  kind,
  strike: async (on, venue) => {
    const injected = on.symbols.map(symbol => {
      const fault: FrameFault = {
        kind,
        match: venue.isOf(symbol, 'depth'),
        delayMs: 300,
        mayFlip: (text, index, bit) => isHarmlessFlip(text, index, bit, venue.hasChecksum) === undefined,
      }
      return venue.proxy.inject(fault)
    })
    await eventually(() => injected.every(({ isOver }) => isOver), {
      timeoutMs: metWithinMs,
      what: `${kind} met`,
    }).finally(() => {
      for (const fault of injected) fault.cancel()
    })
  },
})

/** What holds for a while and is then healed. */
const lasting = (kind: string, begin: (venue: BenchVenue) => void): VenueFault => ({
  kind,
  strike: async (_on, venue, random) => {
    begin(venue)
    await wait(lastsMs * (0.5 + random()))
    venue.proxy.heal()
  },
})

/** A connection that breaks, and whose successor's first request meets this as well. */
const cutRequest = (kind: 'cutBefore' | 'cutAfter'): VenueFault => ({
  kind: `cut, then ${kind} of the first request`,
  strike: async (_on, venue) => {
    const injected = venue.proxy.inject({ kind, direction: 'toServer' })
    venue.proxy.cut()
    await eventually(() => injected.isOver, { timeoutMs: metWithinMs, what: `${kind} met` })
  },
})

/** A lost frame of a book, and where a snapshot is then asked for over REST, its first answer. Where none is, nothing more happens. */
const restFault = (kind: 'cutBefore' | 'cutAfter' | 'delay'): VenueFault => ({
  kind: `a lost frame and ${kind} of REST`,
  strike: async (on, venue, random, onceRight) => {
    const request = venue.proxy.injectRequest({ kind })
    // One that was not met belongs to no later scenario.
    onceRight(() => request.cancel())
    const injected = venue.proxy.inject({ kind: 'drop', match: venue.isOf(pick(on.symbols, random), 'depth') })
    await eventually(() => injected.isOver, { timeoutMs: metWithinMs, what: 'drop met' })
  },
})

const simulated = (kind: string, body: Readonly<Record<string, string>> = {}): VenueFault => ({
  kind: `${body['form'] === undefined ? kind : `${kind} (${body['form']})`} by the venue`,
  strike: async (on, venue) => {
    await on.truth.injectFault({ venue: venue.id, kind, ...body })
  },
})

export const venueFaults: readonly VenueFault[] = [
  ...(['drop', 'duplicate', 'swap', 'flip', 'truncate', 'delay'] as const).map(frameFault),
  {
    kind: 'cut in the middle of a frame',
    strike: async (_on, venue) => {
      const injected = venue.proxy.inject({ kind: 'cutMidFrame' })
      await eventually(() => injected.isOver, { timeoutMs: metWithinMs, what: 'cut met' })
    },
  },
  {
    kind: 'cut of all connections',
    strike: async (_on, venue) => {
      venue.proxy.cut()
      return Promise.resolve()
    },
  },
  lasting('stall', ({ proxy }) => proxy.stall()),
  lasting('half-open connections', ({ proxy }) => proxy.halfOpen()),
  lasting('throttle', ({ proxy }) => proxy.throttle(4_000)),
  lasting('cut, and new connections refused', ({ proxy }) => {
    proxy.refuse(true)
    proxy.cut()
  }),
  cutRequest('cutBefore'),
  cutRequest('cutAfter'),
  restFault('cutBefore'),
  restFault('cutAfter'),
  restFault('delay'),
  simulated('restart'),
  simulated('shutdown'),
  simulated('hangup', { channel: 'ws' }),
  simulated('corrupt', { form: 'nan', channel: 'depth' }),
  simulated('corrupt', { form: 'oversized', channel: 'depth' }),
]
