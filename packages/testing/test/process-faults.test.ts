import { readFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, expect, test } from 'vitest'
import { eventually, freeze, isRunning, residentBytes, startChild, thaw, type Child } from '../src/index.ts'

let child: Child | undefined
afterEach(async () => child?.end('SIGKILL'))

const start = (program: string): Child => (child = startChild(process.execPath, ['-e', program], process.cwd()))
const cpuTicks = (pid: number): number => Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(' ')[13])

test('a frozen process does nothing until it is thawed', async () => {
  const { pid } = start('for (;;);')
  await eventually(() => cpuTicks(pid) > 2)
  await freeze(pid)
  const before = cpuTicks(pid)
  await delay(100)
  expect(cpuTicks(pid)).toBe(before)
  expect(isRunning(pid)).toBe(true)
  thaw(pid)
  await eventually(() => cpuTicks(pid) > before)
})

test('freezing one that has ended is told', async () => {
  const ended = start('')
  await eventually(() => ended.exited)
  expect(isRunning(ended.pid)).toBe(false)
  await expect(freeze(ended.pid)).rejects.toThrow('ESRCH')
})

test('memory that a process takes is seen', async () => {
  const { pid } = start('const kept = Buffer.alloc(64 << 20, 1); setInterval(() => kept[0], 1000)')
  await eventually(() => residentBytes(pid) > 64 << 20)
  await child?.end('SIGKILL')
  expect(residentBytes(pid)).toBe(0)
})
