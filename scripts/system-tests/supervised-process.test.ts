import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eventually } from '@screener/testing'
import { afterEach, expect, test } from 'vitest'
import { superviseProcess, type SupervisedProcess } from '../stack/supervised-process.ts'

const directory = mkdtempSync(join(tmpdir(), 'supervised-'))
let supervised: SupervisedProcess

afterEach(async () => {
  await supervised.stop(5_000)
  rmSync(directory, { recursive: true, force: true })
})

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

test('what a killed process had started ends with it, and the process is started anew', async () => {
  const ends: string[] = []
  const spec = {
    name: 'parent',
    command: '/bin/sh',
    args: ['-c', 'sleep 600 & echo child $!; wait'],
    env: {},
    logFile: join(directory, 'log'),
    isReady: () => Promise.resolve(true),
  }
  supervised = superviseProcess(spec, description => ends.push(description))
  supervised.start()
  const worker = await eventually(() => Number(/child (\d+)/.exec(supervised.lastLines(1))?.[1] ?? 0))
  expect(isAlive(worker)).toBe(true)
  process.kill(supervised.pid ?? 0, 'SIGKILL')
  await eventually(() => ends.length === 1)
  await eventually(() => !isAlive(worker), { what: 'the worker ended' })
  await eventually(() => supervised.restarts === 1)
})
