import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { eventually } from '@screener/testing'

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))

export interface RunningService {
  readonly pid: number
  /** Base URL of /health and /metrics. */
  readonly url: string
  readonly output: () => string
  /** Sends the signal and gives the exit code. */
  readonly end: (signal: NodeJS.Signals) => Promise<number | null>
}

/** orderbook-sync as a process of its own. */
export const runService = async (env: Readonly<Record<string, string>>): Promise<RunningService> => {
  const child = spawn(process.execPath, [main], {
    env: { PATH: process.env['PATH'], HTTP_PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const orphaned = (): void => {
    child.kill('SIGKILL')
  }
  process.once('exit', orphaned)
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()))
  const port = await eventually(
    () => {
      if (child.exitCode !== null) throw new Error(`ended: ${output}`)
      return /"event":"listening".*?"port":(\d+)/.exec(output)?.[1]
    },
    { what: 'the service listens' },
  )
  return {
    pid: child.pid ?? 0,
    url: `http://127.0.0.1:${port}`,
    output: () => output,
    end: async signal => {
      process.off('exit', orphaned)
      if (child.exitCode !== null) return child.exitCode
      child.kill(signal)
      await once(child, 'exit')
      return child.exitCode
    },
  }
}
