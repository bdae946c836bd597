import { BadAnswerError, hexNumber, hexText, isFields } from './head.ts'

/** An event as eth_getLogs tells it; hex in lower case. */
export interface ChainLog {
  readonly address: string
  readonly topics: readonly string[]
  readonly data: string
  readonly blockHash: string
  readonly logIndex: number
  /** The block it was in is no longer a part of the chain. */
  readonly removed: boolean
}

/** Throws BadAnswerError. */
export const readLog = (value: unknown): ChainLog => {
  if (!isFields(value)) throw new BadAnswerError('a log expected')
  const topics = value['topics']
  if (!Array.isArray(topics)) throw new BadAnswerError('topics: a list expected')
  return {
    address: hexText(value, 'address'),
    topics: topics.map((_, index) => hexText({ topic: topics[index] as unknown }, 'topic')),
    data: hexText(value, 'data'),
    blockHash: hexText(value, 'blockHash'),
    logIndex: hexNumber(value, 'logIndex'),
    removed: value['removed'] === true,
  }
}

/** Throws BadAnswerError. */
export const readLogs = (value: unknown): readonly ChainLog[] => {
  if (!Array.isArray(value)) throw new BadAnswerError('a list of logs expected')
  return value.map(readLog)
}
