import { abortLeavesNothing } from './cases/abort-leaves-nothing.ts'
import { backoffGrows } from './cases/backoff-grows.ts'
import { badSymbolStandsAlone } from './cases/bad-symbol-stands-alone.ts'
import { booksEqualTruth } from './cases/books-equal-truth.ts'
import { checksumMissLoses } from './cases/checksum-miss-loses.ts'
import { damageStaysInItsBook } from './cases/damage-stays-in-its-book.ts'
import { duplicateIsHarmless } from './cases/duplicate-is-harmless.ts'
import { everySymbolAnswered } from './cases/every-symbol-answered.ts'
import { fixturesDecode } from './cases/fixtures-decode.ts'
import { gapLosesFirst } from './cases/gap-loses-first.ts'
import { limitsAreKept } from './cases/limits-are-kept.ts'
import { pingIsKept } from './cases/ping-is-kept.ts'
import { reorderIsNeverWrong } from './cases/reorder-is-never-wrong.ts'
import { restartIsSurvived } from './cases/restart-is-survived.ts'
import { silenceIsNoticed } from './cases/silence-is-noticed.ts'
import type { ConformanceCase } from './conformance-case.ts'

/** In the order of their numbers. */
export const allCases: readonly ConformanceCase[] = [
  fixturesDecode,
  everySymbolAnswered,
  booksEqualTruth,
  gapLosesFirst,
  duplicateIsHarmless,
  reorderIsNeverWrong,
  checksumMissLoses,
  restartIsSurvived,
  silenceIsNoticed,
  backoffGrows,
  pingIsKept,
  abortLeavesNothing,
  limitsAreKept,
  badSymbolStandsAlone,
  damageStaysInItsBook,
]
