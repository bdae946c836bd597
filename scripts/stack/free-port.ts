import { createServer } from 'node:net'
import { once } from 'node:events'

/**
 * Below the ports that systems give to outgoing connections (Linux from 32768, others from 49152): one of those can be taken
 * by any connection before its part listens, and with a dozen parts this happens.
 */
const firstPort = 12_000
const lastPort = 32_000

/** Handed out by this process: two parts must not get the same. */
const given = new Set<number>()

const isFree = async (port: number): Promise<boolean> => {
  const server = createServer()
  try {
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
    return true
  } catch {
    return false
  } finally {
    server.close()
  }
}

/** The wished loopback port when it is free, otherwise (and for 0) any free one. */
export const freePort = async (wished = 0): Promise<number> => {
  if (wished !== 0 && (await isFree(wished))) return wished
  for (;;) {
    const port = firstPort + Math.floor(Math.random() * (lastPort - firstPort))
    if (given.has(port) || !(await isFree(port))) continue
    given.add(port)
    return port
  }
}
