/**
 * Why a question was not answered. `throttled`: asked too often or too much; `unknown_block`: the node does not hold the block; `away`: no
 * connection, or no answer in time; `refused`: the node says no for another reason.
 */
export type RpcFailure = 'throttled' | 'unknown_block' | 'away' | 'refused'

export class RpcError extends Error {
  override readonly name = 'RpcError'
  readonly failure: RpcFailure

  constructor(failure: RpcFailure, message: string) {
    super(message)
    this.failure = failure
  }
}

/** -32005 (limit exceeded) and the two of other providers; 429 is the HTTP status, which some send as a code over sockets. */
const throttleCodes: ReadonlySet<number> = new Set([429, -32_005, -32_016, -32_029])
const unknownBlock =
  /(unknown|missing) (block|header|trie)|header not found|block not found|resource not found|not canonical/i

/** Of the `error` of a JSON-RPC answer. */
export const rpcErrorOf = (error: unknown): RpcError => {
  const { code, message } = (typeof error === 'object' && error !== null ? error : {}) as Record<string, unknown>
  const text = typeof message === 'string' ? message.slice(0, 200) : 'an error without a message'
  if (typeof code === 'number' && throttleCodes.has(code)) return new RpcError('throttled', text)
  if (code === -32_001 || unknownBlock.test(text)) return new RpcError('unknown_block', text)
  return new RpcError('refused', text)
}
