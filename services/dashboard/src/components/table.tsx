import { useSignal, useSignalEffect } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { COLUMN_KEYS, COLUMNS, type ColumnKey } from '../model/columns.ts'
import { scrollInto, windowOf } from '../model/window.ts'
import { follow } from '../page/follow.ts'
import type { Page } from '../page/page.ts'
import { say } from '../text/text.ts'
import { Empty, Skeleton } from './empty.tsx'
import { RowLine } from './row-line.tsx'
import { tableKey } from './table-keys.ts'

const ROW_HEIGHT = 30
const PHONE_ROW_HEIGHT = 58
const HEADER_HEIGHT = 32

export const columnName = (page: Page, key: ColumnKey): string => say(key, { unit: page.quote.value ?? say('quote') })

const Header = ({ page }: { readonly page: Page }) => {
  const sort = page.sort.value
  return (
    <div role="rowgroup" class="head">
      <div role="row" class="columns" aria-rowindex={1}>
        {COLUMN_KEYS.map(key => {
          const sorted = sort.key === key
          const direction = sort.descending ? 'descending' : 'ascending'
          return (
            <span
              key={key}
              role="columnheader"
              class={COLUMNS[key].numeric ? 'number' : ''}
              {...(sorted ? { 'aria-sort': direction } : {})}
            >
              <button
                type="button"
                class={sorted ? 'sorted' : ''}
                title={say(`${key}Help`)}
                onClick={() => page.sortBy(key)}
              >
                {columnName(page, key)}
                <span class="arrow" aria-hidden="true">
                  {sorted ? (sort.descending ? '▼' : '▲') : ''}
                </span>
              </button>
            </span>
          )
        })}
      </div>
    </div>
  )
}

interface RowsProps {
  readonly page: Page
  readonly scrollTop: number
  readonly viewHeight: number
  readonly rowHeight: number
}

/** The rows in view. Slots are reused by their place, so that document order is screen order. */
const Rows = ({ page, scrollTop, viewHeight, rowHeight }: RowsProps) => {
  // Subscribes: a painted frame brings new values, the beat new ages.
  follow(page.frame)
  const beat = page.beat.value
  const { ids } = page.listing.value
  const { first, end } = windowOf(ids.length, rowHeight, scrollTop, viewHeight)
  const rows = ids.slice(first, end).flatMap(id => page.row(id) ?? [])
  page.marks.observe(rows, performance.now())
  const active = page.activeId.value
  const open = page.detailId.value
  const phone = page.phone.value
  const live = page.freshness.value === 'live'
  return (
    <div class="spacer" role="presentation" style={{ height: `${ids.length * rowHeight}px` }}>
      <div class="window" role="presentation" style={{ transform: `translateY(${first * rowHeight}px)` }}>
        {rows.map((row, slot) => (
          <RowLine
            key={slot}
            page={page}
            row={row}
            index={first + slot}
            active={row.id === active}
            open={row.id === open}
            mark={live ? page.marks.markOf(row.id) : undefined}
            phone={phone}
            live={live}
            beat={beat}
          />
        ))}
      </div>
    </div>
  )
}

export const Table = ({ page }: { readonly page: Page }) => {
  const grid = useRef<HTMLDivElement>(null)
  const scrollTop = useSignal(0)
  const viewHeight = useSignal(600)
  const pointerInside = useRef(false)
  const rowHeight = page.phone.value ? PHONE_ROW_HEIGHT : ROW_HEIGHT
  const headerHeight = page.phone.value ? 0 : HEADER_HEIGHT
  const { ids } = page.listing.value

  useEffect(() => {
    const element = grid.current
    if (element === null) return
    const observer = new ResizeObserver(() => {
      viewHeight.value = element.clientHeight
    })
    observer.observe(element)
    page.holdReasons = () => {
      const selection = document.getSelection()
      const selecting = selection?.type === 'Range' && element.contains(selection.anchorNode)
      const focused = document.activeElement === element && page.activeId.peek() !== undefined
      return pointerInside.current || focused || selecting || element.scrollTop > 0
    }
    return () => observer.disconnect()
  }, [page, viewHeight])

  // A new sort or filter starts at the top, unless a row is being followed: then that row stays in view.
  useSignalEffect(() => {
    follow(page.sort, page.query)
    const element = grid.current
    if (element !== null && page.activeId.peek() === undefined) element.scrollTop = 0
  })
  const activeIndex = page.activeId.value === undefined ? -1 : ids.indexOf(page.activeId.value)
  useEffect(() => {
    const element = grid.current
    if (element === null || activeIndex < 0) return
    const top = scrollInto(activeIndex, rowHeight, element.scrollTop, element.clientHeight - headerHeight)
    if (top !== undefined) element.scrollTop = top
  }, [activeIndex, rowHeight, headerHeight])

  const choose = (event: MouseEvent): void => {
    const target = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-id]') : null
    const id = target?.dataset['id']
    if (id === undefined) return
    page.activeId.value = id
    page.showDetail(id)
  }
  const rowsPerPage = Math.max(1, Math.floor((viewHeight.value - headerHeight) / rowHeight) - 1)
  const inWindow = activeIndex >= 0
  return (
    <div class="table">
      <div
        ref={grid}
        role="grid"
        id="grid"
        class="grid"
        tabIndex={0}
        aria-label={say('table')}
        aria-rowcount={ids.length + (page.phone.value ? 0 : 1)}
        aria-colcount={page.phone.value ? 4 : COLUMN_KEYS.length}
        {...(inWindow ? { 'aria-activedescendant': `row-${activeIndex}` } : {})}
        onScroll={event => (scrollTop.value = event.currentTarget.scrollTop)}
        onKeyDown={event => tableKey(page, event, rowsPerPage)}
      >
        {page.phone.value ? null : <Header page={page} />}
        <div
          role="rowgroup"
          class="body"
          onClick={choose}
          onPointerEnter={() => (pointerInside.current = true)}
          onPointerLeave={() => (pointerInside.current = false)}
        >
          <Rows
            page={page}
            scrollTop={scrollTop.value}
            viewHeight={viewHeight.value - headerHeight}
            rowHeight={rowHeight}
          />
        </div>
      </div>
      {ids.length > 0 ? null : page.freshness.value === 'loading' ? <Skeleton /> : <Empty page={page} />}
    </div>
  )
}
