import { startChild } from '@screener/testing'
import { expect, onTestFinished, test } from 'vitest'
import { isKnownDead, markOf } from '../src/process-mark.ts'

test('a process is known dead when it is over, and never when it lives, is another machine’s or unknown', async () => {
  const child = startChild('sleep', ['1000'], '/')
  onTestFinished(() => child.end('SIGKILL'))
  const mark = markOf(child.pid)
  expect(mark).toMatch(/^[\w-]+\.\d+\.\d+\.\d+$/)
  expect(isKnownDead(mark)).toBe(false)
  expect(isKnownDead(markOf(process.pid))).toBe(false)
  // The pid was given anew: who had it before is dead, whoever has it now.
  expect(isKnownDead(mark.replace(/\d+$/, '1'))).toBe(true)
  await child.end('SIGKILL')
  expect(isKnownDead(mark)).toBe(true)
  expect(isKnownDead(mark, 'another-boot.1')).toBe(false)
  expect(isKnownDead(mark, '')).toBe(false)
  expect(isKnownDead('')).toBe(false)
})
