import type { ChainRecord, RecordedBlock } from './chain-record.ts'

export interface RpcRequest {
  readonly jsonrpc?: unknown
  readonly id?: unknown
  readonly method?: unknown
  readonly params?: unknown
}

/** An answer as a node gives it, without id. */
export type RpcAnswer =
  | { readonly result: unknown }
  | { readonly error: { readonly code: number; readonly message: string; readonly data?: unknown } }

export const rpcError = (code: number, message: string): RpcAnswer => ({ error: { code, message } })

/** Where in its parameters a method names the block of its state. */
const blockPlaces: Readonly<Record<string, number>> = {
  eth_call: 1,
  eth_estimateGas: 1,
  eth_getBalance: 1,
  eth_getCode: 1,
  eth_getTransactionCount: 1,
  eth_getStorageAt: 2,
  eth_getProof: 2,
  eth_getBlockReceipts: 0,
  eth_feeHistory: 1,
}

const headTags: readonly unknown[] = [undefined, null, 'latest', 'pending']
const hex = (number: number): string => `0x${number.toString(16)}`
// As Geth words it.
const headerNotFound = rpcError(-32000, 'header not found')
const unknownBlock = rpcError(-32000, 'unknown block')

/** Whether the answer depends on the state after a block, and not on the block alone. */
export const readsState = ({ method }: RpcRequest): boolean => Object.hasOwn(blockPlaces, String(method))

/** What a node that has seen the chain only up to `tip` does with a request: an answer, or the request in its own view. */
export type Viewed = { readonly answer: RpcAnswer } | { readonly request: RpcRequest }

const isNumber = (value: unknown): value is string => typeof value === 'string' && /^0x[0-9a-f]+$/i.test(value)

const viewState = (
  record: ChainRecord,
  tip: RecordedBlock,
  request: RpcRequest,
  params: readonly unknown[],
): Viewed => {
  const place = blockPlaces[String(request.method)] ?? 0
  const asked = params[place]
  if (isNumber(asked)) return Number(asked) > tip.number ? { answer: headerNotFound } : { request }
  const hash = (asked as { readonly blockHash?: unknown } | undefined)?.blockHash
  if (typeof hash === 'string') {
    const block = record.byHash(hash)
    return block !== undefined && block.number > tip.number ? { answer: headerNotFound } : { request }
  }
  if (!headTags.includes(asked)) return { request }
  // At a height, and not by hash: not every method takes a hash.
  const seen = params.slice()
  while (seen.length < place) seen.push(null)
  seen[place] = hex(tip.number)
  return { request: { ...request, params: seen } }
}

const viewLogs = (record: ChainRecord, tip: RecordedBlock, request: RpcRequest, params: readonly unknown[]): Viewed => {
  const filter = (params[0] ?? {}) as Readonly<Record<string, unknown>>
  const { blockHash, fromBlock, toBlock } = filter
  if (typeof blockHash === 'string') {
    const block = record.byHash(blockHash)
    return block !== undefined && block.number > tip.number ? { answer: unknownBlock } : { request }
  }
  const last = isNumber(toBlock) ? Math.min(Number(toBlock), tip.number) : tip.number
  const first = isNumber(fromBlock) ? Number(fromBlock) : headTags.includes(fromBlock) ? tip.number : 0
  // Logs that are not there yet are no error: the answer is just empty.
  if (first > last) return { answer: { result: [] } }
  return { request: { ...request, params: [{ ...filter, fromBlock: hex(first), toBlock: hex(last) }] } }
}

/** The request as a node answers it whose newest block is `tip`, while the chain itself is further. */
export const viewAt = (record: ChainRecord, tip: RecordedBlock, request: RpcRequest): Viewed => {
  const params: readonly unknown[] = Array.isArray(request.params) ? request.params : []
  const [asked] = params
  switch (request.method) {
    case 'eth_blockNumber':
      return { answer: { result: hex(tip.number) } }
    case 'eth_getLogs':
      return viewLogs(record, tip, request, params)
    case 'eth_getBlockByNumber':
      if (isNumber(asked) && Number(asked) > tip.number) return { answer: { result: null } }
      return headTags.includes(asked)
        ? { request: { ...request, params: [hex(tip.number), ...params.slice(1)] } }
        : { request }
    case 'eth_getBlockByHash': {
      const block = typeof asked === 'string' ? record.byHash(asked) : undefined
      return block !== undefined && block.number > tip.number ? { answer: { result: null } } : { request }
    }
    default:
      return readsState(request) ? viewState(record, tip, request, params) : { request }
  }
}
