import type { RedisClient, RedisCommand } from '@screener/streams'

/** A Redis that is there or away as told and answers when told. */
export class RedisDouble implements RedisClient {
  ready = true
  trouble = undefined
  /** Answer at once, or keep waiting. */
  prompt = true
  failing = false
  readonly transactions: { key: string; commands: readonly RedisCommand[] }[] = []
  readonly commands: RedisCommand[] = []
  private readonly listeners = new Set<() => void>()

  command(...command: [string, ...(string | number | Uint8Array)[]]): Promise<unknown> {
    if (!this.ready || this.failing) return Promise.reject(new Error('away'))
    this.commands.push(command)
    return Promise.resolve('OK')
  }

  pipeline(commands: readonly RedisCommand[]): Promise<readonly unknown[]> {
    this.commands.push(...commands)
    return Promise.resolve(commands.map(() => 'OK'))
  }

  transaction(key: string, commands: readonly RedisCommand[]): Promise<void> {
    this.transactions.push({ key, commands })
    if (this.failing) return Promise.reject(new Error('MISCONF'))
    return this.prompt ? Promise.resolve() : new Promise(() => undefined)
  }

  onReady(listener: () => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  reconnect(): void {
    for (const listener of this.listeners) listener()
  }

  close(): Promise<void> {
    return Promise.resolve()
  }

  /** Names of the commands on keys with this part, of all transactions since the last call. */
  take(part: string): string[] {
    return this.taken(part).map(([name]) => name)
  }

  taken(part: string): RedisCommand[] {
    const all = this.transactions.splice(0).flatMap(({ commands }) => commands)
    return all.filter(([, key]) => String(key).includes(part))
  }
}
