import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'

/** One message of a capture, at its time since the first one. */
export interface CaptureLine {
  readonly atMs: number
  readonly kind: 'ws' | 'rest'
  /** REST: the request. */
  readonly url: string | undefined
  readonly raw: string
}

/** Lines without a receive time are spread over time. */
const unknownGapMs = 100

/** What a venue sent, in order of receipt; plain or gzipped JSON lines. Throws Error naming the line that is none. */
export const readCapture = (path: string): readonly CaptureLine[] => {
  const bytes = readFileSync(path)
  const text = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString()
  const lines: CaptureLine[] = []
  let firstMs: number | undefined
  let atMs = 0
  for (const [index, line] of text.split('\n').entries()) {
    if (line === '') continue
    let row: { ts?: number | null; dir?: string; kind?: string; url?: string; raw?: string }
    try {
      row = JSON.parse(line) as typeof row
    } catch (cause) {
      throw new Error(`${path}: line ${String(index + 1)} is not JSON`, { cause })
    }
    const { ts, dir, kind, url, raw } = row
    if (dir === 'out' || raw === undefined || (kind !== 'ws' && kind !== 'rest')) continue
    if (typeof ts === 'number') {
      firstMs ??= ts
      atMs = Math.max(atMs, ts - firstMs)
    } else atMs += unknownGapMs
    lines.push({ atMs, kind, url, raw })
  }
  return lines
}
