import type { VerdictFilter } from './known-verdicts.ts'
import { problem, type Problem } from './problem.ts'

type Reading =
  | { readonly kind: 'filter'; readonly filter: VerdictFilter | undefined }
  | { readonly kind: 'problem'; readonly problem: Problem }

const known = ['rule', 'find', 'limit']
const defaultLimit = 100
const mostAtOnce = 1_000
const longestText = 200
const mostWords = 8

const refuse = (field: string, detail: string, fix: string): Reading => ({
  kind: 'problem',
  problem: problem(400, { detail, field, fix }),
})

const checkValue = (field: string, value: string, rules: readonly string[]): Reading | undefined => {
  // Before the analyzer was heard nobody knows which rules there are.
  if (field === 'rule' && rules.length > 0 && !rules.includes(value)) {
    return refuse(field, 'There is no such rule.', `use one of ${rules.join(', ')}`)
  }
  if (field === 'limit' && !(/^\d{1,4}$/.test(value) && Number(value) >= 1 && Number(value) <= mostAtOnce)) {
    return refuse(field, `limit must be a whole number from 1 to ${mostAtOnce}.`, 'write it like limit=100')
  }
  if (field === 'find' && value.length > longestText) {
    return refuse(
      field,
      `find is longer than ${longestText} characters.`,
      'give a venue, a symbol or a part of a route',
    )
  }
  return undefined
}

/**
 * Reads the query of GET /verdicts; the first wrong parameter is named with its fix. Without any parameter there is no
 * filter: only the counts are wanted.
 */
export const readVerdictFilter = (query: Readonly<Record<string, unknown>>, rules: readonly string[]): Reading => {
  const texts: Record<string, string> = {}
  for (const [field, value] of Object.entries(query)) {
    if (!known.includes(field))
      return refuse(field.slice(0, 64), 'There is no such parameter.', `use ${known.join(', ')}`)
    if (typeof value !== 'string') return refuse(field, `${field} is given more than once.`, 'give it once')
    const wrong = checkValue(field, value, rules)
    if (wrong) return wrong
    texts[field] = value
  }
  if (Object.keys(texts).length === 0) return { kind: 'filter', filter: undefined }
  const { rule, find = '', limit } = texts
  const words = find
    .toLowerCase()
    .split(/\s+/)
    .filter(word => word !== '')
  if (words.length > mostWords) return refuse('find', `find has more than ${mostWords} words.`, 'give fewer words')
  return {
    kind: 'filter',
    filter: {
      ...(rule === undefined ? {} : { rule }),
      words,
      limit: limit === undefined ? defaultLimit : Number(limit),
    },
  }
}
