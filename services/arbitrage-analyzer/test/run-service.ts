import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { eventually } from '@screener/testing'

/** No schedules: every fee is the one that is set by hand, in quote. */
const fees = fileURLToPath(new URL('no-fees', import.meta.url))
const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))

export interface RunningService {
  readonly pid: number
  /** Output so far, standard output and error. */
  output(): string
  port(): Promise<number>
  readonly exited: Promise<number | null>
  kill(signal: NodeJS.Signals): void
}

/** The real process, with nothing in its environment but two venues, their fees and what is given. */
export const runService = (env: Record<string, string>): RunningService => {
  const child = spawn(process.execPath, [main], {
    env: {
      HTTP_PORT: '0',
      SHARDS: '4',
      VENUES: 'binance,bybit',
      FEES_DIR: fees,
      TAKER_BPS: 'binance=10,bybit=10',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
  return {
    pid: child.pid!,
    output: () => output,
    port: async () => {
      const found = await eventually(() => /"event":"listening".*?"port":(\d+)/.exec(output), { what: 'listening' })
      return Number(found![1])
    },
    exited: new Promise(resolve => child.once('exit', resolve)),
    kill: signal => {
      child.kill(signal)
    },
  }
}
