import { booksOf } from '../page/strip.ts'
import { follow } from '../page/follow.ts'
import type { Page } from '../page/page.ts'
import { count, say } from '../text/text.ts'
import { openWhy } from './table-keys.ts'

const SKELETON_ROWS = 12

/** As high as the rows that will come, so that nothing moves when they do. */
export const Skeleton = () => (
  <div class="skeleton" aria-hidden="true">
    {Array.from({ length: SKELETON_ROWS }, (_, index) => (
      <div key={index} class="row">
        <span />
        <span />
        <span />
      </div>
    ))}
  </div>
)

/** Why there is nothing to see: the filter, the market or the venues. */
export const Empty = ({ page }: { readonly page: Page }) => {
  // Subscribes: venues and counts change without the listing.
  follow(page.beat)
  const { store } = page
  const query = page.query.value.trim()
  if (query !== '' && store.openCount > 0) {
    return (
      <div class="empty">
        <p>{say('emptyFilter', { query })}</p>
        <p class="muted">{count('emptyFilterHidden', store.openCount)}</p>
        <button type="button" onClick={() => page.filterBy('')}>
          {say('clearFilter')}
        </button>
      </div>
    )
  }
  const venues = [...store.venues.values()].filter(({ health }) => health.liveBooks > 0)
  const books = venues.reduce((sum, { health }) => sum + health.liveBooks, 0)
  const blind =
    store.venues.size > 0 && venues.length === 0 && [...store.venues.values()].some(venue => booksOf(venue) > 0)
  if (blind) {
    return (
      <div class="empty">
        <p>{say('emptyBlind')}</p>
      </div>
    )
  }
  return (
    <div class="empty">
      <p>{say('emptyMarket')}</p>
      <p class="muted">
        {say('emptyMarketWhy', { books: count('booksCount', books), venues: count('venuesCount', venues.length) })}
      </p>
      <button type="button" onClick={() => openWhy(page, '')}>
        {say('why')}
      </button>
    </div>
  )
}
