import { applyLog } from './apply-log.ts'
import { poolKeyOfLog, type RawLog } from './log.ts'
import type { Pool } from './pool.ts'

/** A block by what identifies it: the hash. */
export interface BlockRef {
  readonly number: number
  readonly hash: string
  readonly parentHash: string
}

/** What a block did. Keys of pools. */
export interface BlockChange {
  readonly changed: readonly string[]
  /** These are no longer held: they must be loaded again. */
  readonly refused: readonly { readonly key: string; readonly reason: string }[]
}

/** What a rollback did. Keys of pools. */
export interface RollbackChange {
  /** Have a state again that they had before. */
  readonly restored: readonly string[]
  /** Were loaded at a block that is gone: no longer held, they must be loaded again. */
  readonly lost: readonly string[]
}

interface BlockEntry {
  readonly block: BlockRef
  /** State at the end of the parent block of each pool that this block touched; undefined: not held there. */
  readonly before: Map<string, Pool | undefined>
}

/**
 * The states of all pools at one head, and what each of the last blocks changed. States are immutable, so a before-image
 * is a reference: a rollback of n blocks costs as much as the pools they touched.
 */
export class PoolChain {
  readonly #pools = new Map<string, Pool>()
  #entries: BlockEntry[] = []
  readonly #depth: number

  /** `depth`: how many blocks can be undone. */
  constructor(depth = 64) {
    this.#depth = depth
  }

  get head(): BlockRef | undefined {
    return this.#entries.at(-1)?.block
  }

  get pools(): ReadonlyMap<string, Pool> {
    return this.#pools
  }

  /** The block of this hash is the head or can be rolled back to. */
  holds(hash: string): boolean {
    return this.#entries.some(entry => entry.block.hash === hash)
  }

  /** Begins at a block, without any pool and without a past. */
  start(block: BlockRef): void {
    this.#pools.clear()
    this.#entries = [{ block, before: new Map() }]
  }

  /** A pool as it was loaded at the end of the head's block. Throws without a head. */
  adopt(pool: Pool): void {
    this.#remember(pool.key)
    this.#pools.set(pool.key, pool)
  }

  /** Forgets a pool, say when it is in doubt: a rollback does not bring it back. */
  drop(key: string): void {
    this.#pools.delete(key)
    for (const entry of this.#entries) entry.before.delete(key)
  }

  /** All logs of the block in their order; those of pools that are not held are passed over. Throws unless it continues the head. */
  append(block: BlockRef, logs: readonly RawLog[]): BlockChange {
    if (this.head === undefined || block.parentHash !== this.head.hash) {
      throw new Error(`block ${block.number} ${block.hash} does not continue the head ${this.head?.hash ?? '(none)'}`)
    }
    this.#entries.push({ block, before: new Map() })
    if (this.#entries.length > this.#depth + 1) this.#entries.shift()
    const changed = new Set<string>()
    const refused: { key: string; reason: string }[] = []
    for (const log of logs) {
      const key = poolKeyOfLog(log)
      const pool = this.#pools.get(key)
      if (pool === undefined) continue
      if (pool.kind === 'v4' && log.address.toLowerCase() !== pool.manager) continue
      const applied = applyLog(pool, log)
      if (applied.kind === 'changed') {
        this.#remember(key)
        this.#pools.set(key, applied.pool)
        changed.add(key)
      } else if (applied.kind === 'refused') {
        changed.delete(key)
        refused.push({ key, reason: applied.reason })
        // Whatever it was before this block is in doubt as well.
        this.drop(key)
      }
    }
    return { changed: [...changed], refused }
  }

  /** Undoes all blocks above the one of this hash; undefined, and nothing is undone, when it is not held. */
  rollBackTo(hash: string): RollbackChange | undefined {
    if (!this.holds(hash)) return undefined
    const restored = new Set<string>()
    const lost = new Set<string>()
    for (
      let entry = this.#entries.at(-1);
      entry !== undefined && entry.block.hash !== hash;
      entry = this.#entries.at(-1)
    ) {
      this.#entries.pop()
      for (const [key, pool] of entry.before) {
        if (pool === undefined) {
          this.#pools.delete(key)
          restored.delete(key)
          lost.add(key)
        } else {
          this.#pools.set(key, pool)
          lost.delete(key)
          restored.add(key)
        }
      }
    }
    return { restored: [...restored], lost: [...lost] }
  }

  #remember(key: string): void {
    const entry = this.#entries.at(-1)
    if (entry === undefined) throw new Error('there is no head yet: start first')
    if (!entry.before.has(key)) entry.before.set(key, this.#pools.get(key))
  }
}
