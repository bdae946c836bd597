import { fixed, milliseconds, stopwatch } from '../model/format.ts'
import type { VenueState } from '../model/store.ts'
import { follow } from '../page/follow.ts'
import type { Page } from '../page/page.ts'
import { booksOf } from '../page/strip.ts'
import { theme, toggleTheme } from '../page/theme.ts'
import { count, say } from '../text/text.ts'
import { showHelp } from './table-keys.ts'
import { WhyButton } from './why-button.tsx'

const stateWords = (state: VenueState, serverNowMs: number) => {
  const { health } = state
  if (health.state === 'live') {
    return (
      <>
        <span class="books">{count('booksLive', health.liveBooks)} · </span>
        {say('ms', { n: milliseconds(health.proofAgeMs) })}
      </>
    )
  }
  const lasting = stopwatch(serverNowMs - health.sinceMs)
  if (health.state === 'partial') {
    return say('statePartial', { live: fixed(health.liveBooks, 0), all: fixed(booksOf(state), 0) })
  }
  return `${say(health.state === 'syncing' ? 'stateSyncing' : 'stateDown')} ${lasting}`
}

const chipTitle = (state: VenueState): string => {
  const { health } = state
  const rejected = health.rejectedSymbols > 0 ? count('rejected', health.rejectedSymbols) : ''
  return [health.reason, rejected].filter(part => part !== '').join(' · ')
}

/** The line of venue health: one chip a venue, its state in words and a dot. */
export const Venues = ({ page }: { readonly page: Page }) => {
  follow(page.beat)
  const states = [...page.store.venues.values()].toSorted((a, b) => (a.health.venue < b.health.venue ? -1 : 1))
  const { serverNowMs } = page.moment()
  return (
    <ul class="venues" aria-label={say('venues')}>
      {states.map(state => (
        <li key={state.health.venue} class={`chip ${state.health.state}`} title={chipTitle(state)}>
          <span class="dot" aria-hidden="true" />
          <span class="chip-name">{state.name}</span>
          <span class="chip-state">{stateWords(state, serverNowMs)}</span>
        </li>
      ))}
    </ul>
  )
}

const Liveness = ({ page }: { readonly page: Page }) => {
  const freshness = page.freshness.value
  const words = { live: say('live'), stale: say('notLive'), loading: say('connecting') }
  return (
    <span class={`chip liveness ${freshness}`}>
      <span class="dot" aria-hidden="true" />
      {words[freshness]}
    </span>
  )
}

export const PageHeader = ({ page }: { readonly page: Page }) => (
  <header class="top">
    <h1>{say(page.phone.value ? 'titleName' : 'brand')}</h1>
    {page.phone.value ? (
      <WhyButton page={page} />
    ) : (
      <nav aria-label={say('pages')}>
        <a href="/opportunities" aria-current="page">
          {say('pageOpportunities')}
        </a>
      </nav>
    )}
    <Venues page={page} />
    <div class="top-end">
      <Liveness page={page} />
      <button
        type="button"
        class="icon"
        aria-label={say(theme.value === 'dark' ? 'themeToLight' : 'themeToDark')}
        title={say('theme')}
        onClick={toggleTheme}
      >
        ◐
      </button>
      <button type="button" class="icon keys" aria-label={say('keys')} title={say('keys')} onClick={showHelp}>
        ?
      </button>
    </div>
  </header>
)

/** Says what is wrong, in a line that is always there. */
export const StatusStrip = ({ page }: { readonly page: Page }) => {
  const { tone, text, progress, tryNow } = page.strip.value
  return (
    <section class={`strip ${tone}`} aria-label={say('strip')}>
      <span class="strip-text" {...(tone === 'stale' ? { role: 'alert' } : {})} title={text}>
        {text}
      </span>
      <span class="strip-progress">{progress}</span>
      {tryNow ? (
        <button type="button" onClick={() => page.tryNow()}>
          {say('tryNow')}
        </button>
      ) : null}
    </section>
  )
}
