export type { ChecksumRecipe, Crc32 } from './checksum.ts'
export { BookSide } from './book-side.ts'
export {
  continuityOf,
  type Continuity,
  type SequenceContract,
  type SequencedBook,
  type SequencedDelta,
} from './continuity.ts'
export { levelsOf, walkDepth, type DepthFill, type DepthSide } from './depth.ts'
export { OrderBook, type BookLife, type Verdict } from './order-book.ts'
