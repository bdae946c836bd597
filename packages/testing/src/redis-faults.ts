import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { readdirSync, statSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { eventually } from './eventually.ts'
import { answersPing, type RedisServer } from './redis-server.ts'

const run = promisify(execFile)

/** What can be wrong with a Redis as a whole; each is the real thing, below is how. */
export type RedisFaultKind = 'killed' | 'terminated' | 'out_of_memory' | 'read_only' | 'loading' | 'disk_full'

/** A fault that holds until it is ended. */
export interface RedisFault {
  readonly kind: RedisFaultKind
  /** Resolves when Redis does its work again. */
  end(): Promise<void>
}

/** Loading takes at least so long; `end` cuts it short. */
const loadingMs = 10_000
/** A port on which nobody listens: a replica that never finds its master. */
const nobodysPort = '1'

const untilStarted = (server: RedisServer): (() => Promise<void>) => {
  return async () => {
    await server.start()
  }
}

const runOutOfMemory = async (server: RedisServer): Promise<() => Promise<void>> => {
  const limit = (await server.command('CONFIG', 'GET', 'maxmemory')).split('\n')[1] ?? '0'
  await server.command('CONFIG', 'SET', 'maxmemory-policy', 'noeviction')
  // Less than an empty Redis takes.
  await server.command('CONFIG', 'SET', 'maxmemory', '100kb')
  return async () => {
    await server.command('CONFIG', 'SET', 'maxmemory', limit)
  }
}

const becomeReplica = async (server: RedisServer): Promise<() => Promise<void>> => {
  await server.command('REPLICAOF', '127.0.0.1', nobodysPort)
  return async () => {
    await server.command('REPLICAOF', 'NO', 'ONE')
  }
}

/** So much has to be loaded that a Redis with next to no data looks at its sockets among it, too. */
const ballastKeys = Array.from({ length: 64 }, (_, key) => `ballast:${key}`)
const ballastBytes = 1_200

/**
 * Killed and started again, with a pause after each key that it reads (a setting that Redis has for its own tests). It looks
 * at its sockets between the keys of a snapshot only, so there has to be a fresh one.
 */
const load = async (server: RedisServer): Promise<() => Promise<void>> => {
  await server.command('MSET', ...ballastKeys.flatMap(key => [key, randomBytes(ballastBytes).toString('base64')]))
  await server.command('BGREWRITEAOF')
  await eventually(async () => (await server.command('INFO', 'persistence')).includes('aof_rewrite_in_progress:0'), {
    everyMs: 50,
    what: 'a fresh snapshot',
  })
  const keys = Number(await server.command('DBSIZE'))
  await server.kill9()
  const delayUs = Math.ceil((loadingMs * 1000) / Math.max(1, keys))
  const extra = ['--key-load-delay', `${delayUs}`, '--loading-process-events-interval-bytes', '1024']
  await server.start({ extra, until: 'listening' })
  return async () => {
    await server.command('CONFIG', 'SET', 'key-load-delay', '0')
    await eventually(() => answersPing(server.port), { what: 'all is loaded' })
    await server.command('DEL', ...ballastKeys)
  }
}

const setFileSizeLimit = async (pid: number, bytes: string): Promise<void> => {
  await run('prlimit', ['--pid', String(pid), `--fsize=${bytes}:unlimited`])
}

/** How much room a full disk still has: the write that meets its end is cut short. */
const roomBytes = 40

/** The part of the append-only file that is being written. */
const appendOnlyFile = async (server: RedisServer): Promise<{ readonly path: string; readonly bytes: number }> => {
  const [, directory = ''] = (await server.command('CONFIG', 'GET', 'dir')).split('\n')
  const folder = join(directory, 'appendonlydir')
  const name = readdirSync(folder).findLast(each => each.endsWith('.incr.aof'))
  if (name === undefined) throw new Error('this Redis has no append-only file: start it with appendOnly')
  const path = join(folder, name)
  return { path, bytes: statSync(path).size }
}

/** Resolves when all that Redis has acknowledged is in its file; one that syncs every second holds it back while the disk is busy. */
export const untilInFile = async (server: RedisServer): Promise<void> => {
  await eventually(async () => /^aof_buffer_length:0\r?$/m.test(await server.command('INFO', 'persistence')), {
    what: 'an empty buffer of the append-only file',
  })
}

/**
 * Remembers how far the file has come. What is returned kills Redis and starts it without all that it acknowledged since, as after a
 * loss of power, or a kill while the disk was busy.
 */
export const beginUnsynced = async (server: RedisServer): Promise<() => Promise<void>> => {
  await untilInFile(server)
  const { path, bytes } = await appendOnlyFile(server)
  return async () => {
    await server.kill9()
    truncateSync(path, bytes)
    await server.start()
  }
}

/**
 * No mount and no root: the append-only file of this process may not grow, so a write to it is cut short or fails, and
 * Redis does with it what it does when the disk is full (it even says "No space left on device").
 */
const fillDisk = async (server: RedisServer): Promise<() => Promise<void>> => {
  await setFileSizeLimit(server.pid, `${(await appendOnlyFile(server)).bytes + roomBytes}`)
  return async () => {
    await setFileSizeLimit(server.pid, 'unlimited')
  }
}

const begin: Readonly<Record<RedisFaultKind, (server: RedisServer) => Promise<() => Promise<void>>>> = {
  killed: async server => {
    await server.kill9()
    return untilStarted(server)
  },
  terminated: async server => {
    await server.end('SIGTERM')
    return untilStarted(server)
  },
  out_of_memory: runOutOfMemory,
  read_only: becomeReplica,
  loading: load,
  disk_full: fillDisk,
}

export const redisFaultKinds: readonly RedisFaultKind[] = Object.keys(begin) as RedisFaultKind[]

/**
 * Begins a fault; from when this resolves Redis refuses writes or is away. `disk_full` and `loading` need an append-only
 * file, and Redis notices a full disk with the first write.
 */
export const beginRedisFault = async (server: RedisServer, kind: RedisFaultKind): Promise<RedisFault> => {
  const end = await begin[kind](server)
  return { kind, end }
}
