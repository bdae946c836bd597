import { useEffect } from 'preact/hooks'
import type { Page } from '../page/page.ts'
import { loadPanes, panes } from '../page/panes.ts'
import { say } from '../text/text.ts'
import { focusDrawnPane } from './table-keys.ts'

/** What is open beside the table; its place is kept while its code is on the way. */
export const Pane = ({ page }: { readonly page: Page }) => {
  const loaded = panes.value
  const isOpen = page.detailId.value !== undefined || page.why.value !== undefined
  useEffect(() => {
    if (isOpen) loadPanes()
  }, [isOpen])
  useEffect(() => focusDrawnPane(page))
  if (!isOpen) return null
  if (typeof loaded === 'string') {
    return (
      <aside class="pane" aria-label={say('detail')}>
        <p class={loaded === 'failed' ? 'notice' : 'notice muted'}>
          {say(loaded === 'failed' ? 'paneFailed' : 'paneLoading')}
        </p>
      </aside>
    )
  }
  const Content = page.why.value === undefined ? loaded.Detail : loaded.WhyNot
  return <Content page={page} />
}
