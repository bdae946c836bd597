import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { sizingRows } from '../scale/sizing-table.ts'
import { root } from '../stack/root.ts'

it('docs/operations.md says what the calculation says', () => {
  const lines = readFileSync(join(root, 'docs/operations.md'), 'utf8').split('\n')
  const cells = lines.map(line =>
    line
      .split('|')
      .slice(1, -1)
      .map(cell => cell.trim()),
  )
  for (const row of sizingRows()) expect(cells).toContainEqual(row)
})
