import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)
/** How long Node takes to start and end on the machine that the limits are told of, idle: two cores of 2.5 GHz. */
const referenceMs = 60

/** How many times slower than that machine this one is now; at least 1. The best of three counts: others come and go. */
export const slowness = async (): Promise<number> => {
  let bestMs = Infinity
  for (let attempt = 0; attempt < 3; attempt++) {
    const startedAtMs = performance.now()
    await run(process.execPath, ['-e', '0'])
    bestMs = Math.min(bestMs, performance.now() - startedAtMs)
  }
  return Math.max(1, bestMs / referenceMs)
}
