import {
  createTestClient,
  defineChain,
  http,
  publicActions,
  type Address,
  type Chain as ViemChain,
  type Client,
  type Hex,
  type HttpTransport,
  type PublicActions,
  type PublicRpcSchema,
  type TestActions,
  type TestRpcSchema,
} from 'viem'
import { startAnvil } from './anvil.ts'

/** viem's client for reading, and for what only a test node can (mine, snapshot, set a balance). */
export type ChainClient = Client<
  HttpTransport,
  ViemChain,
  undefined,
  [...TestRpcSchema<'anvil'>, ...PublicRpcSchema],
  TestActions & PublicActions<HttpTransport, ViemChain>
>

/** A real EVM node of this process on loopback. */
export interface LocalChain {
  readonly rpcUrl: string
  readonly wsUrl: string
  readonly client: ChainClient
  readonly chainId: number
  /** Unlocked accounts with 10,000 ether each: the node signs for them. */
  readonly accounts: readonly Address[]
  readonly pid: number
  readonly ended: Promise<void>
  close(): Promise<void>
}

export interface ChainOptions {
  /** Default 1, as the addresses are Ethereum's. */
  readonly chainId?: number
  /**
   * `auto` (default): each transaction is a block of its own, at once. `manual`: blocks come by `mineBlock` alone.
   */
  readonly mining?: 'auto' | 'manual'
  /** Of every block; default 30,000,000. */
  readonly gasLimit?: number
  /** Of the first block; default 1 gwei. Later ones follow from use, as EIP-1559 says. */
  readonly baseFeeWei?: number
  /** Seconds since 1970 of the first block; default: now. */
  readonly timestampS?: number
  /** States and transactions of how many blocks can be asked for; default 512. Older ones are forgotten: they take 0.2 MB a block. */
  readonly keptStates?: number
  /** More arguments for anvil. */
  readonly args?: readonly string[]
}

/** A client of any node that has anvil's methods. */
export const connectChain = async (rpcUrl: string): Promise<Pick<LocalChain, 'client' | 'chainId' | 'accounts'>> => {
  // Quick polls: receipts on loopback are there within milliseconds.
  const transport = http(rpcUrl, { retryCount: 0, timeout: 60_000 })
  const plain = createTestClient({ mode: 'anvil', transport, pollingInterval: 10 }).extend(publicActions)
  const chainId = await plain.getChainId()
  const chain = defineChain({
    id: chainId,
    name: 'local',
    nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
    rpcUrls: { default: { http: [rpcUrl] } },
  })
  const client = createTestClient({ mode: 'anvil', chain, transport, pollingInterval: 10 }).extend(publicActions)
  const accounts = await client.request<{
    Method: 'eth_accounts'
    Parameters: undefined
    ReturnType: readonly Address[]
  }>({
    method: 'eth_accounts',
  })
  return { client, chainId, accounts }
}

/** Starts a node. It ends with `close`, or with this process. */
export const startChain = async (options: ChainOptions = {}): Promise<LocalChain> => {
  const { chainId = 1, mining = 'auto', gasLimit = 30_000_000, baseFeeWei = 1_000_000_000, keptStates = 512 } = options
  const anvil = await startAnvil([
    ...['--chain-id', `${chainId}`, '--gas-limit', `${gasLimit}`, '--base-fee', `${baseFeeWei}`],
    // Nothing on disk, and a bound on what is kept in memory.
    ...['--prune-history', `${keptStates}`, '--transaction-block-keeper', `${keptStates}`],
    ...(options.timestampS === undefined ? [] : ['--timestamp', `${options.timestampS}`]),
    // In a block transactions stand as they were sent.
    ...['--order', 'fifo'],
    ...(mining === 'manual' ? ['--no-mining'] : []),
    ...(options.args ?? []),
  ])
  const rpcUrl = `http://127.0.0.1:${anvil.port}`
  try {
    return {
      ...(await connectChain(rpcUrl)),
      rpcUrl,
      wsUrl: `ws://127.0.0.1:${anvil.port}`,
      pid: anvil.pid,
      ended: anvil.ended,
      close: () => anvil.close(),
    }
  } catch (error) {
    await anvil.close()
    throw error
  }
}

/** What a transaction or a call does; who does it is said apart. */
export interface ChainCall {
  readonly to: Address
  readonly data: Hex
  /** Wei that goes with it; default 0. */
  readonly value?: bigint
}
