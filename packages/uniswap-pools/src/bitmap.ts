import { maxTick, minTick } from './tick-math.ts'

// The contracts keep initialised ticks as bits: the compressed tick ⌊tick / spacing⌋ is bit c & 255 of word c >> 8.

/** Index of the bitmap word that holds a tick; an int16. */
export const wordOfTick = (tick: number, tickSpacing: number): number => Math.floor(tick / tickSpacing) >> 8

/** How many words further a price has moved. */
export const wordsBetween = (from: number, to: number, tickSpacing: number): number =>
  Math.abs(wordOfTick(from, tickSpacing) - wordOfTick(to, tickSpacing))

/** Ticks of the bits that are set in one bitmap word, ascending. */
export const ticksOfWord = (word: number, bitmap: bigint, tickSpacing: number): number[] => {
  const ticks: number[] = []
  // 32 bits at a time: most of a word is empty.
  for (let part = 0; part < 8; part += 1) {
    const bits = Number((bitmap >> BigInt(part * 32)) & 0xffffffffn)
    for (let bit = 0; bits >>> bit !== 0 && bit < 32; bit += 1) {
      if ((bits >>> bit) & 1) ticks.push((word * 256 + part * 32 + bit) * tickSpacing)
    }
  }
  return ticks
}

/** First and last word of the whole range: what a loader that leaves nothing out reads. */
export const allWords = (tickSpacing: number): readonly [first: number, last: number] => [
  wordOfTick(minTick, tickSpacing),
  wordOfTick(maxTick, tickSpacing),
]

/** What is known when these words, both included, have been read. */
export const windowOfWords = (
  first: number,
  last: number,
  tickSpacing: number,
): { readonly fromTick: number; readonly toTick: number } => ({
  fromTick: Math.max(minTick, first * 256 * tickSpacing),
  toTick: Math.min(maxTick, (last + 1) * 256 * tickSpacing - 1),
})
