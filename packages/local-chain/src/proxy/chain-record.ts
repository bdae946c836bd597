import type { Hex } from 'viem'
import { WebSocket } from 'ws'

/** A block's header as the node writes it: hex text. */
export type RawHeader = Readonly<Record<string, unknown>> & {
  readonly number: Hex
  readonly hash: Hex
  readonly parentHash: Hex
}

export type RawLog = Readonly<Record<string, unknown>> & {
  readonly address: Hex
  readonly topics: readonly Hex[]
}

export interface RecordedBlock {
  readonly number: number
  readonly hash: Hex
  readonly parentHash: Hex
  readonly header: RawHeader
  /** In the order of their index. */
  readonly logs: readonly RawLog[]
  /** Epoch milliseconds at which the record saw it. */
  readonly seenAtMs: number
}

export interface ChainPath {
  /** Newest first. */
  readonly removed: readonly RecordedBlock[]
  /** Oldest first. */
  readonly added: readonly RecordedBlock[]
}

/** Asks the node itself; rejects with the node's error. */
export type Ask = <T>(method: string, params: readonly unknown[]) => Promise<T>

const keptBlocks = 1024
/** The node tells of mined blocks, not of blocks that were taken back. */
const lookEveryMs = 250

/** As `eth_getBlockBy…` answers; a head that is pushed has no body. */
const bodyNames: readonly string[] = ['transactions', 'uncles', 'size', 'withdrawals', 'totalDifficulty']

const headerOf = (block: RawHeader): RawHeader =>
  Object.fromEntries(Object.entries(block).filter(([name]) => !bodyNames.includes(name))) as RawHeader

/** The chain moved while it was read; once more. */
class Moved extends Error {}

/**
 * What the node's chain was and is: headers and logs of its newest 1,024 blocks, also of those that are no longer in the
 * chain. Nodes forget these; a provider has to tell which logs are gone.
 */
export class ChainRecord {
  /** Also those that were replaced. */
  readonly #byHash = new Map<Hex, RecordedBlock>()
  readonly #canonical = new Map<number, RecordedBlock>()
  readonly #ask: Ask
  readonly #listeners = new Set<() => void>()
  #tip: RecordedBlock | undefined
  #work: Promise<void> = Promise.resolve()
  #held = 0
  #timer: NodeJS.Timeout | undefined
  #socket: WebSocket | undefined

  constructor(ask: Ask) {
    this.#ask = ask
  }

  get tip(): RecordedBlock {
    if (this.#tip === undefined) throw new Error('the record was not started')
    return this.#tip
  }

  byHash(hash: string): RecordedBlock | undefined {
    return this.#byHash.get(hash.toLowerCase() as Hex)
  }

  /** The block at this height of the chain as it is now. */
  at(number: number): RecordedBlock | undefined {
    return this.#canonical.get(number)
  }

  isCanonical(hash: string): boolean {
    const block = this.byHash(hash)
    return block !== undefined && this.#canonical.get(block.number) === block
  }

  onChange(listener: () => void): void {
    this.#listeners.add(listener)
  }

  async start(wsUrl: string): Promise<void> {
    await this.sync()
    const socket = new WebSocket(wsUrl)
    this.#socket = socket
    socket.on('open', () => {
      socket.send(JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'eth_subscribe', params: ['newHeads'] }))
    })
    const look = (): void => {
      // A node that is going away is no news; whoever asks it hears so.
      this.sync().catch(() => undefined)
    }
    socket.on('message', look)
    socket.on('error', () => undefined)
    this.#timer = setInterval(look, lookEveryMs)
  }

  stop(): void {
    clearInterval(this.#timer)
    this.#socket?.terminate()
  }

  /** Nothing is read while blocks are being replaced: nobody sees the chain between. */
  async hold<T>(work: () => Promise<T>): Promise<T> {
    this.#held++
    try {
      await this.#work.catch(() => undefined)
      return await work()
    } finally {
      this.#held--
      await this.sync()
    }
  }

  get isHeld(): boolean {
    return this.#held > 0
  }

  /** Brings the record up to the node's newest block and tells the listeners. */
  sync(): Promise<void> {
    const next = this.#work.catch(() => undefined).then(() => this.#sync())
    this.#work = next
    return next
  }

  async #sync(): Promise<void> {
    for (let attempt = 0; this.#held === 0 && attempt < 20; attempt++) {
      try {
        if (await this.#read()) for (const listener of this.#listeners) listener()
        return
      } catch (error) {
        if (!(error instanceof Moved)) throw error
      }
    }
  }

  async #read(): Promise<boolean> {
    const latest = await this.#ask<RawHeader>('eth_getBlockByNumber', ['latest', false])
    if (latest.hash === this.#tip?.hash) return false
    const headers: RawHeader[] = []
    let header = headerOf(latest)
    // Without a record there is nothing to join with.
    while (this.#tip !== undefined && !this.isCanonical(header.hash)) {
      headers.unshift(header)
      if (this.isCanonical(header.parentHash) || headers.length >= keptBlocks) break
      const parent = await this.#ask<RawHeader | null>('eth_getBlockByHash', [header.parentHash, false])
      if (parent === null) throw new Moved()
      header = headerOf(parent)
    }
    if (this.#tip === undefined) headers.push(header)
    const blocks: RecordedBlock[] = []
    for (const each of headers) blocks.push(await this.#recorded(each))
    const from = blocks[0]?.number ?? Number(latest.number) + 1
    for (let number = from; this.#canonical.delete(number); number++);
    for (const block of blocks) {
      this.#byHash.set(block.hash, block)
      this.#canonical.set(block.number, block)
    }
    const tip = this.byHash(latest.hash)
    if (tip === undefined) throw new Error(`block ${latest.hash} was read and is not there`)
    this.#tip = tip
    this.#forget()
    return true
  }

  async #recorded(header: RawHeader): Promise<RecordedBlock> {
    const known = this.byHash(header.hash)
    if (known !== undefined) return known
    const logs = await this.#ask<readonly RawLog[]>('eth_getLogs', [{ blockHash: header.hash }]).catch(() => {
      throw new Moved()
    })
    const { hash, parentHash } = header
    return { number: Number(header.number), hash, parentHash, header, logs, seenAtMs: Date.now() }
  }

  #forget(): void {
    for (const [hash, { number }] of this.#byHash) {
      if (this.#byHash.size <= keptBlocks) return
      this.#byHash.delete(hash)
      if (this.#canonical.get(number)?.hash === hash) this.#canonical.delete(number)
    }
  }

  /** The way from one block to another: what has to be taken back, and what comes instead. */
  path(from: RecordedBlock, to: RecordedBlock): ChainPath {
    const removed: RecordedBlock[] = []
    const added: RecordedBlock[] = []
    let left: RecordedBlock | undefined = from
    let right: RecordedBlock | undefined = to
    while (left !== right && left !== undefined && right !== undefined) {
      if (left.number >= right.number) {
        removed.push(left)
        left = this.#byHash.get(left.parentHash)
      } else {
        added.unshift(right)
        right = this.#byHash.get(right.parentHash)
      }
    }
    return { removed, added }
  }
}
