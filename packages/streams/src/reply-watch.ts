/** What the replies of one connection tell of the Redis behind it. Hot: two calls for each command or pipeline. */
export interface ReplyWatch {
  /** Something was sent that will be answered. */
  asked(nowMs: number): void
  /** The answer to one `asked` came, whatever it says. */
  answered(nowMs: number): void
  /** One reply to a command; an Error where it was refused. */
  note(name: string, reply: unknown): void
  /** Nobody answers any more what was asked on the connection before. */
  forget(): void
  /** Why Redis is of no use though it is connected; undefined while it is. */
  trouble(nowMs: number): string | undefined
}

/** An answer that takes longer is an outage for whoever watches; sooner than the socket's own timeout ends the connection. */
const silentAfterMs = 900

/** Refusals that mean the state of Redis and not the command: it will refuse others too. */
const refusesWrites = /^(?:OOM|READONLY|MISCONF|LOADING|MASTERDOWN|NOREPLICAS|CLUSTERDOWN)\b.*/

export const createReplyWatch = (): ReplyWatch => {
  let waiting = 0
  let waitingSinceMs = 0
  let refused: { readonly name: string; readonly reason: string } | undefined
  return {
    asked: nowMs => {
      if (waiting++ === 0) waitingSinceMs = nowMs
    },
    answered: nowMs => {
      if (waiting > 0) waiting--
      // Later ones still wait, but Redis is at work.
      waitingSinceMs = nowMs
    },
    note: (name, reply) => {
      if (reply instanceof Error) {
        const reason = refusesWrites.exec(reply.message)?.[0]
        if (reason !== undefined) refused = { name, reason }
        // Reads are answered through all of this: only what was refused and now passes says that it is over.
      } else if (refused?.name === name) refused = undefined
    },
    forget: () => {
      waiting = 0
      refused = undefined
    },
    trouble: nowMs => {
      if (refused !== undefined) return `Redis refuses writes: ${refused.reason}`
      const silentMs = waiting > 0 ? Math.round(nowMs - waitingSinceMs) : 0
      return silentMs > silentAfterMs ? `Redis does not answer for ${silentMs} ms` : undefined
    },
  }
}
