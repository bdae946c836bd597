import { existsSync, readdirSync } from 'node:fs'
import type { VenueTwin } from './venue-twin.ts'

const source = new URL('./', import.meta.url)

/** The venues there is a twin of: each folder beside this file with a `twin.ts`. In alphabetical order. */
export const twinIds = (folder: URL = source): readonly string[] =>
  readdirSync(folder)
    .filter(name => existsSync(new URL(`${name}/twin.ts`, folder)))
    .sort()

/** Throws Error for a folder whose `twin.ts` is not what it must be. */
export const loadTwin = async (id: string, folder: URL = source): Promise<VenueTwin> => {
  const { twin } = (await import(new URL(`${id}/twin.ts`, folder).href)) as { twin?: VenueTwin }
  if (twin?.id !== id) throw new Error(`${id}/twin.ts must export a "twin" with the id "${id}"`)
  return twin
}

/** Those, and those of more folders of the same shape. */
export const findTwins = async (more: readonly URL[] = []): Promise<readonly VenueTwin[]> =>
  Promise.all([source, ...more].flatMap(folder => twinIds(folder).map(id => loadTwin(id, folder))))
