import { eventually } from '@screener/testing'
import { afterEach, describe, expect, it } from 'vitest'
import { createChainWatch, type ChainWatch, type WatchedFollower } from '../src/chain/chain-watch.ts'
import type { Head } from '../src/chain/head.ts'
import type { Endpoint } from '../src/rpc/endpoint.ts'
import { RpcError } from '../src/rpc/rpc-error.ts'

const hex = (value: number): string => `0x${value.toString(16)}`
const hashOf = (number: number, branch = 0): string => hex(number * 16 + branch + 1)

/** A node that says what it is set to. */
interface Node extends Endpoint {
  number: number
  branch: number
  open: boolean
  chainId: number
  timestampMs: number
  failure: RpcError | undefined
  redialled: number
}

const createNode = (name: string, number: number): Node => {
  const node: Node = {
    name,
    pushes: true,
    open: true,
    blockedUntilMs: 0,
    number,
    branch: 0,
    chainId: 1,
    timestampMs: Date.now(),
    failure: undefined,
    redialled: 0,
    async call(method, params) {
      if (node.failure !== undefined) throw node.failure
      if (method === 'eth_chainId') return hex(node.chainId)
      if (method === 'eth_blockNumber') return hex(node.number)
      const asked = params[0] === 'latest' ? node.number : Number(params[0])
      return {
        number: hex(asked),
        hash: hashOf(asked, node.branch),
        parentHash: hashOf(asked - 1, node.branch),
        timestamp: hex(Math.floor(node.timestampMs / 1000)),
        gasUsed: '0x0',
        gasLimit: '0x1',
      }
    },
    redial: () => node.redialled++,
    close: () => undefined,
  }
  return node
}

/** Takes every head for complete at once. */
interface Recorder extends WatchedFollower {
  newest: Head | undefined
  tip: Head | undefined
  readonly doubts: Set<string>
}

const createRecorder = (): Recorder => {
  const recorder: Recorder = {
    newest: undefined,
    tip: undefined,
    awaitsHead: false,
    doubts: new Set(),
    notice: head => {
      if (head.number >= (recorder.newest?.number ?? 0)) recorder.newest = recorder.tip = head
    },
    doubt: reason => recorder.doubts.add(reason),
    settle: reason => recorder.doubts.delete(reason),
    tick: () => undefined,
  }
  return recorder
}

let watch: ChainWatch
let proofs = 0
const counts = new Map<string, number>()

const start = (endpoints: readonly Endpoint[], follower: WatchedFollower): void => {
  proofs = 0
  counts.clear()
  watch = createChainWatch({
    endpoints,
    follower,
    chainId: 1,
    headCheckMs: 10,
    maxHeadAgeMs: 36_000,
    maxLagBlocks: 2,
    nowMs: () => performance.now(),
    wallMs: () => Date.now(),
    count: what => counts.set(what, (counts.get(what) ?? 0) + 1),
    log: () => undefined,
    onProof: () => proofs++,
  })
}

afterEach(() => watch.stop())

describe('which node is believed', () => {
  it('a head that was not pushed is found by asking; heads that never come by themselves cost the subscription', async () => {
    const [node, follower] = [createNode('a', 100), createRecorder()]
    start([node], follower)
    await eventually(() => follower.newest?.number === 100 && proofs > 3)
    for (const number of [101, 102, 103]) {
      node.number = number
      await eventually(() => follower.newest?.number === number)
    }
    expect(node.redialled).toBeGreaterThan(0)
  })

  it('a node that falls behind what it said is not followed, and books are withdrawn until another takes over', async () => {
    const [first, second, follower] = [createNode('a', 100), createNode('b', 100), createRecorder()]
    start([first, second], follower)
    await eventually(() => proofs > 3)
    second.open = false
    first.number = 95
    await eventually(() => follower.doubts.has('lagging_node'))
    const before = proofs
    second.open = true
    await eventually(() => watch.order[0]?.name === 'b')
    await eventually(() => !follower.doubts.has('lagging_node') && proofs > before)
  })

  it('a node behind another by more than is allowed is left', async () => {
    const [first, second, follower] = [createNode('a', 100), createNode('b', 105), createRecorder()]
    start([first, second], follower)
    await eventually(() => watch.order[0]?.name === 'b')
    await eventually(() => follower.newest?.number === 105 && !follower.doubts.has('lagging_node'))
  })

  it('two nodes that name different blocks are both doubted until they agree', async () => {
    const [first, second, follower] = [createNode('a', 100), createNode('b', 100), createRecorder()]
    second.branch = 3
    start([first, second], follower)
    await eventually(() => follower.doubts.has('nodes_disagree'))
    second.branch = 0
    await eventually(() => !follower.doubts.has('nodes_disagree'))
  })

  it('an old head is no head', async () => {
    const [node, follower] = [createNode('a', 100), createRecorder()]
    node.timestampMs = Date.now() - 60_000
    start([node], follower)
    await eventually(() => follower.doubts.has('old_head'))
    node.timestampMs = Date.now()
    node.number = 101
    await eventually(() => !follower.doubts.has('old_head'))
  })

  it('a silent node is left; without another the books are lost; a throttled one proves nothing', async () => {
    const [first, second, follower] = [createNode('a', 100), createNode('b', 100), createRecorder()]
    start([first, second], follower)
    await eventually(() => proofs > 3)
    first.failure = new RpcError('away', 'silent')
    await eventually(() => watch.order[0]?.name === 'b' && proofs > 5)
    second.failure = new RpcError('throttled', '429')
    first.open = false
    await eventually(() => (counts.get('check_throttled') ?? 0) > 3)
    const before = proofs
    await eventually(() => (counts.get('check_throttled') ?? 0) > 6)
    expect(proofs).toBe(before)
    second.failure = new RpcError('away', 'gone')
    await eventually(() => follower.doubts.has('disconnected') && !watch.connected)
  })

  it('a node of another chain is never followed', async () => {
    const [node, follower] = [createNode('a', 100), createRecorder()]
    node.chainId = 5
    start([node], follower)
    await eventually(() => (counts.get('check_refused') ?? 0) > 2)
    expect(follower.newest).toBeUndefined()
    expect(proofs).toBe(0)
  })
})
