import { spawn } from 'node:child_process'
import { describe, expect, it } from 'vitest'

interface CheckResult {
  readonly ok: boolean
  readonly binance: { readonly compared: number }
  readonly bybit: { readonly compared: number }
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
  it('ccxt.pro follows 20 symbols on both simulated venues without error, its books equal to the truth', async () => {
    const { code, output } = await check(8)
    expect(code, output).toBe(0)
    const result = JSON.parse(output) as CheckResult
    expect(result.ok).toBe(true)
    expect(Math.min(result.binance.compared, result.bybit.compared)).toBeGreaterThan(20)
  })
})
