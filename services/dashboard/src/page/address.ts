import { DEFAULT_SORT, parseSort, sortText, type Sort } from '../model/columns.ts'

interface Address {
  readonly query: string
  readonly sort: Sort
  /** The panel of refusals and what it looks up; undefined: closed. */
  readonly why: string | undefined
}

/** What is looked at, from `?q=&sort=-net&why=`. Values that name nothing fall back to the default. */
export const parseAddress = (search: string): Address => {
  const parameters = new URLSearchParams(search)
  return {
    query: parameters.get('q') ?? '',
    sort: parseSort(parameters.get('sort') ?? '') ?? DEFAULT_SORT,
    why: parameters.get('why') ?? undefined,
  }
}

/** The other way; defaults are left out. */
export const addressText = ({ query, sort, why }: Address): string => {
  const parameters = new URLSearchParams()
  if (query !== '') parameters.set('q', query)
  if (sortText(sort) !== sortText(DEFAULT_SORT)) parameters.set('sort', sortText(sort))
  if (why !== undefined) parameters.set('why', why)
  const text = parameters.toString()
  return text === '' ? '' : `?${text}`
}
