import { globSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Wall clocks of processes that are stepped while these run, by libfaketime. */
export interface FakeClock {
  /** For the environment of a process whose clock has this name. */
  environment(name: string, isMonotonicFaked?: boolean): Readonly<Record<string, string>>
  /** From within a second on that clock is off by so many seconds. */
  step(name: string, seconds: number): void
  close(): void
}

const libraryPaths = ['/usr/lib/*/faketime/libfaketimeMT.so.1', '/usr/lib/faketime/libfaketimeMT.so.1']

/** Undefined where libfaketime is not installed (Debian: apt-get install libfaketime; scripts/fault-bench does so as root). */
export const findFakeClock = (): string | undefined => globSync(libraryPaths)[0]

export const noFakeClock =
  'libfaketime is not installed, so no clock was stepped: install libfaketime (Debian: sudo apt-get install libfaketime)'

export const createFakeClock = (library: string): FakeClock => {
  const directory = mkdtempSync(join(tmpdir(), 'screener-clock-'))
  const fileOf = (name: string): string => join(directory, name)
  const step = (name: string, seconds: number): void =>
    writeFileSync(fileOf(name), `${seconds < 0 ? '-' : '+'}${Math.abs(seconds)}\n`)
  return {
    environment: (name, isMonotonicFaked = false) => {
      step(name, 0)
      return {
        LD_PRELOAD: library,
        FAKETIME_TIMESTAMP_FILE: fileOf(name),
        // The file is read again after so many seconds.
        FAKETIME_CACHE_DURATION: '1',
        // A step of the wall clock leaves the monotonic one alone, as the kernel does. Any value switches it off.
        ...(isMonotonicFaked ? {} : { FAKETIME_DONT_FAKE_MONOTONIC: '1', DONT_FAKE_MONOTONIC: '1' }),
      }
    },
    step,
    close: () => rmSync(directory, { recursive: true, force: true }),
  }
}
