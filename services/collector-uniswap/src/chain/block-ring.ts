import type { PoolLogs } from './followed-pool.ts'
import type { Head } from './head.ts'

/** A block whose logs are applied. */
export interface CompleteBlock<State> {
  readonly head: Head
  readonly logs: PoolLogs
  /** What the pools that it changed were before it. */
  readonly before: Map<string, State>
}

/** The newest complete blocks, each the parent of the next. The last is the tip. */
export class BlockRing<State> {
  private readonly blocks: CompleteBlock<State>[] = []
  private readonly indexOffsets = new Map<string, number>()
  private firstOffset = 0
  private readonly depth: number

  constructor(depth: number) {
    this.depth = depth
  }

  get tip(): Head | undefined {
    return this.blocks.at(-1)?.head
  }

  get first(): Head | undefined {
    return this.blocks[0]?.head
  }

  get length(): number {
    return this.blocks.length
  }

  headOf(hash: string): Head | undefined {
    return this.blocks[this.indexOf(hash)]?.head
  }

  /** -1: not there. */
  indexOf(hash: string): number {
    const offset = this.indexOffsets.get(hash)
    return offset === undefined ? -1 : offset - this.firstOffset
  }

  at(index: number): CompleteBlock<State> | undefined {
    return this.blocks[index]
  }

  /** Blocks after the index, oldest first. */
  after(index: number): readonly CompleteBlock<State>[] {
    return this.blocks.slice(index + 1)
  }

  push(block: CompleteBlock<State>): void {
    this.indexOffsets.set(block.head.hash, this.firstOffset + this.blocks.length)
    this.blocks.push(block)
    if (this.blocks.length <= this.depth) return
    const gone = this.blocks.shift()
    if (gone !== undefined) this.indexOffsets.delete(gone.head.hash)
    this.firstOffset++
  }

  /** Puts a parent of the first block before it: nothing is known of it but its place. */
  unshift(head: Head): void {
    this.firstOffset--
    this.indexOffsets.set(head.hash, this.firstOffset)
    this.blocks.unshift({ head, logs: new Map(), before: new Map() })
  }

  pop(): CompleteBlock<State> | undefined {
    const block = this.blocks.pop()
    if (block !== undefined) this.indexOffsets.delete(block.head.hash)
    return block
  }

  /** What is known of a pool's past is not to be trusted any more. */
  forget(key: string): void {
    for (const { before } of this.blocks) before.delete(key)
  }

  clear(): void {
    this.blocks.length = 0
    this.indexOffsets.clear()
  }
}
