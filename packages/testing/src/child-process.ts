import { spawn, type ChildProcess } from 'node:child_process'

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
// A test runner that dies must leave nothing behind.
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})

export const startChild = (command: string, args: readonly string[], cwd: string): Child => {
  const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] })
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
