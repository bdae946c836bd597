import type { Head } from './head.ts'
import type { KnownHeads } from './known-heads.ts'

/** How a block is reached from the complete ones. */
export interface ChainPath {
  /** Complete. */
  readonly ancestor: Head
  /** From its child to the target. */
  readonly heads: readonly Head[]
}

interface CompleteBlocks {
  readonly first: Head | undefined
  headOf(hash: string): Head | undefined
}

/** By headers already heard of; undefined: one is missing. */
export const pathThroughKnown = (
  target: Head,
  ring: CompleteBlocks,
  known: KnownHeads,
  longest: number,
): ChainPath | undefined => {
  const heads = [target]
  for (let head = target; heads.length <= longest;) {
    const ancestor = ring.headOf(head.parentHash)
    if (ancestor !== undefined) return { ancestor, heads: heads.toReversed() }
    const parent = known.get(head.parentHash)
    if (parent === undefined) return undefined
    heads.push(parent)
    head = parent
  }
  return undefined
}

/**
 * By headers heard of and, where one is missing, asked for. Undefined: longer than `longest`, or it parts before the first complete block.
 * `accept` may name an ancestor of its own for a block. Rejects as `ask` does.
 */
export const pathTo = async (
  target: Head,
  ring: CompleteBlocks,
  known: KnownHeads,
  longest: number,
  ask: (hash: string) => Promise<Head>,
  accept: (head: Head) => Head | undefined,
): Promise<ChainPath | undefined> => {
  const heads = [target]
  for (let head = target; heads.length <= longest;) {
    const ancestor = ring.headOf(head.parentHash) ?? accept(head)
    if (ancestor !== undefined) return { ancestor, heads: heads.toReversed() }
    if (ring.first === undefined || head.number <= ring.first.number) return undefined
    const parent = known.get(head.parentHash) ?? (await ask(head.parentHash))
    known.add(parent)
    heads.push(parent)
    head = parent
  }
  return undefined
}
