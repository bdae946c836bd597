import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A server that slow or silent clients cannot fill; nginx in front has the stricter limits. */
export const createPublicServer = (handler: RequestListener): Server => {
  const limits = { headersTimeout: 10_000, requestTimeout: 10_000, maxHeaderSize: 16_384, keepAliveTimeout: 65_000 }
  const server = createServer(limits, handler)
  server.maxConnections = 4096
  return server
}

/** The port it listens on. Rejects when the address is taken or not ours. */
export const listen = (server: Server, host: string, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve((server.address() as AddressInfo).port)
    })
  })

export const closeServer = (server: Server): Promise<void> =>
  new Promise(resolve => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
