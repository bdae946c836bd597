import { isWireObject, wireKind } from './wire-fields.ts'
import type { Venue } from './venue.ts'

/** One recorded message. */
export interface CaptureLine {
  /** On the recorder's clock; undefined where it was not recorded. */
  readonly receivedAtMs: number | undefined
  /** Sent by the recorder. */
  readonly outgoing: boolean
  /** `ws`: a frame; `rest`: a whole HTTP body; others are passed over. */
  readonly kind: string
  readonly url: string | undefined
  /** The text exactly as received. */
  readonly raw: string
}

/** The file is not a capture. */
export class CaptureError extends Error {
  override readonly name = 'CaptureError'
}

/** `number` counts from 1. Throws CaptureError naming the line and what is wrong with it. */
export const parseCaptureLine = (text: string, number: number): CaptureLine => {
  const value = parseJson(text, number)
  if (!isWireObject(value)) throw new CaptureError(`line ${number}: a JSON object expected, found ${wireKind(value)}`)
  const { ts, dir, kind, url, raw } = value as Readonly<Record<'ts' | 'dir' | 'kind' | 'url' | 'raw', unknown>>
  if (typeof raw !== 'string')
    throw new CaptureError(`line ${number}: field raw: text expected, found ${wireKind(raw)}`)
  if (typeof kind !== 'string') throw new CaptureError(`line ${number}: field kind: "ws" or "rest" expected`)
  if (dir !== 'in' && dir !== 'out') throw new CaptureError(`line ${number}: field dir: "in" or "out" expected`)
  return {
    receivedAtMs: typeof ts === 'number' ? ts : undefined,
    outgoing: dir === 'out',
    kind,
    url: typeof url === 'string' ? url : undefined,
    raw,
  }
}

const parseJson = (text: string, number: number): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    throw new CaptureError(`line ${number}: not JSON; a capture has one JSON object with ts, dir, kind and raw a line`)
  }
}

const anyHost = 'http://any.invalid'

/** Path without host and query; undefined without an address. */
export const urlPath = (url: string | undefined): string | undefined =>
  url !== undefined && URL.canParse(url, anyHost) ? new URL(url, anyHost).pathname : undefined

/** The symbol a recorded REST request asked a snapshot for; undefined when it asked for something else. */
export const snapshotSymbol = (venue: Venue, url: string | undefined): string | undefined => {
  const probe = 'PROBE'
  const path = venue.snapshot?.path(probe, 1)
  if (path === undefined || url === undefined || urlPath(url) !== urlPath(path)) return undefined
  const parameter = [...new URL(path, anyHost).searchParams].find(([, value]) => value === probe)?.[0]
  return parameter === undefined ? undefined : (new URL(url, anyHost).searchParams.get(parameter) ?? undefined)
}
