import { STATUS_CODES } from 'node:http'

export const problemType = 'application/problem+json'

/** RFC 9457 body; `field` names the parameter that was wrong, `fix` says what would be right. */
export interface Problem {
  readonly type: 'about:blank'
  readonly title: string
  readonly status: number
  readonly detail: string
  readonly field?: string
  readonly fix: string
}

export const problem = (
  status: number,
  what: { readonly detail: string; readonly fix: string; readonly field?: string },
): Problem => ({
  type: 'about:blank',
  title: STATUS_CODES[status] ?? 'Error',
  status,
  ...what,
})
