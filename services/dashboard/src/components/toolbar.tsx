import { useComputed } from '@preact/signals'
import { COLUMN_KEYS, parseSort, sortText, type Sort } from '../model/columns.ts'
import { fixed } from '../model/format.ts'
import { follow } from '../page/follow.ts'
import type { Page } from '../page/page.ts'
import { count, say } from '../text/text.ts'
import { focusGrid } from './table-keys.ts'
import { columnName } from './table.tsx'
import { WhyButton } from './why-button.tsx'

const HeldNote = ({ page }: { readonly page: Page }) => {
  const { held } = page.listing.value
  if (!page.held.value || held.moving + held.arriving === 0) return null
  const parts = [
    held.moving > 0 ? count('wouldMove', held.moving) : '',
    held.arriving > 0 ? count('arriving', held.arriving) : '',
  ]
  return (
    <button type="button" class="held" onClick={() => page.apply()} title={say('apply')}>
      {say('orderHeld')}: {parts.filter(part => part !== '').join(', ')} · {say('apply')}
    </button>
  )
}

/** On a phone the header row is not there: the order is chosen here. */
const SortChoice = ({ page }: { readonly page: Page }) => {
  const choose = (text: string): void => {
    const sort = parseSort(text)
    if (sort !== undefined) page.setSort(sort)
  }
  const sort = page.sort.value
  const options = COLUMN_KEYS.flatMap((key): readonly Sort[] => [
    { key, descending: true },
    { key, descending: false },
  ])
  return (
    <select
      class="sort-choice"
      aria-label={say('sortBy')}
      value={sortText(sort)}
      onChange={event => choose(event.currentTarget.value)}
    >
      {options.map(option => (
        <option key={sortText(option)} value={sortText(option)}>
          {columnName(page, option.key)} {option.descending ? '▼' : '▲'}
        </option>
      ))}
    </select>
  )
}

export const Toolbar = ({ page }: { readonly page: Page }) => {
  const shown = useComputed(() => {
    follow(page.beat)
    const { matching } = page.listing.value
    const all = page.store.openCount
    const rows = count('rows', all)
    return page.query.value.trim() === '' ? rows : say('rowsOf', { shown: fixed(matching, 0), all: rows })
  })
  const key = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return
    if (page.query.peek() === '') focusGrid()
    else page.filterBy('')
  }
  return (
    <search class="toolbar">
      <label for="filter">{say('filter')}</label>
      <input
        id="filter"
        type="search"
        autocomplete="off"
        spellcheck={false}
        placeholder={say('filterHint')}
        value={page.query}
        onInput={event => page.filterBy(event.currentTarget.value)}
        onKeyDown={key}
      />
      {page.phone.value ? <SortChoice page={page} /> : null}
      <button
        type="button"
        class="toggle"
        aria-pressed={page.frozen.value}
        title={say('freezeName')}
        onClick={() => page.freeze(!page.frozen.value)}
      >
        {say('freeze')}
      </button>
      {page.phone.value ? null : <WhyButton page={page} />}
      <span class="counts">
        <HeldNote page={page} />
        <span class="shown">{shown}</span>
      </span>
    </search>
  )
}
