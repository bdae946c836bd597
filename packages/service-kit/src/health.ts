export interface HealthReport {
  readonly healthy: boolean
  /** `ok`, or why not. */
  readonly checks: Readonly<Record<string, string>>
  /** What is worth knowing though nothing fails; left out where there is nothing. */
  readonly notes?: Readonly<Record<string, string>>
}

export interface Health {
  /** `probe` is asked at every request: undefined = fine, else why not. A name registered again replaces the old one. */
  readonly check: (name: string, probe: () => string | undefined) => void
  /** Says that a loop came round. From its first call on, the loop must turn again within `withinMs` (default 5000). */
  readonly loopTurned: (name: string, withinMs?: number) => void
  /** `tell` is asked at every request: what is worth knowing now; undefined: nothing. It fails nothing. */
  readonly note: (name: string, tell: () => string | undefined) => void
  readonly report: () => HealthReport
}

const ask = (probe: () => string | undefined): string => {
  try {
    return probe() ?? 'ok'
  } catch (error) {
    return `probe failed: ${error instanceof Error ? error.message : String(error)}`
  }
}

/** "The loop turned and data is fresh", as the service itself defines it. `nowMs` is monotonic. */
export const createHealth = (nowMs: () => number): Health => {
  const probes = new Map<string, () => string | undefined>()
  const notes = new Map<string, () => string | undefined>()
  const turns = new Map<string, { atMs: number; withinMs: number }>()
  const loopProbe = (name: string) => (): string | undefined => {
    const turn = turns.get(name)
    const ageMs = turn ? Math.round(nowMs() - turn.atMs) : 0
    return turn && ageMs > turn.withinMs ? `no turn for ${ageMs} ms` : undefined
  }
  return {
    check: (name, probe) => {
      probes.set(name, probe)
    },
    loopTurned: (name, withinMs = 5000) => {
      const turn = turns.get(name)
      if (turn) {
        turn.atMs = nowMs()
        turn.withinMs = withinMs
        return
      }
      turns.set(name, { atMs: nowMs(), withinMs })
      probes.set(name, loopProbe(name))
    },
    note: (name, tell) => {
      notes.set(name, tell)
    },
    report: () => {
      const checks = Object.fromEntries([...probes].map(([name, probe]) => [name, ask(probe)]))
      const told = [...notes].map(([name, tell]) => [name, ask(tell)] as const).filter(([, note]) => note !== 'ok')
      return {
        healthy: Object.values(checks).every(answer => answer === 'ok'),
        checks,
        ...(told.length === 0 ? {} : { notes: Object.fromEntries(told) }),
      }
    },
  }
}
