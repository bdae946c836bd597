import type { RedisClient, RedisCommand } from '@screener/streams'

/** A Redis that is there or away as told and answers when told. */
export class RedisDouble implements RedisClient {
  ready = true
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

  /** Names of the commands written to this key's transactions since the last call. */
  take(part: string): string[] {
    const taken = this.transactions.filter(({ key }) => key.includes(part))
    this.transactions.length = 0
    return taken.flatMap(({ commands }) => commands.map(([name]) => name))
  }
}
