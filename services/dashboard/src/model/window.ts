interface Window {
  readonly first: number
  /** One past the last row to draw. */
  readonly end: number
}

const OVERSCAN = 3

/** The rows to draw for a scroll position: those in view and a few on either side. All heights in CSS pixels. */
export const windowOf = (count: number, rowHeight: number, scrollTop: number, viewHeight: number): Window => {
  const first = Math.max(0, Math.min(count, Math.floor(scrollTop / rowHeight)) - OVERSCAN)
  const shown = Math.ceil(viewHeight / rowHeight) + 1 + 2 * OVERSCAN
  return { first, end: Math.min(count, first + shown) }
}

/** The scroll position that brings a row into view with the least movement; `undefined` when it is in view already. */
export const scrollInto = (
  index: number,
  rowHeight: number,
  scrollTop: number,
  viewHeight: number,
): number | undefined => {
  const top = index * rowHeight
  if (top < scrollTop) return top
  if (top + rowHeight > scrollTop + viewHeight) return top + rowHeight - viewHeight
  return undefined
}
