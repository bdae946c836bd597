import { describe, expect, it } from 'vitest'
import { PoolChain, type BlockRef, type Pool, type RawLog } from '../src/index.ts'
import { syncLog, v3PositionLog, v3SwapLog, v4ModifyLog } from './log-of.ts'
import { randomOf } from './random.ts'
import { address, poolId, v2, v3, v4 } from './sample-pools.ts'

const block = (number: number, parent: BlockRef | undefined, fork = 'a'): BlockRef => ({
  number,
  hash: `${fork}${number}`,
  parentHash: parent?.hash ?? 'genesis',
})
const pair = '0xb4e16d0168e52d35cacd2c6185b44281ec28c9dc'
const pairPool = { ...v2(5n, 6n), key: pair }

const chainOf = (...pools: readonly Pool[]): { chain: PoolChain; first: BlockRef } => {
  const chain = new PoolChain()
  const first = block(1, undefined)
  chain.start(first)
  for (const pool of pools) chain.adopt(pool)
  return { chain, first }
}

describe('blocks in order', () => {
  it('change the pools that their logs are about', () => {
    const { chain, first } = chainOf(pairPool, v3, v4)
    const next = block(2, first)
    const change = chain.append(next, [
      syncLog(pair, 7n, 8n),
      syncLog(pair, 9n, 10n),
      v3PositionLog(address, 'burn', -10, 10, 0n),
      syncLog('0x1111111111111111111111111111111111111111', 1n, 1n),
      // The PoolId of ours, from a contract that is not the manager.
      v4ModifyLog(address, poolId, -196470, -196060, 9n),
    ])
    expect(change).toEqual({ changed: [pair], refused: [] })
    expect(chain.pools.get(pair)).toMatchObject({ reserve0: 9n, reserve1: 10n })
    expect(chain.pools.get(v4.key)).toBe(v4)
    expect(chain.head).toBe(next)
  })

  it('a block that does not continue the head is not taken', () => {
    const { chain } = chainOf(v3)
    expect(() => chain.append(block(3, block(2, undefined)), [])).toThrow('does not continue')
    expect(() => new PoolChain().append(block(1, undefined), [])).toThrow('does not continue')
    expect(() => new PoolChain().adopt(v3)).toThrow('no head')
  })

  it('a pool whose log is refused is dropped, and no rollback brings it back', () => {
    const { chain, first } = chainOf(v3, pairPool)
    const second = block(2, first)
    chain.append(second, [v3PositionLog(address, 'mint', -196470, -196060, 9n)])
    const change = chain.append(block(3, second), [v3SwapLog(address, { ...v3, liquidity: 1n }), syncLog(pair, 1n, 1n)])
    expect(change.changed).toEqual([pair])
    expect(change.refused).toMatchObject([{ key: v3.key }])
    expect(chain.pools.has(v3.key)).toBe(false)
    expect(chain.rollBackTo(first.hash)).toEqual({ restored: [pair], lost: [] })
    expect(chain.pools.has(v3.key)).toBe(false)
  })
})

describe('rollback', () => {
  it('gives back the very states of the block', () => {
    const { chain, first } = chainOf(v3, pairPool)
    const second = block(2, first)
    chain.append(second, [v3PositionLog(address, 'mint', -196470, -196060, 9n)])
    const between = chain.pools.get(v3.key)
    chain.append(block(3, second), [v3PositionLog(address, 'mint', -196470, -196060, 9n), syncLog(pair, 1n, 1n)])
    expect(chain.rollBackTo('a2')).toEqual({ restored: [v3.key, pair], lost: [] })
    expect(chain.pools.get(v3.key)).toBe(between)
    expect(chain.head).toBe(second)
    expect(chain.rollBackTo('a1')).toEqual({ restored: [v3.key], lost: [] })
    expect(chain.pools.get(v3.key)).toBe(v3)
    // The other branch.
    chain.append(block(2, first, 'b'), [syncLog(pair, 3n, 3n)])
    expect(chain.pools.get(pair)).toMatchObject({ reserve0: 3n })
  })

  it('past the block where a pool was loaded loses it', () => {
    const { chain, first } = chainOf(v3)
    chain.append(block(2, first), [])
    chain.adopt(pairPool)
    chain.append(block(3, block(2, first)), [syncLog(pair, 9n, 9n)])
    expect(chain.rollBackTo('a2')).toEqual({ restored: [pair], lost: [] })
    expect(chain.pools.get(pair)).toBe(pairPool)
    expect(chain.rollBackTo('a1')).toEqual({ restored: [], lost: [pair] })
    expect(chain.pools.has(pair)).toBe(false)
  })

  it('to a block that is not held does nothing', () => {
    const { chain, first } = chainOf(v3)
    expect(chain.rollBackTo('a0')).toBeUndefined()
    expect(chain.head).toBe(first)
  })

  it('reaches 64 blocks back and no further', () => {
    const { chain, first } = chainOf(pairPool)
    let head = first
    for (let number = 2; number <= 70; number += 1) {
      const next = block(number, head)
      chain.append(next, [syncLog(pair, BigInt(number), 1n)])
      head = next
    }
    expect(chain.holds('a5')).toBe(false)
    expect(chain.rollBackTo('a6')?.restored).toEqual([pair])
    expect(chain.pools.get(pair)).toMatchObject({ reserve0: 6n })
  })
})

it('after any forks up to 12 deep, 200 pools are as if only the blocks of the branch had been', () => {
  const random = randomOf(4)
  const keyOf = (index: number): string => `0x${index.toString(16).padStart(40, '0')}`
  const pools = Array.from({ length: 200 }, (_, index): Pool => ({ ...(index % 2 ? v3 : pairPool), key: keyOf(index) }))
  const randomLogs = (): RawLog[] =>
    Array.from({ length: random.whole(0, 30) }, () => {
      const index = random.whole(0, pools.length - 1)
      return index % 2
        ? v3PositionLog(
            keyOf(index),
            'mint',
            random.whole(-30, -1) * 10,
            random.whole(0, 30) * 10,
            random.amount(1n, 10n ** 12n),
          )
        : syncLog(keyOf(index), random.amount(1n, 10n ** 20n), random.amount(1n, 10n ** 20n))
    })
  const { chain, first } = chainOf(...pools)
  const branch: { block: BlockRef; logs: RawLog[] }[] = [{ block: first, logs: [] }]
  let made = 1
  for (let round = 0; round < 60; round += 1) {
    const depth = Math.min(random.whole(0, 12), branch.length - 1)
    if (depth > 0) {
      branch.splice(branch.length - depth)
      expect(chain.rollBackTo(branch.at(-1)!.block.hash)).toBeDefined()
    }
    for (let count = 0; count < depth + 1; count += 1) {
      made += 1
      const next = {
        block: { number: branch.length + 1, hash: `h${made}`, parentHash: branch.at(-1)!.block.hash },
        logs: randomLogs(),
      }
      branch.push(next)
      expect(chain.append(next.block, next.logs).refused).toEqual([])
    }
  }
  const straight = chainOf(...pools).chain
  for (const { block: each, logs } of branch.slice(1)) straight.append(each, logs)
  expect([...chain.pools].sort()).toEqual([...straight.pools].sort())
})
