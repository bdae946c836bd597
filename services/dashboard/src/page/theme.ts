import { signal } from '@preact/signals'
import { readTaste, writeTaste } from './taste.ts'

type Theme = 'light' | 'dark'

const systemTheme = (): Theme => (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')

const chosen = (): Theme | undefined => {
  const taste = readTaste('theme')
  return taste === 'light' || taste === 'dark' ? taste : undefined
}

export const theme = signal<Theme>(chosen() ?? systemTheme())

export const toggleTheme = (): void => {
  theme.value = theme.value === 'dark' ? 'light' : 'dark'
  document.documentElement.dataset['theme'] = theme.value
  writeTaste('theme', theme.value)
}
