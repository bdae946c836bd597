import { bloomOf } from '../src/chain/bloom.ts'
import type { Head } from '../src/chain/head.ts'
import type { ChainLog } from '../src/chain/log.ts'

/** A block of the model with its logs and what the pools are after it. */
export interface ModelBlock {
  readonly head: Head
  readonly logs: readonly ChainLog[]
  readonly states: ReadonlyMap<string, string>
  readonly parent: ModelBlock | undefined
}

export type Random = () => number

/** Numbers in [0, 1) from a seed (mulberry32). */
export const randomFrom = (seed: number): Random => {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

const hex = (random: Random, digits: number): string =>
  `0x${Array.from({ length: digits }, () => Math.floor(random() * 16).toString(16)).join('')}`

/** What a log does to a pool of the model: each state depends on every log before it and on their order. */
export const applyModelLog = (state: string, log: ChainLog): string => {
  let hash = 0x811c9dc5
  for (const character of `${state}|${log.data}`) hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193)
  return (hash >>> 0).toString(16)
}

/** A chain of blocks with random logs of some pools and of strangers; it can fork. */
export interface ModelChain {
  readonly head: ModelBlock
  readonly pools: readonly string[]
  mine(): ModelBlock
  /** Replaces the newest `depth` blocks by `length` others; gives the removed ones, newest first. */
  fork(depth: number, length: number): readonly ModelBlock[]
  blockOf(hash: string): ModelBlock | undefined
  isCanonical(hash: string): boolean
}

export const createModelChain = (random: Random, poolCount: number, bloomFill: number): ModelChain => {
  const pools = Array.from({ length: poolCount }, () => hex(random, 40))
  const strangers = Array.from({ length: bloomFill }, () => hex(random, 40))
  const blocks = new Map<string, ModelBlock>()

  const make = (parent: ModelBlock | undefined): ModelBlock => {
    const hash = hex(random, 64)
    const states = new Map(parent?.states ?? pools.map(pool => [pool, 'new']))
    const logs: ChainLog[] = []
    const add = (address: string): void => {
      const log = { address, topics: [], data: hex(random, 8), blockHash: hash, logIndex: logs.length, removed: false }
      logs.push(log)
      const state = states.get(address)
      if (state !== undefined) states.set(address, applyModelLog(state, log))
    }
    for (let count = Math.floor(random() * 4); count > 0; count--) add(pools[Math.floor(random() * pools.length)] ?? '')
    for (const stranger of strangers) if (random() < 0.5) add(stranger)
    const number = (parent?.head.number ?? 99) + 1
    const head: Head = {
      number,
      hash,
      parentHash: parent?.head.hash ?? hex(random, 64),
      timestampMs: number * 1000,
      baseFeeWei: 1n,
      gasUsed: 0n,
      gasLimit: 1n,
      logsBloom: bloomOf(logs),
    }
    const block = { head, logs, states, parent }
    blocks.set(hash, block)
    return block
  }

  let newest = make(undefined)
  for (let count = 0; count < 20; count++) newest = make(newest)
  const mine = (): ModelBlock => (newest = make(newest))

  return {
    get head() {
      return newest
    },
    pools,
    mine,
    fork(depth, length) {
      const removed: ModelBlock[] = []
      for (let count = 0; count < depth && newest.parent !== undefined; count++) {
        removed.push(newest)
        newest = newest.parent
      }
      for (let count = 0; count < length; count++) mine()
      return removed
    },
    blockOf: hash => blocks.get(hash),
    isCanonical(hash) {
      for (let block: ModelBlock | undefined = newest; block !== undefined; block = block.parent)
        if (block.head.hash === hash) return true
      return false
    },
  }
}
