import './styles.css'
import { effect } from '@preact/signals'
import { render } from 'preact'
import { App } from './components/app.tsx'
import { bps } from './model/format.ts'
import { follow } from './page/follow.ts'
import { loadPanes } from './page/panes.ts'
import { Page } from './page/page.ts'
import { say } from './text/text.ts'

const titleOf = (page: Page): string => {
  const best = page.bestRow()
  const state =
    page.freshness.value !== 'live'
      ? say('titleNotLive')
      : best === undefined
        ? `${say('titleLive')} ${say('titleQuiet')}`
        : `${say('titleLive')} ${bps(best.opportunity.netBps)} ${say('bps')} ${best.opportunity.base}`
  return `${page.store.simulated ? `${say('simulated')} ` : ''}${state} | ${say('titleName')}`
}

const container = document.getElementById('app')
if (container !== null) {
  const page = new Page()
  const narrow = matchMedia('(max-width: 640px)')
  page.phone.value = narrow.matches
  narrow.addEventListener('change', event => (page.phone.value = event.matches))
  render(<App page={page} />, container)
  effect(() => {
    follow(page.beat)
    const title = titleOf(page)
    if (document.title !== title) document.title = title
  })
  // The panes are not needed for the first rows, and are there before somebody opens one.
  effect(() => {
    if (page.freshness.value !== 'loading') loadPanes()
  })
  page.start()
}
