import type { LegRules, Receipt } from '@screener/contracts'
import type { Figures } from './figures.ts'
import type { Route, RouteLeg } from './route.ts'

const rulesOf = ({ book }: RouteLeg): LegRules => ({
  quantityStep: book.view.quantityStep,
  minQuantity: book.view.minQuantity,
  minNotional: book.view.minNotional,
  feeSchedule: book.fee.schedule,
  feeAsset: book.fee.feeAsset,
  unitFactor: book.unitFactor,
  nativeBase: book.nativeBase,
  nativeQuote: book.nativeQuote,
})

/**
 * What it takes, beside the opportunity that is described from the same books and figures, to derive its figures again.
 * The shell that publishes it says which code it is and seals it: `codeVersion` and `digest` are empty here.
 */
export const receiptOf = (route: Route, figures: Figures): Receipt => ({
  codeVersion: '',
  legs: route.legs.map(rulesOf),
  rates: figures.fixedCosts.rates,
  digest: '',
})
