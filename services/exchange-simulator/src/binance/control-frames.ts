/** A control frame's answer, and what it does. Texts are the venue's own where they are known. */
export interface ControlTarget {
  readonly subscriptions: ReadonlySet<string>
  subscribe(names: readonly string[]): boolean
  unsubscribe(names: readonly string[]): void
  combined: boolean
}

const methods = ['SUBSCRIBE', 'UNSUBSCRIBE', 'LIST_SUBSCRIPTIONS', 'SET_PROPERTY', 'GET_PROPERTY']

interface Refusal {
  readonly code: number
  readonly msg: string
}

const invalid = (detail: string): Refusal => ({ code: 2, msg: `Invalid request: ${detail}` })

/** A signed 64-bit integer, an alphanumeric string of up to 36 characters, or null (also when absent). */
const isId = (id: unknown): boolean =>
  id === null ||
  id === undefined ||
  (typeof id === 'number' && Number.isInteger(id)) ||
  (typeof id === 'string' && /^[A-Za-z0-9_-]{1,36}$/.test(id))

const property = (target: ControlTarget, method: string, params: readonly unknown[]): Refusal | { result: unknown } => {
  const [name, value] = params
  const wanted = method === 'SET_PROPERTY' ? 2 : 1
  if (params.length > wanted) return invalid('too many parameters')
  if (typeof name !== 'string') return invalid('property name must be a string')
  if (name !== 'combined') return { code: 0, msg: 'Unknown property' }
  if (method === 'GET_PROPERTY') return { result: target.combined }
  if (typeof value !== 'boolean') return { code: 1, msg: 'Invalid value type: expected Boolean' }
  target.combined = value
  return { result: null }
}

const perform = (target: ControlTarget, method: string, params: unknown): Refusal | { result: unknown } => {
  if (method === 'LIST_SUBSCRIPTIONS') return { result: [...target.subscriptions] }
  if (!Array.isArray(params)) return invalid('missing field `params`')
  const list = params as readonly unknown[]
  if (method === 'SET_PROPERTY' || method === 'GET_PROPERTY') return property(target, method, list)
  const names = list.filter(name => typeof name === 'string')
  if (names.length !== list.length) return invalid('invalid type: expected a string')
  if (method === 'UNSUBSCRIBE') target.unsubscribe(names)
  else if (!target.subscribe(names)) return { code: 4, msg: 'Too many subscriptions' }
  return { result: null }
}

const refusal = ({ code, msg }: Refusal, id: unknown): string =>
  JSON.stringify({ error: { code, msg }, id: id ?? null })

/** Answers one text frame of a client. Errors are nested in `error`, as on the wire. */
export const answerControlFrame = (text: string, target: ControlTarget): string => {
  let frame: unknown
  try {
    frame = JSON.parse(text)
  } catch {
    return refusal({ code: 3, msg: 'Invalid JSON: expected value at line 1 column 1' }, null)
  }
  if (typeof frame !== 'object' || frame === null || Array.isArray(frame))
    return refusal(invalid('expected an object at line 1 column 1'), null)
  const { method, params, id } = frame as { method?: unknown; params?: unknown; id?: unknown }
  if (!isId(id))
    return refusal(invalid('request ID must be a signed 64-bit integer, an alphanumeric string or null'), null)
  const where = `at line 1 column ${String(text.length)}`
  if (method === undefined) return refusal(invalid(`missing field \`method\` ${where}`), id)
  if (typeof method !== 'string' || !methods.includes(method)) {
    const known = methods.map(name => `\`${name}\``).join(', ')
    return refusal(
      invalid(
        `unknown variant \`${typeof method === 'string' ? method : JSON.stringify(method)}\`, expected one of ${known} ${where}`,
      ),
      id,
    )
  }
  const outcome = perform(target, method, params)
  if ('code' in outcome) return refusal(outcome, id)
  return JSON.stringify({ result: outcome.result, id: id ?? null })
}
