/** Collects what is wrong, each with the field it is wrong in. */
export interface Findings {
  readonly all: readonly string[]
  /** The field says what it has to, to the last digit; 0 and -0 are one number. */
  same(field: string, told: unknown, derived: unknown): void
  /** Says `problem` of the field unless it holds. */
  hold(field: string, holds: boolean, problem: string): void
}

const show = (value: unknown): string => (value === undefined ? 'nothing' : JSON.stringify(value))

export const createFindings = (): Findings => {
  const all: string[] = []
  const hold = (field: string, holds: boolean, problem: string): void => {
    if (!holds) all.push(`${field}: ${problem}`)
  }
  return {
    all,
    hold,
    same: (field, told, derived) => hold(field, told === derived, `says ${show(told)}, derived ${show(derived)}`),
  }
}
