import { describe, expect, test } from 'vitest'
import { createQuarantine } from '../src/quarantine.ts'

describe('quarantine', () => {
  test('retries slower and slower, and tells a reason once', () => {
    const quarantine = createQuarantine({ firstRetryMs: 60, maxRetryMs: 200 })
    expect(quarantine.reject('A', 'unknown', 0)).toBe(true)
    expect(quarantine.reject('A', 'unknown', 1)).toBe(false)
    expect(quarantine.reject('A', 'halted', 2)).toBe(true)
    const due: number[] = []
    for (let now = 0; now < 800; now += 10) if (quarantine.takeDue(now).length > 0) due.push(now)
    expect(due).toEqual([60, 180, 380, 580, 780])
    expect(quarantine.reasonOf('A')).toBe('halted')
    expect(quarantine.release('A')).toBe(true)
    expect(quarantine.takeDue(10_000)).toEqual([])
  })
})
