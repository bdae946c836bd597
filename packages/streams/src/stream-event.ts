/** What a reader hears. `payload` is a view into the received bytes: decode it before keeping anything for long. */
export type StreamEvent =
  | {
      readonly kind: 'entry'
      readonly stream: string
      readonly id: string
      readonly epochMs: number
      readonly n: number
      readonly type: string
      readonly payload: Uint8Array
    }
  /** Entries were lost, trimmed, or the stream went back; comes before the entry that revealed it. */
  | { readonly kind: 'hole'; readonly stream: string; readonly expected: string; readonly found: string }
  /** Another writer took over; comes before its first entry. */
  | { readonly kind: 'epoch'; readonly stream: string; readonly epochMs: number }
