import { signal } from '@preact/signals'
import type { Verdicts } from '../model/verdict.ts'
import { say } from '../text/pane-text.ts'

const ASK_EVERY_MS = 2_000
const PATIENCE_MS = 5_000

/** The newest answer of the gateway about refusals; asked for again every two seconds while somebody looks. */
export class VerdictFeed {
  readonly answer = signal<Verdicts | undefined>(undefined)
  /** Why there is no newer answer; empty while there is. */
  readonly problem = signal('')
  private path = ''
  private askedMs = -Infinity
  private pending: AbortController | undefined

  /** Asks when the question is another one or the answer has aged. To be called at each beat. `nowMs` is monotonic. */
  ask(path: string, nowMs: number): void {
    const isNew = path !== this.path
    if (!isNew && (this.pending !== undefined || nowMs - this.askedMs < ASK_EVERY_MS)) return
    this.stop()
    this.path = path
    this.askedMs = nowMs
    const asking = new AbortController()
    this.pending = asking
    void this.fetch(path, asking)
  }

  stop(): void {
    this.pending?.abort()
    this.pending = undefined
  }

  private async fetch(path: string, asking: AbortController): Promise<void> {
    try {
      const response = await fetch(path, { signal: AbortSignal.any([asking.signal, AbortSignal.timeout(PATIENCE_MS)]) })
      const body = (await response.json()) as Verdicts & { readonly detail?: string }
      if (this.pending !== asking) return
      if (response.ok) this.answer.value = body
      this.problem.value = response.ok ? '' : (body.detail ?? String(response.status))
    } catch {
      if (this.pending === asking) this.problem.value = say('whyUnreachable')
    } finally {
      if (this.pending === asking) this.pending = undefined
    }
  }
}
