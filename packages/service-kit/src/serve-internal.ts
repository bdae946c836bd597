import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Registry } from 'prom-client'
import type { Health } from './health.ts'

const reply = (response: ServerResponse, status: number, type: string, body: string): void => {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' })
  response.end(body)
}

const answer = async (
  request: IncomingMessage,
  response: ServerResponse,
  health: Health,
  metrics: Registry,
): Promise<void> => {
  const path = request.url?.split('?', 1)[0]
  if (request.method !== 'GET' && request.method !== 'HEAD') reply(response, 405, 'text/plain', 'only GET here\n')
  else if (path === '/health') {
    const report = health.report()
    reply(response, report.healthy ? 200 : 503, 'application/json', `${JSON.stringify(report)}\n`)
  } else if (path === '/metrics') reply(response, 200, metrics.contentType, await metrics.metrics())
  else reply(response, 404, 'text/plain', 'here are /health and /metrics\n')
}

export interface InternalListener {
  readonly port: number
  readonly close: () => Promise<void>
}

/** `/health` and `/metrics`, away from the public side. Rejects when the address cannot be listened on. */
export const serveInternal = async (
  options: { readonly host: string; readonly port: number },
  health: Health,
  metrics: Registry,
): Promise<InternalListener> => {
  const server: Server = createServer(
    { headersTimeout: 5000, requestTimeout: 5000, maxHeaderSize: 8192 },
    (request, response) => {
      answer(request, response, health, metrics).catch((error: unknown) => {
        response.destroy(error instanceof Error ? error : undefined)
      })
    },
  )
  server.maxConnections = 64
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, options.host, () => {
      server.off('error', reject)
      resolve()
    })
  })
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
