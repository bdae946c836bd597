import { follow } from '../page/follow.ts'
import type { Page } from '../page/page.ts'
import { say } from '../text/text.ts'
import { PageHeader, StatusStrip } from './header.tsx'
import { Help } from './help.tsx'
import { Pane } from './pane.tsx'
import { Table } from './table.tsx'
import { Toolbar } from './toolbar.tsx'

const Footer = ({ page }: { readonly page: Page }) => {
  follow(page.beat)
  const { simulated, version } = page.store
  const known = page.freshness.value !== 'loading'
  return (
    <footer class="bottom">
      {known ? (
        <span class={simulated ? 'simulated' : ''}>
          {simulated ? <strong>{say('simulated')}</strong> : null}{' '}
          <span class="long">{say(simulated ? 'simulatedLong' : 'realVenues')}</span>
        </span>
      ) : null}
      <span class="version">{version === '' ? '' : say('version', { version })}</span>
    </footer>
  )
}

export const App = ({ page }: { readonly page: Page }) => (
  <div
    class={`app ${page.freshness.value}${page.detailId.value === undefined && page.why.value === undefined ? '' : ' with-pane'}`}
  >
    <PageHeader page={page} />
    <StatusStrip page={page} />
    <Toolbar page={page} />
    <div class="middle">
      <main>
        <Table page={page} />
      </main>
      <Pane page={page} />
    </div>
    <Footer page={page} />
    <Help page={page} />
    <div class="unseen" role="status">
      {page.announcement}
    </div>
  </div>
)
