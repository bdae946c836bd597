import { syncBuiltinESMExports } from 'node:module'
import { createRandom, type Random } from '../../services/exchange-simulator/src/market/random.ts'
import type { Call, VirtualTime } from './virtual-time.ts'

/** Wall clock at the start of every simulation. */
export const startEpochMs = 1_795_219_200_000

/** Answers the requests of `fetch`; rejects as the real one does when the host is away. */
export type VirtualFetch = (url: string, signal: AbortSignal | undefined) => Promise<Response>

class VirtualTimer {
  readonly #arm: () => Call
  #call: Call

  constructor(arm: () => Call) {
    this.#arm = arm
    this.#call = arm()
  }

  unref(): this {
    return this
  }

  ref(): this {
    return this
  }

  hasRef(): boolean {
    return true
  }

  refresh(): this {
    this.clear()
    this.#call = this.#arm()
    return this
  }

  clear(): void {
    this.#call.cancelled = true
  }
}

/**
 * Puts time, chance and the outside in the place of the process's own, until the returned function is called. Shells,
 * libraries and the venues' twins read clocks wherever they like and still live in the simulation: no line of theirs
 * sees another clock, and none can make a run differ from the next.
 */
export const installVirtualGlobals = (time: VirtualTime, seed: string, fetch: VirtualFetch): (() => void) => {
  const chances = new Map<string, Random>()
  /** Each process has chances of its own, so that what one does takes none from another. */
  const chance = (): number => {
    const { name } = time.current
    let random = chances.get(name)
    if (random === undefined) chances.set(name, (random = createRandom(`${seed}:${name}`)))
    return random.next()
  }
  const undo: (() => void)[] = []
  const replace = (target: object, name: string, value: unknown): void => {
    const before = Object.getOwnPropertyDescriptor(target, name)
    Object.defineProperty(target, name, { value, configurable: true, writable: true, enumerable: true })
    undo.push(() => {
      if (before === undefined) Reflect.deleteProperty(target, name)
      else Object.defineProperty(target, name, before)
    })
  }
  const setTimer = (run: (...args: unknown[]) => void, delayMs = 0, ...args: unknown[]): VirtualTimer =>
    new VirtualTimer(() =>
      // As Node has it: no timer is shorter than a millisecond.
      time.schedule(Math.max(1, delayMs), () => {
        run(...args)
      }),
    )
  const setRepeating = (run: (...args: unknown[]) => void, everyMs = 1, ...args: unknown[]): VirtualTimer => {
    const timer: VirtualTimer = new VirtualTimer(() =>
      time.schedule(Math.max(1, everyMs), () => {
        timer.refresh()
        run(...args)
      }),
    )
    return timer
  }
  const clear = (timer: unknown): void => {
    if (timer instanceof VirtualTimer) timer.clear()
  }
  const wait = <T>(delayMs?: number, value?: T, options: { signal?: AbortSignal } = {}): Promise<T | undefined> =>
    new Promise((resolve, reject) => {
      const { signal } = options
      const onAbort = (): void => {
        clear(timer)
        reject(abortError(signal))
      }
      if (signal?.aborted === true) {
        reject(abortError(signal))
        return
      }
      const timer = setTimer(() => {
        signal?.removeEventListener('abort', onAbort)
        resolve(value)
      }, delayMs)
      signal?.addEventListener('abort', onAbort)
    })

  replace(Date, 'now', () => Math.floor(startEpochMs + time.nowMs + time.current.clockAheadMs))
  replace(performance, 'now', () => time.nowMs)
  Object.defineProperty(performance, 'timeOrigin', {
    get: () => startEpochMs + time.current.clockAheadMs,
    configurable: true,
  })
  undo.push(() => Reflect.deleteProperty(performance, 'timeOrigin'))
  replace(Math, 'random', chance)
  replace(globalThis, 'setTimeout', setTimer)
  replace(globalThis, 'clearTimeout', clear)
  replace(globalThis, 'setInterval', setRepeating)
  replace(globalThis, 'clearInterval', clear)
  replace(
    globalThis,
    'setImmediate',
    (run: (...args: unknown[]) => void, ...args: unknown[]) =>
      new VirtualTimer(() =>
        time.schedule(0, () => {
          run(...args)
        }),
      ),
  )
  replace(globalThis, 'clearImmediate', clear)
  replace(globalThis, 'fetch', (url: string, init?: { signal?: AbortSignal }) => fetch(url, init?.signal))
  replace(AbortSignal, 'timeout', (ms: number) => {
    const controller = new AbortController()
    setTimer(() => {
      controller.abort(new DOMException('The operation was aborted due to timeout', 'TimeoutError'))
    }, ms)
    return controller.signal
  })
  const timers = process.getBuiltinModule('node:timers/promises')
  const crypto = process.getBuiltinModule('node:crypto')
  const bytes = (size: number): Buffer => Buffer.from(Array.from({ length: size }, () => Math.floor(chance() * 256)))
  replace(timers, 'setTimeout', wait)
  replace(crypto, 'randomBytes', bytes)
  replace(crypto, 'randomUUID', () => {
    const hex = bytes(16).toString('hex')
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
  })
  syncBuiltinESMExports()

  return () => {
    for (const restore of undo.splice(0).reverse()) restore()
    syncBuiltinESMExports()
  }
}

const abortError = (signal: AbortSignal | undefined): Error =>
  signal?.reason instanceof Error ? signal.reason : new DOMException('The operation was aborted', 'AbortError')
