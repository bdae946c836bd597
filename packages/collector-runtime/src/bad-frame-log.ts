import { FrameError } from './venue.ts'

export interface BadFrame {
  readonly kind: 'frame' | 'json' | 'unexpected'
  readonly symbol: string | undefined
  readonly message: string
}

/** What kind of damage it is and whose book it harms. */
export const classifyBadFrame = (error: unknown): BadFrame => {
  if (error instanceof FrameError) return { kind: 'frame', symbol: error.symbol, message: error.message }
  if (error instanceof SyntaxError) return { kind: 'json', symbol: undefined, message: error.message }
  return { kind: 'unexpected', symbol: undefined, message: error instanceof Error ? error.message : String(error) }
}

export interface BadFrameSampler {
  /** How many of the kind were kept silent since the last sample; undefined: keep silent now too. */
  sample(kind: string, nowMs: number): number | undefined
}

/** At most one log line per kind and `everyMs`, however many frames are bad. */
export const createBadFrameSampler = (everyMs: number): BadFrameSampler => {
  const kinds = new Map<string, { atMs: number; silent: number }>()
  return {
    sample(kind, nowMs) {
      const known = kinds.get(kind)
      if (known !== undefined && nowMs - known.atMs < everyMs) {
        known.silent++
        return undefined
      }
      kinds.set(kind, { atMs: nowMs, silent: 0 })
      return known?.silent ?? 0
    },
  }
}

const sampleLength = 200

/** The frame's beginning for the log, control characters out: venue text never breaks a line or a terminal. */
export const excerpt = (text: string): string =>
  text.slice(0, sampleLength).replaceAll(/[^\x20-\x7e\u00a0-\uffff]/g, '·')
