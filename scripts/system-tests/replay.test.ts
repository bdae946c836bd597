import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, test } from 'vitest'

const folder = mkdtempSync(join(tmpdir(), 'replay-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const script = new URL('../replay', import.meta.url).pathname
const replay = (...args: readonly string[]): { status: number | null; stdout: string; stderr: string } =>
  spawnSync(script, args, { cwd: folder, encoding: 'utf8', timeout: 60_000 })

const frame = (raw: unknown): string => JSON.stringify({ ts: null, dir: 'in', kind: 'ws', raw: JSON.stringify(raw) })
const lines = [
  frame({
    topic: 'orderbook.50.BTCUSDT',
    type: 'snapshot',
    data: { s: 'BTCUSDT', b: [['99.0', '1']], a: [['101.00', '2.5']], u: 7, seq: 1 },
  }),
  frame({
    topic: 'orderbook.50.BTCUSDT',
    type: 'delta',
    data: { s: 'BTCUSDT', b: [['99.5', '4']], a: [], u: 8, seq: 2 },
  }),
].join('\n')
writeFileSync(join(folder, 'plain.jsonl'), lines)
writeFileSync(join(folder, 'packed.jsonl.gz'), gzipSync(lines))
writeFileSync(join(folder, 'cut.jsonl.gz'), gzipSync(lines).subarray(0, 60))
writeFileSync(join(folder, 'prose.md'), 'no capture\n')

describe('scripts/replay', () => {
  test.each(['plain.jsonl', 'packed.jsonl.gz'])('%s as JSON', file => {
    const { status, stdout, stderr } = replay(file, '--venue', 'bybit', '--json')
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(JSON.parse(stdout)).toMatchObject({
      file,
      venue: 'bybit',
      lines: 2,
      symbols: {
        BTCUSDT: {
          snapshots: 1,
          deltas: 1,
          applied: 1,
          dropped: 0,
          gaps: 0,
          crossed: 0,
          checksumOk: 0,
          checksumBad: 0,
          sequence: 8,
          levels: [2, 1],
          bids: [
            ['99.5', '4'],
            ['99.0', '1'],
          ],
          asks: [['101.00', '2.5']],
        },
      },
    })
  })

  test('a table for people', () => {
    const { status, stdout } = replay('plain.jsonl', '--venue', 'bybit')
    expect(status).toBe(0)
    expect(stdout).toMatch(/BTCUSDT +orderbook\.50 +1 +1 +1 +0 +0 +0 +0\/0 +0\/0 +2\/1 +8 +live/)
    expect(stdout).toMatch(/4 +99\.5 +101\.00 +2\.5/)
  })

  test.each([
    { name: 'nothing', args: [], message: /^Usage: scripts\/replay FILE --venue V/ },
    { name: 'no venue', args: ['plain.jsonl'], message: /--venue is missing; there are binance, bybit/ },
    {
      name: 'an unknown venue',
      args: ['plain.jsonl', '--venue', 'nowhere'],
      message: /--venue: "nowhere" is unknown; there are/,
    },
    { name: 'no such file', args: ['none.jsonl', '--venue', 'bybit'], message: /^none\.jsonl: no such file/ },
    { name: 'no capture', args: ['prose.md', '--venue', 'bybit'], message: /^line 1: not JSON/ },
    { name: 'a cut archive', args: ['cut.jsonl.gz', '--venue', 'bybit'], message: /^cut\.jsonl\.gz: unexpected end/ },
    { name: 'an unknown option', args: ['plain.jsonl', '--bogus'], message: /Unknown option '--bogus'/ },
  ])('$name: one readable message, exit code 2', ({ args, message }) => {
    const { status, stdout, stderr } = replay(...args)
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr).toMatch(message)
    expect(stderr).not.toMatch(/ at .*\.ts/)
  })
})
