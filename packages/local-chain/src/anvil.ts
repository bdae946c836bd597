import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** An anvil of this process, on a loopback port that the system chose. */
export interface Anvil {
  readonly pid: number
  readonly port: number
  /** Resolves when the process has ended, whoever ended it. */
  readonly ended: Promise<void>
  close(): Promise<void>
}

/** Child and the folder that it makes whether it needs one or not. */
const running = new Map<ChildProcess, string>()
// Whoever ends in the middle leaves no node behind.
process.once('exit', () => {
  for (const [child, folder] of running) {
    child.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  }
})

const platformPackage = (): string => {
  const system = process.platform === 'win32' ? 'win32' : process.platform
  const machine = process.arch === 'x64' ? 'amd64' : process.arch
  return `@foundry-rs/anvil-${system}-${machine}`
}

/**
 * Path of the binary in the platform's package, an optional dependency of the `@foundry-rs/anvil` package. Started
 * itself and not through that package's wrapper, so that its pid is the node's.
 */
const binaryPath = (): string => {
  const wrapper = createRequire(createRequire(import.meta.url).resolve('@foundry-rs/anvil/package.json'))
  const name = platformPackage()
  try {
    return wrapper.resolve(`${name}/bin/anvil${process.platform === 'win32' ? '.exe' : ''}`)
  } catch (cause) {
    throw new Error(
      `${name} is not installed: anvil has no binary for this machine, or optional packages were left out`,
      {
        cause,
      },
    )
  }
}

const guard = '/usr/bin/setpriv'
const KEPT_OUTPUT = 4000
const startWithinMs = 30_000

/** Starts anvil with these arguments besides host and port; rejects with its last words when it does not listen. */
export const startAnvil = async (args: readonly string[]): Promise<Anvil> => {
  const folder = mkdtempSync(join(tmpdir(), 'local-chain-'))
  const words = [binaryPath(), '--host', '127.0.0.1', '--port', '0', '--cache-path', folder, ...args]
  // Where the kernel can tell, the node ends also with a process that was killed.
  const [command = '', ...rest] = existsSync(guard) ? [guard, '--pdeathsig', 'KILL', ...words] : words
  const child = spawn(command, rest, { stdio: ['ignore', 'pipe', 'pipe'] })
  running.set(child, folder)
  let output = ''
  const ended = new Promise<void>(resolve => {
    const end = (): void => {
      running.delete(child)
      rmSync(folder, { recursive: true, force: true })
      resolve()
    }
    child.once('exit', end)
    child.once('error', cause => {
      output += String(cause)
      end()
    })
  })
  const port = await new Promise<number>((resolve, reject) => {
    const fail = (): void => {
      reject(new Error(`anvil did not start:\n${output.slice(-KEPT_OUTPUT)}`))
    }
    const timer = setTimeout(() => {
      child.kill('SIGKILL')
      fail()
    }, startWithinMs)
    void ended.then(() => {
      clearTimeout(timer)
      fail()
    })
    const keep = (chunk: Buffer): void => {
      // Goes on being read: a full pipe would stop the node.
      output = (output + chunk.toString()).slice(-KEPT_OUTPUT)
      const port = /Listening on 127\.0\.0\.1:(\d+)/.exec(output)?.[1]
      if (port === undefined) return
      clearTimeout(timer)
      // It makes the folder at its start and, told to prune, never writes to it.
      rmSync(folder, { recursive: true, force: true })
      resolve(Number(port))
    }
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
  })
  return {
    pid: child.pid ?? -1,
    port,
    ended,
    close: async () => {
      // It has nothing to save, and asked kindly it waits for open connections.
      child.kill('SIGKILL')
      await ended
    },
  }
}
