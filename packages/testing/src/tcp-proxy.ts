import { createConnection, createServer, type AddressInfo, type Socket } from 'node:net'

/** Forwards bytes and knows nothing of frames: for broken and silent connections. */
export interface TcpProxy {
  readonly port: number
  /** Connections open now. */
  readonly connections: number
  /** Resets every connection, in both directions; new ones are taken. */
  cut(): void
  /** Keeps every connection open and passes nothing on, also on new ones: half-open, no error, no end. */
  stall(): void
  /** From now on the answers are swallowed while requests pass; until resume. */
  swallowReplies(): void
  /** Passes on again. What was held back in a stall flows; what was swallowed is gone. */
  resume(): void
  /** Refuses new connections while true. */
  refuse(refusing: boolean): void
  close(): Promise<void>
}

interface Link {
  readonly client: Socket
  readonly server: Socket
}

/** Listens on a free loopback port and forwards to the target. */
export const startTcpProxy = async (target: { readonly host?: string; readonly port: number }): Promise<TcpProxy> => {
  const links = new Set<Link>()
  let stalled = false
  let swallowing = false
  let refusing = false

  const listener = createServer(client => {
    if (refusing) {
      client.resetAndDestroy()
      return
    }
    const server = createConnection({ host: target.host ?? '127.0.0.1', port: target.port })
    const link: Link = { client, server }
    links.add(link)
    const end = (): void => {
      links.delete(link)
      client.destroy()
      server.destroy()
    }
    for (const socket of [client, server]) {
      socket.setNoDelay(true)
      socket.on('error', end)
      socket.on('close', end)
      if (stalled) socket.pause()
    }
    client.on('data', chunk => server.write(chunk))
    server.on('data', chunk => {
      if (!swallowing) client.write(chunk)
    })
    if (stalled) for (const socket of [client, server]) socket.pause()
  })
  await new Promise<void>((resolve, reject) => {
    listener.once('error', reject)
    listener.listen(0, '127.0.0.1', resolve)
  })

  const each = (act: (socket: Socket) => void): void => {
    for (const { client, server } of links) {
      act(client)
      act(server)
    }
  }
  const cut = (): void => each(socket => socket.resetAndDestroy())

  return {
    port: (listener.address() as AddressInfo).port,
    get connections() {
      return links.size
    },
    cut,
    stall: () => {
      stalled = true
      each(socket => socket.pause())
    },
    swallowReplies: () => {
      swallowing = true
    },
    resume: () => {
      stalled = false
      swallowing = false
      each(socket => socket.resume())
    },
    refuse: value => {
      refusing = value
    },
    close: () =>
      new Promise(resolve => {
        listener.close(() => resolve())
        cut()
      }),
  }
}
