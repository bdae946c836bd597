import type { CaptureLine } from './read-capture.ts'

/** The clock of a replay: stands at the start until `begin`, ends after the last line, and can begin anew. */
export interface Timeline<Line extends CaptureLine> {
  readonly begin: () => void
  /** Lines whose time has come since the last call. `ended` is true once, with the last ones. */
  due(): { readonly lines: readonly Line[]; readonly ended: boolean }
}

export const createTimeline = <Line extends CaptureLine>(lines: readonly Line[], speed: number): Timeline<Line> => {
  let startedAtMs: number | undefined
  let next = 0
  return {
    begin: () => {
      startedAtMs ??= performance.now()
    },
    due: () => {
      if (startedAtMs === undefined) return { lines: [], ended: false }
      const positionMs = (performance.now() - startedAtMs) * speed
      const from = next
      while (next < lines.length && (lines[next] as Line).atMs <= positionMs) next++
      const ended = next === lines.length
      const found = lines.slice(from, next)
      if (ended) {
        startedAtMs = undefined
        next = 0
      }
      return { lines: found, ended }
    },
  }
}
