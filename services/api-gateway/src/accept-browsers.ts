import { STATUS_CODES, type IncomingMessage, type Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import { openBrowserSession, type BrowserSession, type SessionLog } from './browser-session.ts'
import type { FanOut } from './fan-out.ts'
import { isAllowedOrigin } from './origin-rule.ts'
import { problem, problemType } from './problem.ts'

const maxMessageBytes = 16 * 1024
const maxHeaderShown = 200
const goingAway = 1001

export interface Browsers {
  readonly tick: () => void
  readonly refusedOrigins: () => number
  readonly close: () => Promise<void>
}

const refuse = (socket: Duplex, status: number, detail: string, fix: string): void => {
  const body = JSON.stringify(problem(status, { detail, fix }))
  socket.on('error', () => socket.destroy())
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\nContent-Type: ${problemType}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n` +
      `X-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n${body}`,
    () => socket.destroy(),
  )
}

/** Takes WebSockets on /ws; all checks come before the upgrade. */
export const acceptBrowsers = (
  server: Server,
  fanOut: FanOut,
  options: { readonly allowedOrigins: readonly string[]; readonly maxBrowsers: number },
  log: SessionLog,
): Browsers => {
  // closeTimeout: a browser that does not answer the close is not waited for longer.
  const limits = { maxPayload: maxMessageBytes, maxFragments: 64, maxBufferedChunks: 1024, closeTimeout: 2000 }
  const webSockets = new WebSocketServer({ noServer: true, clientTracking: false, perMessageDeflate: false, ...limits })
  const sessions = new Set<BrowserSession>()
  let refusedOrigins = 0

  const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    const { origin, host } = request.headers
    if (request.url?.split('?', 1)[0] !== '/ws') {
      refuse(socket, 404, 'There is no WebSocket at this path.', 'connect to /ws')
      return
    }
    if (!isAllowedOrigin(origin, host, options.allowedOrigins)) {
      refusedOrigins += 1
      log.info(
        { event: 'origin_refused', origin: origin?.slice(0, maxHeaderShown), host: host?.slice(0, maxHeaderShown) },
        'origin refused',
      )
      refuse(
        socket,
        403,
        'This origin may not open the WebSocket.',
        'open the page from the same host or add its origin to ALLOWED_ORIGINS',
      )
      return
    }
    if (sessions.size >= options.maxBrowsers) {
      refuse(socket, 503, 'Too many browsers are connected.', 'try again later or raise MAX_BROWSERS')
      return
    }
    webSockets.handleUpgrade(request, socket, head, webSocket => {
      const session = openBrowserSession(webSocket, fanOut, log, () => sessions.delete(session))
      sessions.add(session)
    })
  }
  server.on('upgrade', upgrade)

  return {
    tick: () => {
      for (const session of sessions) session.tick()
    },
    refusedOrigins: () => refusedOrigins,
    close: () => {
      server.off('upgrade', upgrade)
      for (const session of sessions) session.close(goingAway, 'gateway stops')
      return new Promise(resolve => {
        webSockets.close(() => resolve())
      })
    },
  }
}
