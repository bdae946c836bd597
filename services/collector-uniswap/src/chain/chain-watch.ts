import type { Endpoint } from '../rpc/endpoint.ts'
import { RpcError } from '../rpc/rpc-error.ts'
import { readHead, type Head } from './head.ts'

/** What the watch moves; the follower of pools. */
export interface WatchedFollower {
  readonly newest: Head | undefined
  readonly tip: Head | undefined
  readonly awaitsHead: boolean
  notice(head: Head): void
  doubt(reason: string): void
  settle(reason: string): void
  tick(): void
}

export interface ChainWatchOptions {
  /** The best first. */
  readonly endpoints: readonly Endpoint[]
  readonly follower: WatchedFollower
  readonly chainId: number
  readonly headCheckMs: number
  /** A head whose own time is longer ago is old. */
  readonly maxHeadAgeMs: number
  /** An endpoint so many blocks behind another lags. */
  readonly maxLagBlocks: number
  readonly nowMs: () => number
  readonly wallMs: () => number
  readonly count: (what: string) => void
  readonly log: (event: string, fields: Readonly<Record<string, unknown>>, message: string) => void
  /** The active node has just confirmed that the newest complete block is its newest. */
  readonly onProof: () => void
}

/** Finds heads, judges nodes, chooses which one is followed. */
export interface ChainWatch {
  /** The endpoint that is followed first, then the others that may answer. */
  readonly order: readonly Endpoint[]
  /** Some node answers. */
  readonly connected: boolean
  /** A head that an endpoint pushed. */
  onHead(endpoint: Endpoint, head: Head): void
  /** Asks for the newest head at once. */
  askNow(): void
  stop(): void
}

/** The height alone is asked most times; every so many times the whole header, whose hash shows what a silent rollback did. */
const wholeHeadEvery = 4
/** A node may be a moment behind its own pushes. */
const lagPatienceMs = 1_000
/** So many heads in a row that were found by asking although they should have been pushed: the subscription is dead. */
const missedPushes = 2
const failuresUntilNext = 2
const secondOpinionMs = 1_000
const disagreementsUntilDoubt = 2

export const createChainWatch = (options: ChainWatchOptions): ChainWatch => {
  const { endpoints, follower, nowMs } = options
  let active = 0
  let connected = false
  let stopped = false
  let checking = false
  let checks = 0
  let failures = 0
  let missed = 0
  let laggingSinceMs: number | undefined
  let disagreements = 0
  let opinionDueMs = nowMs() + secondOpinionMs
  let askingOpinion = false
  const ofThisChain = new Set<Endpoint>()

  const activeEndpoint = (): Endpoint | undefined => endpoints[active]

  const fits = (endpoint: Endpoint): boolean => endpoint.open && endpoint.blockedUntilMs <= nowMs()

  const moveOn = (reason: string): void => {
    const next = endpoints.findIndex((endpoint, index) => index !== active && fits(endpoint))
    failures = 0
    if (next < 0) return
    options.count('failover')
    const [from, to] = [activeEndpoint()?.name, endpoints[next]?.name]
    options.log('failover', { from, to, reason }, 'another node is followed')
    active = next
    missed = 0
    laggingSinceMs = undefined
  }

  const ask = async (endpoint: Endpoint, method: string, params: readonly unknown[]): Promise<unknown> => {
    if (!ofThisChain.has(endpoint)) {
      const id = Number(await endpoint.call('eth_chainId', []))
      if (id !== options.chainId) {
        options.log('wrong_chain', { node: endpoint.name, id }, 'this node is of another chain')
        throw new RpcError('refused', `the node is of chain ${id}`)
      }
      ofThisChain.add(endpoint)
    }
    return endpoint.call(method, params)
  }

  const judgeHeight = (endpoint: Endpoint, number: number): void => {
    const known = follower.newest?.number ?? number
    if (number >= known) {
      laggingSinceMs = undefined
      follower.settle('lagging_node')
      return
    }
    laggingSinceMs ??= nowMs()
    if (nowMs() - laggingSinceMs < lagPatienceMs) return
    options.count('lagging')
    follower.doubt('lagging_node')
    options.log('lagging_node', { node: endpoint.name, number, known }, 'the node is behind what it said before')
    moveOn('lagging')
  }

  const newestNumber = (otherwise: number): number => follower.newest?.number ?? otherwise

  const check = async (endpoint: Endpoint): Promise<void> => {
    const whole = checks++ % wholeHeadEvery === 0 || follower.awaitsHead || follower.newest === undefined
    let number = whole ? 0 : Number(await ask(endpoint, 'eth_blockNumber', []))
    if (whole || number > newestNumber(-1)) {
      const head = readHead(await ask(endpoint, 'eth_getBlockByNumber', ['latest', false]))
      number = head.number
      if (endpoint !== activeEndpoint() || stopped) return
      const isNews = number > newestNumber(Number.POSITIVE_INFINITY)
      if (isNews && endpoint.pushes && ++missed >= missedPushes) {
        missed = 0
        options.count('dead_subscription')
        options.log('dead_subscription', { node: endpoint.name }, 'heads come no more though the socket is open')
        endpoint.redial()
      }
      follower.notice(head)
    }
    if (endpoint !== activeEndpoint() || stopped) return
    connected = true
    failures = 0
    follower.settle('disconnected')
    judgeHeight(endpoint, number)
    judgeAge()
    if (number === follower.tip?.number && follower.tip.hash === follower.newest?.hash) options.onProof()
  }

  const judgeAge = (): void => {
    const { newest } = follower
    if (newest === undefined) return
    if (options.wallMs() - newest.timestampMs > options.maxHeadAgeMs) follower.doubt('old_head')
    else follower.settle('old_head')
  }

  const onFailure = (endpoint: Endpoint, error: unknown): void => {
    if (endpoint !== activeEndpoint() || stopped) return
    const failure = error instanceof RpcError ? error.failure : 'refused'
    options.count(`check_${failure}`)
    failures++
    if (failures < failuresUntilNext && endpoint.open) return
    const before = active
    moveOn(failure)
    if (active !== before) return
    // Nobody else can be asked. A throttled node's books become old by themselves, as no proof comes.
    if (failure === 'away') {
      connected = false
      follower.doubt('disconnected')
    }
  }

  /** Another node's word about the block that we take for the newest complete one. */
  const hearOpinion = async (): Promise<void> => {
    const others = endpoints.filter((endpoint, index) => index !== active && fits(endpoint))
    const other = others.at(checks % Math.max(1, others.length))
    const { tip } = follower
    if (other === undefined || tip === undefined) return
    const height = Number(await ask(other, 'eth_blockNumber', []))
    const newest = follower.newest?.number ?? 0
    if (height > newest + options.maxLagBlocks) {
      options.count('lagging')
      options.log('lagging_node', { node: activeEndpoint()?.name, newest, height }, 'another node is further')
      follower.doubt('lagging_node')
      moveOn('lagging')
      return
    }
    if (height < tip.number) return
    const block = await ask(other, 'eth_getBlockByNumber', [`0x${tip.number.toString(16)}`, false])
    if (block === null || stopped || follower.tip?.hash !== tip.hash) return
    if (readHead(block).hash === tip.hash) {
      disagreements = 0
      follower.settle('nodes_disagree')
      return
    }
    if (++disagreements < disagreementsUntilDoubt) return
    options.count('disagreement')
    follower.doubt('nodes_disagree')
  }

  const runCheck = (): void => {
    const endpoint = activeEndpoint()
    if (checking || endpoint === undefined || stopped) return
    checking = true
    check(endpoint)
      .catch((error: unknown) => onFailure(endpoint, error))
      .finally(() => (checking = false))
  }

  const timer = setInterval(() => {
    judgeAge()
    runCheck()
    if (endpoints.length < 2 || askingOpinion || nowMs() < opinionDueMs) return
    opinionDueMs = nowMs() + secondOpinionMs
    askingOpinion = true
    hearOpinion()
      .catch(() => options.count('no_second_opinion'))
      .finally(() => (askingOpinion = false))
  }, options.headCheckMs)

  return {
    get order() {
      const first = activeEndpoint()
      return first === undefined ? endpoints : [first, ...endpoints.filter(endpoint => endpoint !== first)]
    },
    get connected() {
      return connected
    },
    onHead(endpoint, head) {
      if (endpoint !== activeEndpoint()) return
      missed = 0
      follower.notice(head)
    },
    askNow: runCheck,
    stop() {
      stopped = true
      clearInterval(timer)
    },
  }
}
