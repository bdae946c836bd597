import { createServer } from 'node:net'

/**
 * Below the ports that systems give to outgoing connections (Linux from 32768, others from 49152): a port of theirs can be
 * taken by any connection at any moment, and a client that knocks on its own source port even connects to itself.
 */
const FIRST_PORT = 12_000
const LAST_PORT = 32_000

const isFree = (port: number): Promise<boolean> =>
  new Promise(resolve => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => {
      server.close(() => resolve(true))
    })
  })

/** A loopback TCP port that was free a moment ago. Another server may take it before you do: retry on EADDRINUSE. */
export const freePort = async (): Promise<number> => {
  for (;;) {
    const port = FIRST_PORT + Math.floor(Math.random() * (LAST_PORT - FIRST_PORT))
    if (await isFree(port)) return port
  }
}
