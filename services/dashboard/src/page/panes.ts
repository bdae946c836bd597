import { signal } from '@preact/signals'
import type * as Panes from '../components/panes.tsx'

/** What is shown beside the table: a file of its own, so that the first rows do not wait for it. */
export const panes = signal<typeof Panes | 'loading' | 'failed'>('loading')

let asked = false

/** Fetches it once; again after a failure. */
export const loadPanes = (): void => {
  if (asked) return
  asked = true
  import('../components/panes.tsx').then(
    loaded => (panes.value = loaded),
    () => {
      asked = false
      panes.value = 'failed'
    },
  )
}
