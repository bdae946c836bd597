/** Counts per key in windows that begin with the first use. */
export interface WindowCounter {
  /** Adds to the key's window and returns the sum in it. */
  add(key: string, amount: number): number
}

export const createWindowCounter = (windowMs: number, aligned = false): WindowCounter => {
  const windows = new Map<string, { startMs: number; sum: number }>()
  return {
    add: (key, amount) => {
      const nowMs = Date.now()
      let window = windows.get(key)
      if (window === undefined || nowMs >= window.startMs + windowMs) {
        window = { startMs: aligned ? nowMs - (nowMs % windowMs) : nowMs, sum: 0 }
        windows.set(key, window)
      }
      window.sum += amount
      return window.sum
    },
  }
}

/** Bans of addresses, each longer than the one before. */
export interface BanList {
  /** Wall clock ms when the ban ends; undefined when there is none. */
  bannedUntil(ip: string): number | undefined
  /** Returns when the new ban ends. */
  ban(ip: string): number
  clear(): void
}

export const createBanList = (options: {
  firstMs: number
  growth: number
  longestMs: number
  onBan: () => void
}): BanList => {
  const bans = new Map<string, { untilMs: number; lengthMs: number }>()
  return {
    bannedUntil: ip => {
      const ban = bans.get(ip)
      return ban !== undefined && Date.now() < ban.untilMs ? ban.untilMs : undefined
    },
    ban: ip => {
      const before = bans.get(ip)
      const lengthMs =
        before === undefined ? options.firstMs : Math.min(options.longestMs, before.lengthMs * options.growth)
      const untilMs = Date.now() + lengthMs
      bans.set(ip, { untilMs, lengthMs })
      options.onBan()
      return untilMs
    },
    clear: () => {
      bans.clear()
    },
  }
}
