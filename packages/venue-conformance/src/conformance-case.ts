import type { ProvingGround } from './proving-ground.ts'

/** One numbered promise of a venue. */
export interface ConformanceCase {
  readonly number: number
  readonly title: string
  /** Why it has nothing to ask of this venue; undefined: it applies. */
  readonly notApplicable?: (ground: ProvingGround) => string | undefined
  /** Throws when the promise is broken. */
  readonly run: (ground: ProvingGround) => Promise<void>
}
