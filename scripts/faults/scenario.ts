/** What the rows of docs/guarantees.md call G4, G5 and so on. */
export type Guarantee = `G${number}`

/** A thing that scenarios of one file use in turn, such as a running stack. */
export interface Shared {
  close(): Promise<void>
}

/** What a scenario is given. */
export interface ScenarioContext {
  /** Another one at every repetition; the same `--seed` gives the same ones again. */
  readonly seed: number
  /** 0 ≤ x < 1, from the seed. */
  readonly random: () => number
  /** One line for a person who watches. */
  readonly report: (line: string) => void
  /** What has this name, started when first asked for. It is closed after the last scenario of its file, or when discarded. */
  share<T extends Shared>(name: string, start: () => Promise<T>): Promise<T>
  /** Closes it: whoever asks next gets a fresh one. For a scenario that leaves it in a state that others cannot use. */
  discard(name: string): Promise<void>
}

export interface ScenarioResult {
  readonly ok: boolean
  /** One line for each promise that was broken. */
  readonly violations: readonly string[]
  /**
   * One line for each reason why the run shows nothing of what it is for: a fault that met nothing, a part that ended unasked.
   * As bad as a violation; and it catches no control.
   */
  readonly brokenDown?: readonly string[]
  /** What was measured; names with their unit, such as `notLiveAfterMs`. The worst of all runs is shown. */
  readonly figures: Readonly<Record<string, number>>
  /** Why it could not run here; the rest is then empty. */
  readonly skipped?: string
}

/**
 * One fault on a running part of the screener and what must hold. Its checks read only external records: the published
 * streams and the simulator's truth.
 */
export interface Scenario {
  /** Unique; the kind of fault and where it strikes. */
  readonly name: string
  readonly guarantee: Guarantee
  /** What is switched off. Then the fault must be caught: it counts as right only when there are violations, and it did not break down. */
  readonly control?: string
  /** Figures that must not be greater than this; a greater one is a violation. */
  readonly atMost?: Readonly<Record<string, number>>
  /** After so long it is given up as a violation. Default 120 000. */
  readonly timeoutMs?: number
  run(context: ScenarioContext): Promise<ScenarioResult>
}

/** What each file in `scenarios/` exports. */
export interface ScenarioFile {
  readonly scenarios: readonly Scenario[]
}
