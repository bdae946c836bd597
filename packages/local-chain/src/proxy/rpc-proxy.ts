import type { LocalChain } from '../chain.ts'
import { replaceBlocks } from '../mine-block.ts'
import { readsState, rpcError, type RpcAnswer, type RpcRequest } from './block-view.ts'
import { ChainRecord, type Ask } from './chain-record.ts'
import { RpcEndpoint } from './rpc-endpoint.ts'

export interface RpcProxyOptions {
  /** One provider each; `port` 0 or absent: any free one. Default: `a` and `b`. */
  readonly endpoints?: readonly { readonly id: string; readonly port?: number }[]
  readonly host?: string
}

/** Several providers of one chain, each with faults of its own. */
export interface RpcProxy {
  readonly record: ChainRecord
  /** By id. */
  readonly endpoints: ReadonlyMap<string, RpcEndpoint>
  urlOf(endpoint: string): { readonly http: string; readonly ws: string }
  /**
   * Replaces the newest blocks: `work` does it (default: empty blocks, one more than were there; mining must be manual),
   * and no client sees the chain in between. Resolves when all providers have told their subscribers.
   */
  reorg(depth: number, work?: () => Promise<unknown>): Promise<void>
  /** Resolves when the providers know the node's newest block. */
  settled(): Promise<void>
  close(): Promise<void>
}

const heldPollMs = 1

export const startRpcProxy = async (chain: LocalChain, options: RpcProxyOptions = {}): Promise<RpcProxy> => {
  const { endpoints: wanted = [{ id: 'a' }, { id: 'b' }], host = '127.0.0.1' } = options
  let nextId = 1
  const post = async (request: object): Promise<RpcAnswer> => {
    const response = await fetch(chain.rpcUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...request, jsonrpc: '2.0', id: nextId++ }),
    })
    const { result, error } = (await response.json()) as { result?: unknown; error?: { code: number; message: string } }
    return error === undefined ? { result } : { error }
  }
  const ask: Ask = async <T>(method: string, params: readonly unknown[]) => {
    const answer = await post({ method, params })
    if ('error' in answer) throw new Error(`${method}: ${answer.error.message}`)
    return answer.result as T
  }
  const record = new ChainRecord(ask)
  await record.start(chain.wsUrl)
  const newestHash = async (): Promise<string> =>
    (await ask<{ hash: string }>('eth_getBlockByNumber', ['latest', false])).hash
  /**
   * anvil answers a question about its newest block from the state of the next one while that is being mined (seen in 1 of 50 such
   * answers); what it said while it stood still, or of a block that was not the newest any more, is right.
   */
  const readState = async (request: object): Promise<RpcAnswer> => {
    let before: string
    let answer: RpcAnswer
    let after = await newestHash()
    do {
      before = after
      answer = await post(request)
      after = await newestHash()
    } while (before !== after)
    return answer
  }
  const forward = async (asked: RpcRequest): Promise<RpcAnswer> => {
    while (record.isHeld) await new Promise(resolve => setTimeout(resolve, heldPollMs))
    const request = { method: asked.method, params: asked.params ?? [] }
    const answer = readsState(asked) ? readState(request) : post(request)
    return answer.catch(() => rpcError(-32603, 'the node does not answer'))
  }
  const endpoints = new Map<string, RpcEndpoint>()
  const close = async (): Promise<void> => {
    record.stop()
    await Promise.all([...endpoints.values()].map(endpoint => endpoint.close()))
  }
  for (const { id, port = 0 } of wanted) {
    const endpoint = new RpcEndpoint({ id, port, host, record, forward })
    await endpoint.listen()
    endpoints.set(id, endpoint)
  }
  return {
    record,
    endpoints,
    urlOf: id => {
      const endpoint = endpoints.get(id)
      if (endpoint === undefined) throw new Error(`no endpoint ${id}; there are ${[...endpoints.keys()].join(', ')}`)
      return { http: `http://127.0.0.1:${endpoint.port}`, ws: `ws://127.0.0.1:${endpoint.port}` }
    },
    reorg: (depth, work = () => replaceBlocks(chain, depth)) => record.hold(work).then(() => undefined),
    settled: () => record.sync(),
    close,
  }
}
