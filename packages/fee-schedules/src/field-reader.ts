/** One thing that is wrong with a file, and how to put it right. */
export interface FieldProblem {
  /** Where: `schedules[0].tiers[1].takerBps`. */
  readonly field: string
  readonly problem: string
  readonly fix: string
}

export type Fields = Readonly<Record<string, unknown>>

/** Reads values of parsed JSON and collects what is wrong, so that one look at a file tells all of it. */
export interface FieldReader {
  readonly problems: readonly FieldProblem[]
  refuse(field: string, problem: string, fix: string): void
  /** The fields of an object that has none but `keys`. */
  object(value: unknown, field: string, keys: readonly string[]): Fields
  /** A list of at least `least` items; one that need not have any may be left out. */
  list(value: unknown, field: string, least: number): readonly unknown[]
  text(value: unknown, field: string, pattern: RegExp, shape: string): string
  number(value: unknown, field: string, min: number, max: number): number
  distinct(values: readonly string[], field: string): void
}

export const at = (field: string, key: string): string => (field === '' ? key : `${field}.${key}`)

export const createFieldReader = (): FieldReader => {
  const problems: FieldProblem[] = []
  const refuse = (field: string, problem: string, fix: string): void => {
    problems.push({ field, problem, fix })
  }
  return {
    problems,
    refuse,
    object: (value, field, keys) => {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) {
        refuse(field === '' ? 'the file' : field, 'is no object', `write an object with ${keys.join(', ')}`)
        return {}
      }
      for (const key of Object.keys(value)) {
        if (!keys.includes(key)) refuse(at(field, key), 'is not known', `remove it; known are ${keys.join(', ')}`)
      }
      return value as Fields
    },
    list: (value, field, least) => {
      if (value === undefined && least === 0) return []
      if (Array.isArray(value) && value.length >= least) return value as readonly unknown[]
      refuse(field, least === 0 ? 'is no list' : 'is no list with something in it', 'write a list: [ … ]')
      return []
    },
    text: (value, field, pattern, shape) => {
      if (typeof value === 'string' && pattern.test(value)) return value
      refuse(field, value === undefined ? 'is missing' : `is not ${shape}`, `write ${shape}`)
      return ''
    },
    number: (value, field, min, max) => {
      if (typeof value === 'number' && value >= min && value <= max) return value
      const problem = value === undefined ? 'is missing' : `is not a number from ${min} to ${max}`
      refuse(field, problem, `write a number from ${min} to ${max}`)
      return 0
    },
    distinct: (values, field) => {
      const twice = values.find((value, index) => values.indexOf(value) !== index)
      if (twice !== undefined) refuse(field, `has ${twice} twice`, 'keep one of the two')
    },
  }
}
