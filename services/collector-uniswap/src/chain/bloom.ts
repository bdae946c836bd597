import { keccak256 } from 'viem'

/**
 * The bloom filter of a block (yellow paper, 4.3.1): of each address and topic of its logs, three of 2048 bits. It tells for certain
 * that something is not there; that it is, only perhaps.
 */
const bits = 2048

const bitsOf = new Map<string, readonly number[]>()
const mostRemembered = 10_000

const bitsFor = (item: string): readonly number[] => {
  const known = bitsOf.get(item)
  if (known !== undefined) return known
  const hash = keccak256(item as `0x${string}`)
  const found = [0, 1, 2].map(pair => Number.parseInt(hash.slice(2 + pair * 4, 6 + pair * 4), 16) % bits)
  if (bitsOf.size >= mostRemembered) bitsOf.clear()
  bitsOf.set(item, found)
  return found
}

const hasBit = (bloom: string, bit: number): boolean => {
  // The lowest bit stands in the last digit.
  const digit = Number.parseInt(bloom[bloom.length - 1 - (bit >> 2)] ?? '0', 16)
  return ((digit >> (bit & 3)) & 1) === 1
}

/** Whether the address or topic may be in the block. Without a filter (empty text) everything may. */
export const mayHold = (bloom: string, item: string): boolean =>
  bloom === '' || bitsFor(item).every(bit => hasBit(bloom, bit))

/** The filter of a whole block's logs, to be compared with the one in its header. */
export const bloomOf = (logs: readonly { readonly address: string; readonly topics: readonly string[] }[]): string => {
  const digits = new Uint8Array(bits / 4)
  for (const { address, topics } of logs)
    for (const item of [address, ...topics])
      for (const bit of bitsFor(item)) {
        const at = digits.length - 1 - (bit >> 2)
        digits[at] = (digits[at] ?? 0) | (1 << (bit & 3))
      }
  return `0x${Array.from(digits, digit => digit.toString(16)).join('')}`
}
