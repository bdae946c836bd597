import { spawn } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { hasTwin, presentVenues } from '../stack/venue-list.ts'

interface CheckResult {
  readonly ok: boolean
  readonly venues: Readonly<Record<string, { readonly compared: number }>>
}

const check = async (seconds: number): Promise<{ code: number | null; output: string }> => {
  const script = new URL('../ccxt-check.ts', import.meta.url).pathname
  const child = spawn(process.execPath, [script, String(seconds)], { stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  child.stdout.on('data', chunk => (output += String(chunk)))
  child.stderr.on('data', chunk => (output += String(chunk)))
  const code = await new Promise<number | null>(resolve => child.once('close', resolve))
  return { code, output }
}

// scripts/ccxt-check does the same for 60 s.
describe('a real client', () => {
  it('ccxt.pro follows 20 symbols on every simulated venue without error, its books equal to the truth', async () => {
    const { code, output } = await check(8)
    expect(code, output).toBe(0)
    const result = JSON.parse(output) as CheckResult
    expect(result.ok).toBe(true)
    expect(Object.keys(result.venues)).toEqual(presentVenues(true).filter(hasTwin))
    for (const [venue, { compared }] of Object.entries(result.venues)) expect(compared, venue).toBeGreaterThan(20)
  })
})
