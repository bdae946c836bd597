/** What a user likes, kept in this browser. Storage may be refused or full: then nothing is kept, and nothing breaks. */

const name = (key: string): string => `screener.${key}.v1`

export const readTaste = (key: string): string | undefined => {
  try {
    return localStorage.getItem(name(key)) ?? undefined
  } catch {
    return undefined
  }
}

export const writeTaste = (key: string, value: string): void => {
  try {
    localStorage.setItem(name(key), value)
  } catch {
    // Nothing to do: the choice holds until the page is closed.
  }
}
