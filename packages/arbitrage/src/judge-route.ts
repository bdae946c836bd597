import type { Book } from './book.ts'
import type { Route } from './route.ts'
import type { VerdictRule } from './verdict.ts'

/** Keeps what decided about the route; margins are those of `Verdict`. */
export const judge = (route: Route, rule: VerdictRule, margin: number, nowUs: number, book?: Book, why = ''): void => {
  route.verdict = { rule, margin, atUs: nowUs, book, why }
}
