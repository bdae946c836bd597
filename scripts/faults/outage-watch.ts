import { decodeServerMessage, type ServerMessage } from '@screener/contracts/gateway'
import { residentBytes } from '@screener/testing'
import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { WebSocket } from 'ws'
import type { Pipeline } from './pipeline.ts'

export interface Told {
  readonly atMs: number
  /** Of the time until then: for how long those who had to tell it waited for a core. */
  readonly queuedMs: number
}

/** What is seen of an outage from outside, from the moment of the call on. All times are performance.now. */
export interface OutageWatch {
  /** When the part's /health first had a word about Redis; by name. */
  readonly told: ReadonlyMap<string, Told>
  /** When the feed of the page first said that something is not live. */
  readonly pageTold: Told | undefined
  /** The most that the memory of a part grew, bytes; by name. */
  readonly grownBytes: ReadonlyMap<string, number>
  stop(): Promise<void>
}

const everyMs = 50
const tellsThePage = 'api-gateway'
const answerWithinMs = 1_000

interface HealthAnswer {
  readonly checks: Readonly<Record<string, string>>
}

const ask = async (url: string): Promise<HealthAnswer | undefined> => {
  try {
    const answer = await fetch(`${url}/health`, { signal: AbortSignal.timeout(answerWithinMs) })
    return (await answer.json()) as HealthAnswer
  } catch {
    return undefined
  }
}

/** Whether the page would show that something is not live; undefined where the message does not say. */
const pageIsLive = ({ fullState, update }: ServerMessage): boolean | undefined => {
  const state = fullState ?? update
  if (!state) return undefined
  const { live, venues } = state
  return live && (venues.length > 0 ? venues.every(venue => venue.state === 'live') : true)
}

export const watchOutage = async (pipeline: Pipeline): Promise<OutageWatch> => {
  const parts = [...pipeline.parts.values()]
  const before = new Map(parts.map(({ name, pid }) => [name, residentBytes(pid)]))
  const grownBytes = new Map(parts.map(({ name }) => [name, 0]))
  const told = new Map<string, Told>()
  let pageTold: Told | undefined
  let open = true

  const queueing = new Map(parts.map(({ name }) => [name, pipeline.countQueueing([name])]))
  const tell = (name: string): Told => ({
    atMs: performance.now(),
    queuedMs: queueing.get(name)?.() ?? 0,
  })

  const page = new WebSocket(`${pipeline.publicUrl.replace('http', 'ws')}/ws`, { origin: pipeline.publicUrl })
  page.on('error', () => undefined)
  // Rejects when the gateway refuses it: then nothing would ever come.
  const opened = once(page, 'message')
  page.on('message', data => {
    const message = decodeServerMessage(data as Buffer)
    if (pageIsLive(message) === false) pageTold ??= tell(tellsThePage)
  })
  await opened

  const askAll = async (name: string, url: string, pid: number): Promise<void> => {
    while (open) {
      const answer = await ask(url)
      const redisTrouble = answer?.checks['redis'] !== undefined && answer.checks['redis'] !== 'ok'
      if (redisTrouble && !told.has(name)) told.set(name, tell(name))
      grownBytes.set(name, Math.max(grownBytes.get(name) ?? 0, residentBytes(pid) - (before.get(name) ?? 0)))
      await wait(everyMs)
    }
  }
  const asking = Promise.all(parts.map(({ name, url, pid }) => askAll(name, url, pid)))
  // stop() tells of it.
  asking.catch(() => undefined)

  return {
    told,
    get pageTold() {
      return pageTold
    },
    grownBytes,
    stop: async () => {
      open = false
      page.terminate()
      await asking
    },
  }
}
