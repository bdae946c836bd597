import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { eventually, startChild } from '@screener/testing'
import { expect, it, onTestFinished } from 'vitest'
import { startAnvil } from '../src/anvil.ts'

const isRunning = (pid: number): boolean => {
  try {
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return false
  }
}

it.skipIf(!existsSync('/usr/bin/setpriv')).each(['SIGTERM', 'SIGKILL'] as const)(
  'the node ends with the process that started it, by %s too',
  async signal => {
    const script = join(import.meta.dirname, 'anvil-process.ts')
    const child = startChild(process.execPath, [script], import.meta.dirname)
    onTestFinished(() => child.end('SIGKILL'))
    const pid = Number(await eventually(() => /node (\d+)/.exec(child.output)?.[1], { what: child.output }))
    expect(isRunning(pid)).toBe(true)
    await child.end(signal)
    await eventually(() => !isRunning(pid))
  },
)

it('a node that cannot start is told of with its last words', async () => {
  await expect(startAnvil(['--chain-id', 'nonsense'])).rejects.toThrow(/nonsense/)
})

it('a node that is closed is gone when that is said', async () => {
  const node = await startAnvil([])
  expect(isRunning(node.pid)).toBe(true)
  await node.close()
  expect(isRunning(node.pid)).toBe(false)
})
