import {
  formatTransactionReceipt,
  numberToHex,
  type Address,
  type Hex,
  type RpcTransactionReceipt,
  type TransactionReceipt,
} from 'viem'
import type { ChainCall, ChainClient, LocalChain } from './chain.ts'

export interface TransactOptions {
  readonly gas?: bigint
  /** Tip above the base fee, wei per gas; default 0.1 gwei. */
  readonly tipWei?: bigint
}

/** A transaction that was mined and failed. */
export class TransactionFailed extends Error {
  override readonly name = 'TransactionFailed'
  readonly receipt: TransactionReceipt

  constructor(message: string, receipt: TransactionReceipt) {
    super(message)
    this.receipt = receipt
  }
}

const defaultGas = 12_000_000n
const defaultTipWei = 100_000_000n
// Far above any base fee that is tried here; only the base fee and the tip are paid.
const maxFeeWei = 10_000_000_000_000n

interface Transaction {
  readonly from: Address
  readonly to?: Address
  readonly data: Hex
  readonly value: Hex
  readonly gas: Hex
  readonly maxFeePerGas: Hex
  readonly maxPriorityFeePerGas: Hex
}

/** Without `to` the data creates a contract. */
const transactionOf = (
  from: Address,
  { to, data, value = 0n }: Omit<ChainCall, 'to'> & { to?: Address },
  { gas = defaultGas, tipWei = defaultTipWei }: TransactOptions,
): Transaction => ({
  from,
  ...(to === undefined ? {} : { to }),
  data,
  value: numberToHex(value),
  gas: numberToHex(gas),
  maxFeePerGas: numberToHex(maxFeeWei),
  maxPriorityFeePerGas: numberToHex(tipWei),
})

/** Why it failed, by doing it once more as a call in the state before it. */
const reasonOf = async (
  client: ChainClient,
  transaction: Transaction,
  receipt: TransactionReceipt,
): Promise<string> => {
  try {
    await client.call({
      account: transaction.from,
      ...(transaction.to === undefined ? {} : { to: transaction.to }),
      data: transaction.data,
      value: BigInt(transaction.value),
      blockNumber: receipt.blockNumber - 1n,
    })
    return 'reverted; as a call before its block it would pass'
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

/**
 * Sends a transaction of an unlocked account and waits for its receipt; throws TransactionFailed when it reverted. Where
 * mining is manual somebody else has to mine.
 */
export const transact = async (
  { client }: Pick<LocalChain, 'client'>,
  from: Address,
  call: Omit<ChainCall, 'to'> & { to?: Address },
  options: TransactOptions = {},
): Promise<TransactionReceipt> => {
  const transaction = transactionOf(from, call, options)
  const raw = await client.request<{
    Method: 'eth_sendTransactionSync'
    Parameters: [Transaction]
    ReturnType: RpcTransactionReceipt
  }>({ method: 'eth_sendTransactionSync', params: [transaction] })
  const receipt = formatTransactionReceipt(raw)
  if (receipt.status !== 'success') throw new TransactionFailed(await reasonOf(client, transaction, receipt), receipt)
  return receipt
}

/** Sends a transaction and returns its hash at once; it waits for a block. */
export const submit = (
  { client }: Pick<LocalChain, 'client'>,
  from: Address,
  call: ChainCall,
  options: TransactOptions = {},
): Promise<Hex> =>
  client.request<{ Method: 'eth_sendTransaction'; Parameters: [Transaction]; ReturnType: Hex }>({
    method: 'eth_sendTransaction',
    params: [transactionOf(from, call, options)],
  })
