import { createServer } from 'node:net'
import { once } from 'node:events'

const listenOn = async (port: number): Promise<number | undefined> => {
  const server = createServer()
  try {
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    return typeof address === 'object' && address !== null ? address.port : undefined
  } catch {
    return undefined
  } finally {
    server.close()
  }
}

/** The wished loopback port when it is free, otherwise any free one. */
export const freePort = async (wished = 0): Promise<number> => {
  const port = (wished === 0 ? undefined : await listenOn(wished)) ?? (await listenOn(0))
  if (port === undefined) throw new Error('no free loopback port')
  return port
}
