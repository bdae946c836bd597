import { describe, expect, it } from 'vitest'
import { isHarmlessFlip } from '../bit-flips.ts'

const text = '{"u":160,"ts":1700000000000,"b":[["10.5","2"]],"s":"AB"}'

/** The flip of the lowest bit of the character at the end of this part. */
const at = (part: string, bit = 7, hasChecksum = false): unknown =>
  isHarmlessFlip(text, text.indexOf(part) + part.length - 1, bit, hasChecksum)

describe('isHarmlessFlip', () => {
  it('tells what nobody could tell from the frame', () => {
    expect(at('["10')).toBe('level')
    expect(at('"u":16')).toBe('number')
    expect(at('"ts":1700')).toBe('time')
    expect(at('"t')).toBe('time')
  })

  it('finds the others: broken syntax, digits that are none, names, and levels under a checksum', () => {
    expect(at('["')).toBeUndefined()
    expect(at('["10', 1)).toBeUndefined()
    expect(at('"s":"A')).toBeUndefined()
    expect(at('"b')).toBeUndefined()
    expect(at('["10', 7, true)).toBeUndefined()
  })
})
