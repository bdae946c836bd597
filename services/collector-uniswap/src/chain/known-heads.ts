import type { Head } from './head.ts'

const mostHeads = 512

/** Headers heard of, by hash, so that most paths through a fork need no question. */
export class KnownHeads {
  private readonly heads = new Map<string, Head>()

  get(hash: string): Head | undefined {
    return this.heads.get(hash)
  }

  add(head: Head): void {
    this.heads.set(head.hash, head)
    if (this.heads.size <= mostHeads) return
    const [oldest] = this.heads.keys()
    if (oldest !== undefined) this.heads.delete(oldest)
  }
}
