/** A block as its header tells it. Hashes are lower-case hex as the node writes them. */
export interface Head {
  readonly number: number
  readonly hash: string
  readonly parentHash: string
  readonly timestampMs: number
  /** 0 where the chain has no base fee. */
  readonly baseFeeWei: bigint
  readonly gasUsed: bigint
  readonly gasLimit: bigint
  /** 256 bytes as hex; empty when the node sends none. */
  readonly logsBloom: string
}

/** An answer of a node that is not what the protocol says. */
export class BadAnswerError extends Error {
  override readonly name = 'BadAnswerError'
}

type Fields = Readonly<Record<string, unknown>>

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const hexText = (fields: Fields, name: string): string => {
  const value = fields[name]
  if (typeof value !== 'string' || !/^0x[\da-f]*$/i.test(value))
    throw new BadAnswerError(`${name}: hexadecimal text expected`)
  return value.toLowerCase()
}

/** Throws BadAnswerError beyond 2^53. */
export const hexNumber = (fields: Fields, name: string): number => {
  const value = Number(hexText(fields, name))
  if (!Number.isSafeInteger(value)) throw new BadAnswerError(`${name}: a number below 2^53 expected`)
  return value
}

/** Reads a block of eth_getBlockByHash, eth_getBlockByNumber or a push of newHeads. Throws BadAnswerError. */
export const readHead = (value: unknown): Head => {
  if (!isFields(value)) throw new BadAnswerError('a block expected')
  return {
    number: hexNumber(value, 'number'),
    hash: hexText(value, 'hash'),
    parentHash: hexText(value, 'parentHash'),
    timestampMs: hexNumber(value, 'timestamp') * 1000,
    baseFeeWei: value['baseFeePerGas'] === undefined ? 0n : BigInt(hexText(value, 'baseFeePerGas')),
    gasUsed: BigInt(hexText(value, 'gasUsed')),
    gasLimit: BigInt(hexText(value, 'gasLimit')),
    logsBloom: value['logsBloom'] === undefined ? '' : hexText(value, 'logsBloom'),
  }
}
