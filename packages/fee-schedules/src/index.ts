export { chooseFees, type ChoiceProblem, type ChosenFee, type FeeChoice, type Fees } from './choose-fees.ts'
export type { FeeDiscount, FeeSchedule, FeeTier, SymbolFee, VenueFees } from './fee-schedule.ts'
export type { FieldProblem } from './field-reader.ts'
export { readVenueFees } from './read-venue-fees.ts'
