import type { Env } from './simulated-services.ts'

/** A protection taken away, and the faults it protects from: with it off, phantoms must appear. */
export interface Control {
  readonly env: Env
  readonly kinds: readonly string[]
  readonly why: string
}

export const controls: Readonly<Record<string, Control>> = {
  'ignore-gaps': {
    env: { CONTROL_IGNORE_GAPS: 'true' },
    kinds: ['drop'],
    why: 'deltas are applied whether or not they continue the book',
  },
  'patient-gates': {
    env: { MAX_SKEW_MS: '60000', MAX_LEG_AGE_MS: '60000', MAX_LAG_MS: '60000' },
    kinds: ['delay', 'pause'],
    why: 'legs may be as old and as far apart as they like',
  },
}
