/**
 * Whether a page of this origin may open the socket. Exact comparison only. With no list the origin's host must be the
 * host the page asked for, port included. A request without an Origin is no page: refused.
 */
export const isAllowedOrigin = (
  origin: string | undefined,
  host: string | undefined,
  allowed: readonly string[],
): boolean => {
  if (origin === undefined || origin === '' || origin === 'null') return false
  if (allowed.length > 0) return allowed.includes(origin)
  return host !== undefined && host !== '' && (origin === `http://${host}` || origin === `https://${host}`)
}
