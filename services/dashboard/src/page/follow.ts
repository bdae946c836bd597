import type { ReadonlySignal } from '@preact/signals'

/** Whoever calls this (a component, an effect, a computed value) runs again when one of the signals changes. */
export const follow = (...signals: readonly ReadonlySignal<unknown>[]): void => {
  for (const each of signals) each.valueOf()
}
