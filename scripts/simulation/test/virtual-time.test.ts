import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { installVirtualGlobals, startEpochMs } from '../virtual-globals.ts'
import { SimulatedProcess, VirtualTime } from '../virtual-time.ts'

let time: VirtualTime
let uninstall: () => void

beforeEach(() => {
  time = new VirtualTime()
  uninstall = installVirtualGlobals(time, 'test', () => Promise.reject(new Error('no host')))
})
afterEach(() => {
  uninstall()
})

test('timers, promises and clocks agree, and an hour takes no time', async () => {
  const heard: string[] = []
  const say = (what: string): void => void heard.push(`${performance.now()} ${what}`)
  setTimeout(() => {
    say('timeout')
  }, 3_600_000)
  void delay(50).then(() => {
    say('delay')
  })
  const timer = setInterval(() => {
    say('interval')
  }, 20)
  setImmediate(() => {
    say('immediate')
  })
  await time.run(45)
  clearInterval(timer)
  await time.run(3_600_000)
  expect(heard).toEqual(['0 immediate', '20 interval', '40 interval', '50 delay', '3600000 timeout'])
  expect(Date.now()).toBe(startEpochMs + 3_600_000)
})

test('every promise settles before the next timer, however long the chain', async () => {
  const heard: string[] = []
  setTimeout(() => {
    void (async () => {
      for (let i = 0; i < 50; i++) await Promise.resolve()
      heard.push('chain')
    })()
  }, 1)
  setTimeout(() => {
    heard.push('next')
  }, 1)
  await time.run(1)
  expect(heard).toEqual(['chain', 'next'])
})

test('a killed process does nothing more, a paused one does it all later, others go on', async () => {
  const heard: string[] = []
  const [killed, paused, other] = ['killed', 'paused', 'other'].map(name => new SimulatedProcess(name))
  for (const process of [killed, paused, other])
    time.as(process!, () => {
      setInterval(() => {
        heard.push(`${process!.name} ${performance.now()}`)
      }, 10)
    })
  await time.run(10)
  killed!.kill()
  paused!.paused = true
  await time.run(25)
  time.resume(paused!)
  await time.run(30)
  expect(heard).toEqual(['killed 10', 'paused 10', 'other 10', 'other 20', 'paused 25', 'other 30'])
})

test('the same seed gives the same chances to each process, whatever the others take', () => {
  const draw = (noise: number): number => {
    const again = installVirtualGlobals(time, 'seed', () => Promise.reject(new Error('no host')))
    for (let i = 0; i < noise; i++) time.as(new SimulatedProcess('noisy'), () => Math.random())
    const value = time.as(new SimulatedProcess('drawer'), () => Math.random())
    again()
    return value
  }
  expect(draw(0)).toBe(draw(7))
})
