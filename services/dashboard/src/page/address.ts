import { DEFAULT_SORT, parseSort, sortText, type Sort } from '../model/columns.ts'

interface Address {
  readonly query: string
  readonly sort: Sort
}

/** What is looked at, from `?q=&sort=-net`. Values that name nothing fall back to the default. */
export const parseAddress = (search: string): Address => {
  const parameters = new URLSearchParams(search)
  return {
    query: parameters.get('q') ?? '',
    sort: parseSort(parameters.get('sort') ?? '') ?? DEFAULT_SORT,
  }
}

/** The other way; defaults are left out. */
export const addressText = ({ query, sort }: Address): string => {
  const parameters = new URLSearchParams()
  if (query !== '') parameters.set('q', query)
  if (sortText(sort) !== sortText(DEFAULT_SORT)) parameters.set('sort', sortText(sort))
  const text = parameters.toString()
  return text === '' ? '' : `?${text}`
}
