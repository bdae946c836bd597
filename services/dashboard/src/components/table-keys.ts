import type { Page } from '../page/page.ts'
import { toggleTheme } from '../page/theme.ts'

export const focusGrid = (): void => document.getElementById('grid')?.focus({ preventScroll: true })
const focusFilter = (): void => document.getElementById('filter')?.focus()
export const showHelp = (): void => {
  const dialog = document.getElementById('help')
  if (dialog instanceof HTMLDialogElement && !dialog.open) dialog.showModal()
}

/** Does what was asked for by `focusPane`, if the pane is there by now. */
export const focusDrawnPane = (page: Page): void => {
  const title = document.getElementById('pane-title')
  if (!page.paneTakesFocus || title === null) return
  page.paneTakesFocus = false
  title.focus({ preventScroll: true })
}

/** Its title, once it is drawn: its code may still be on the way. */
const focusPane = (page: Page): void => {
  page.paneTakesFocus = true
  requestAnimationFrame(() => focusDrawnPane(page))
}

export const openWhy = (page: Page, text: string): void => {
  page.showWhy(text)
  focusPane(page)
}

const moveTo = (page: Page, index: number): void => {
  const { ids } = page.listing.peek()
  const id = ids[Math.max(0, Math.min(ids.length - 1, index))]
  page.activeId.value = id
  // The pane beside the table follows; opening it is Enter's work.
  if (page.detailId.peek() !== undefined) page.showDetail(id)
}

const escape = (page: Page): void => {
  if (page.detailId.peek() !== undefined || page.why.peek() !== undefined) {
    page.showDetail(undefined)
    page.showWhy(undefined)
    return
  }
  page.activeId.value = undefined
  page.apply()
}

const open = (page: Page): void => {
  const id = page.activeId.peek()
  if (id === undefined) return
  page.showDetail(id)
  focusPane(page)
}

/** Keys of the table. Letters only here, where the focus is in the grid, and only while they are wanted. */
export const tableKey = (page: Page, event: KeyboardEvent, rowsPerPage: number): void => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.target !== event.currentTarget) return
  const { ids } = page.listing.peek()
  const at = ids.indexOf(page.activeId.peek() ?? '')
  const actions: Readonly<Record<string, () => void>> = {
    ArrowDown: () => moveTo(page, at + 1),
    ArrowUp: () => moveTo(page, at - 1),
    PageDown: () => moveTo(page, at + rowsPerPage),
    PageUp: () => moveTo(page, at - rowsPerPage),
    Home: () => moveTo(page, 0),
    End: () => moveTo(page, ids.length - 1),
    Enter: () => open(page),
    Escape: () => escape(page),
  }
  const letters: Readonly<Record<string, () => void>> = {
    j: () => moveTo(page, at + 1),
    k: () => moveTo(page, at - 1),
    f: () => page.freeze(!page.frozen.peek()),
    t: toggleTheme,
    w: () => openWhy(page, page.why.peek() ?? ''),
    '/': focusFilter,
    '?': showHelp,
  }
  const action = actions[event.key] ?? (page.letters.peek() ? letters[event.key] : undefined)
  if (action === undefined) return
  event.preventDefault()
  action()
}
