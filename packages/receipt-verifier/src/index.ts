export { shapeProblems, type ServedReceipt } from './shape.ts'
export { verifyReceipt } from './verify-receipt.ts'
