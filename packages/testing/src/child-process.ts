import { spawn, type ChildProcess } from 'node:child_process'
import { rmSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A process that a test started, with its output kept for the error message. */
export interface Child {
  readonly pid: number
  readonly exited: boolean
  readonly output: string
  /** Sends the signal and waits for the end; at once when it has ended already. */
  end(signal: NodeJS.Signals): Promise<void>
}

const KEPT_OUTPUT = 4000
const running = new Set<ChildProcess>()
const directories = new Set<string>()
// A test runner that ends in the middle must leave nothing behind.
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL')
  for (const directory of directories) rmSync(directory, { recursive: true, force: true })
})

/** A temporary directory that goes with the test process if nobody removes it before. */
export const temporaryDirectory = async (name: string): Promise<string> => {
  const directory = await mkdtemp(join(tmpdir(), `screener-${name}-`))
  directories.add(directory)
  return directory
}

export const removeDirectory = async (directory: string): Promise<void> => {
  await rm(directory, { recursive: true, force: true, maxRetries: 3 })
  directories.delete(directory)
}

/** `env`: its whole environment; absent: ours. */
export const startChild = (
  command: string,
  args: readonly string[],
  cwd: string,
  env?: Readonly<Record<string, string>>,
): Child => {
  const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'], ...(env === undefined ? {} : { env }) })
  running.add(child)
  let output = ''
  const keep = (chunk: Buffer): void => {
    output = (output + chunk.toString()).slice(-KEPT_OUTPUT)
  }
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)
  let exited = false
  const end = new Promise<void>(resolve => {
    const onEnd = (): void => {
      exited = true
      running.delete(child)
      resolve()
    }
    child.once('exit', onEnd)
    child.once('error', cause => {
      output += String(cause)
      onEnd()
    })
  })
  return {
    get pid() {
      return child.pid ?? -1
    },
    get exited() {
      return exited
    },
    get output() {
      return output
    },
    end: async signal => {
      if (!exited) child.kill(signal)
      await end
    },
  }
}
