import { readdirSync, readFileSync } from 'node:fs'

export interface Fixture {
  readonly name: string
  readonly text: string
}

/** Recorded frames or bodies of a folder, by the beginning of their names; sorted. */
export const readFixtures = (folder: URL, prefix: string): readonly Fixture[] =>
  readdirSync(folder)
    .filter(name => name.startsWith(prefix))
    .sort()
    .map(name => ({ name, text: readFileSync(new URL(name, folder), 'utf8').trim() }))
