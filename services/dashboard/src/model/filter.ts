import type { Row } from './row.ts'

/** Every word typed must be found in the row: asset, symbol, venues or kind. Case does not matter. */
export const wordsOf = (query: string): readonly string[] =>
  query
    .toLowerCase()
    .split(/\s+/)
    .filter(word => word !== '')

export const matches = (row: Row, words: readonly string[]): boolean => {
  for (const word of words) if (!row.searchText.includes(word)) return false
  return true
}
