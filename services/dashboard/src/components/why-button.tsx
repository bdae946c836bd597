import type { Page } from '../page/page.ts'
import { say } from '../text/text.ts'
import { openWhy } from './table-keys.ts'

/** Opens and closes the panel of refusals. */
export const WhyButton = ({ page }: { readonly page: Page }) => (
  <button
    type="button"
    class="toggle"
    aria-pressed={page.why.value !== undefined}
    title={say('whyHelp')}
    onClick={() => (page.why.peek() === undefined ? openWhy(page, '') : page.showWhy(undefined))}
  >
    {say('why')}
  </button>
)
