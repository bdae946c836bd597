import { symbolPattern, type SubscriptionDepth } from '@screener/contracts'

/** A symbol that is always wanted. */
export interface ListedSymbol {
  readonly symbol: string
  readonly depth: SubscriptionDepth
  /** Left out: at every venue. */
  readonly venues?: readonly string[]
}

export interface ListProblem {
  /** From 1. */
  readonly line: number
  readonly problem: string
  readonly fix: string
}

export interface ListRules {
  readonly venues: readonly string[]
  /** Most whole books of one venue. */
  readonly maxDeep: number
  readonly maxTop: number
}

const shown = (text: string): string => JSON.stringify(text.slice(0, 60))

/** A list that names nothing would silence every venue. */
const emptyProblem: ListProblem = { line: 1, problem: 'the list names no symbol', fix: 'write at least one' }

const readLine = (line: string, rules: ListRules): ListedSymbol | Omit<ListProblem, 'line'> => {
  const [symbol = '', depth = '', venueList, ...rest] = line.split(/\s+/)
  if (!symbolPattern.test(symbol) || symbol !== symbol.toUpperCase())
    return { problem: `${shown(symbol)} is not a symbol of the form BASE-QUOTE in upper case`, fix: 'write BTC-USDT' }
  if (depth !== 'deep' && depth !== 'top')
    return {
      problem: depth === '' ? `${symbol} has no depth` : `${shown(depth)} is no depth`,
      fix: `write "${symbol} deep" for the whole book, "${symbol} top" for the best bid and ask`,
    }
  if (rest.length > 0)
    return { problem: `${shown(rest.join(' '))} is too much`, fix: 'write venues with commas and no blanks' }
  if (venueList === undefined) return { symbol, depth }
  const venues = venueList.split(',')
  const unknown = venues.find(venue => !rules.venues.includes(venue))
  if (unknown !== undefined)
    return { problem: `${shown(unknown)} is none of the venues`, fix: `write any of ${rules.venues.join(',')}` }
  return { symbol, depth, venues }
}

/** A venue for which the list has more than may be followed; undefined: there is room everywhere. */
export const overfullVenue = (
  listed: readonly ListedSymbol[],
  { venues, maxDeep, maxTop }: ListRules,
): { readonly venue: string; readonly setting: string; readonly count: number; readonly most: number } | undefined => {
  for (const venue of venues) {
    const its = listed.filter(({ venues: only }) => only?.includes(venue) ?? true)
    const deep = its.filter(({ depth }) => depth === 'deep').length
    if (deep > maxDeep) return { venue, setting: 'MAX_DEEP', count: deep, most: maxDeep }
    if (its.length - deep > maxTop) return { venue, setting: 'MAX_TOP', count: its.length - deep, most: maxTop }
  }
  return undefined
}

/**
 * A list as a file: one symbol a line with its depth and, where it is not for all, its venues: `BTC-USDT deep alpha,beta`. From `#` on
 * a line is comment. With one problem or more nothing of it counts. Pure.
 */
export const readSymbolList = (
  text: string,
  rules: ListRules,
): { readonly listed: readonly ListedSymbol[]; readonly problems: readonly ListProblem[] } => {
  const listed: ListedSymbol[] = []
  const problems: ListProblem[] = []
  const lineOf = new Map<string, number>()
  for (const [index, whole] of text.split('\n').entries()) {
    const content = whole.replace(/#.*/, '').trim()
    if (content === '') continue
    const line = index + 1
    const read = readLine(content, rules)
    if ('problem' in read) {
      problems.push({ line, ...read })
      continue
    }
    const earlier = lineOf.get(read.symbol)
    if (earlier !== undefined)
      problems.push({ line, problem: `${read.symbol} is in line ${earlier} already`, fix: 'keep one of the two lines' })
    lineOf.set(read.symbol, line)
    listed.push(read)
  }
  if (problems.length > 0) return { listed: [], problems }
  if (listed.length === 0) return { listed, problems: [emptyProblem] }
  const overfull = overfullVenue(listed, rules)
  if (overfull === undefined) return { listed, problems }
  const { venue, setting, count, most } = overfull
  const last = lineOf.get(listed.at(-1)?.symbol ?? '') ?? 1
  const problem = `${count} symbols for ${venue}, where ${setting} is ${most}`
  return { listed: [], problems: [{ line: last, problem, fix: `leave some out, or set ${setting} higher` }] }
}
