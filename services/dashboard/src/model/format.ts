/** Numbers and times as the page writes them. Formatters are made once: making one per cell is the classic cost. */

export const UNKNOWN = '–'
const MINUS = '−'
const LOCALE = 'en'

const cache = new Map<string, Intl.NumberFormat>()

const numberFormat = (decimals: number, signed: boolean): Intl.NumberFormat => {
  const key = `${decimals}${signed}`
  let format = cache.get(key)
  if (format === undefined) {
    format = new Intl.NumberFormat(LOCALE, {
      minimumFractionDigits: decimals,
      maximumFractionDigits: decimals,
      signDisplay: signed ? 'exceptZero' : 'negative',
    })
    cache.set(key, format)
  }
  return format
}

const write = (value: number, decimals: number, signed: boolean): string =>
  Number.isFinite(value) ? numberFormat(decimals, signed).format(value).replace('-', MINUS) : UNKNOWN

/** Grouped digits with a fixed number of decimals; `–` for what is not a number. */
export const fixed = (value: number, decimals: number): string => write(value, decimals, false)

/** Basis points: one decimal, the sign always written. */
export const bps = (value: number): string => write(value, 1, true)

/** Fees and other signed parts that need finer steps than {@link bps}. */
export const signed = (value: number, decimals: number): string => write(value, decimals, true)

/** Whole milliseconds. A negative age is a clock that is not known yet: 0 is the nearest truth. */
export const milliseconds = (value: number): string => (Number.isFinite(value) ? fixed(Math.max(0, value), 0) : UNKNOWN)

const MONEY_LIKE = new Set(['USDT', 'USDC', 'USD', 'FDUSD', 'TUSD', 'DAI', 'EUR', 'GBP'])

/** How many decimals an amount of the quote currency deserves: cents for dollars, six places for coins. */
export const quoteDecimals = (quote: string): number => (MONEY_LIKE.has(quote) ? 2 : 6)

/** The decimals that the longest of these prices needs, at most 12: stands in for the tick size, which is not sent. */
export const decimalsOf = (values: readonly number[]): number => {
  let most = 0
  for (const value of values) {
    const text = String(value)
    const exponent = /e-(\d+)$/.exec(text)
    const fraction = text.split('e')[0]?.split('.')[1]?.length ?? 0
    most = Math.max(most, fraction + Number(exponent?.[1] ?? 0))
  }
  return Math.min(most, 12)
}

const two = (value: number): string => String(value).padStart(2, '0')

/** `42 s`, `1 m 56 s`, `2 h 03 m`, `3 d 04 h`. */
export const duration = (ms: number): string => {
  if (!Number.isFinite(ms)) return UNKNOWN
  const seconds = Math.max(0, Math.floor(ms / 1000))
  if (seconds < 60) return `${seconds} s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return `${minutes} m ${two(seconds % 60)} s`
  const hours = Math.floor(minutes / 60)
  if (hours < 24) return `${hours} h ${two(minutes % 60)} m`
  return `${Math.floor(hours / 24)} d ${two(hours % 24)} h`
}

/** `0:12`, `14:02`: how long a state lasts, for chips. */
export const stopwatch = (ms: number): string => {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  return `${Math.floor(seconds / 60)}:${two(seconds % 60)}`
}

const timeOfDay = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' })

/** Local `14:02:23`. 0 is the contracts' "not known". */
export const clockTime = (ms: number): string => (ms > 0 && Number.isFinite(ms) ? timeOfDay.format(ms) : UNKNOWN)

/** `2026-11-21T14:02:23.412+03:00`: exact, local, with the offset. `offsetMinutes` as Date.getTimezoneOffset gives it. */
export const exactTime = (ms: number, offsetMinutes: number = new Date(ms).getTimezoneOffset()): string => {
  if (!(ms > 0) || !Number.isFinite(ms)) return UNKNOWN
  const local = new Date(ms - offsetMinutes * 60_000).toISOString().slice(0, -1)
  const away = Math.abs(offsetMinutes)
  return `${local}${offsetMinutes <= 0 ? '+' : '-'}${two(Math.floor(away / 60))}:${two(away % 60)}`
}
