export { applyLog, type Applied } from './apply-log.ts'
export { allWords, ticksOfWord, windowOfWords, wordOfTick } from './bitmap.ts'
export { gasUnitsOf } from './gas.ts'
export { ladderOf, type Ladder, type LadderOptions, type LadderSide } from './ladder.ts'
export { knownTopics, poolKeyOfLog, topics, type RawLog } from './log.ts'
export { makeV2Pool, makeV3Pool, makeV4Pool, type LoadedV3, type LoadedV4 } from './make-pool.ts'
export {
  swapFeePips,
  type ConcentratedPool,
  type Made,
  type Pool,
  type ProtocolFee,
  type V2Pool,
  type V3Pool,
  type V4Pool,
} from './pool.ts'
export { quoteExactInput, quoteExactOutput, type Quote } from './quote.ts'
export { maxSqrtPriceX96, maxTick, minSqrtPriceX96, minTick, sqrtPriceAtTick, tickAtSqrtPrice } from './tick-math.ts'
export { wholeWindow, type InitialisedTick, type TickTable, type TickWindow } from './tick-table.ts'
export { v4Refusal } from './v4-refusal.ts'
export {
  baseFeeRuleOf,
  ethereumBaseFee,
  gasCostWei,
  nextBaseFee,
  type BaseFeeRule,
  type FeeHeader,
} from './base-fee.ts'
