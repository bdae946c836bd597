const defaultWaitMs: Readonly<Record<number, number>> = { 403: 60_000, 418: 120_000, 429: 30_000 }

/**
 * How long to stay away after the venue refused the WebSocket upgrade: Retry-After in seconds or as a date; without one,
 * a wait that suits the status; undefined where the status asks for none.
 */
export const refusalWaitMs = (status: number, retryAfter: string | undefined, wallMs: number): number | undefined => {
  if (retryAfter !== undefined && /^\d+$/.test(retryAfter.trim())) return Number(retryAfter) * 1000
  const dateMs = Date.parse(retryAfter ?? '')
  if (!Number.isNaN(dateMs)) return Math.max(0, dateMs - wallMs)
  return defaultWaitMs[status]
}
