import { decodeServerMessage, type ServerMessage } from '@screener/contracts/gateway'
import { residentBytes } from '@screener/testing'
import { setTimeout as wait } from 'node:timers/promises'
import { WebSocket } from 'ws'
import type { Pipeline } from './pipeline.ts'

/** What is seen of an outage from outside, from the moment of the call on. All times are performance.now. */
export interface OutageWatch {
  /** When the part's /health first was not 200, with a word about Redis; by name. */
  readonly toldAtMs: ReadonlyMap<string, number>
  /** When the feed of the page first said that something is not live. */
  readonly pageToldAtMs: number | undefined
  /** When all said that it is well, since the last that did not; undefined while one does not. */
  readonly wellSinceMs: number | undefined
  /** The most that the memory of a part grew, bytes; by name. */
  readonly grownBytes: ReadonlyMap<string, number>
  stop(): Promise<void>
}

const everyMs = 50
const answerWithinMs = 1_000

interface HealthAnswer {
  readonly healthy: boolean
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
  const toldAtMs = new Map<string, number>()
  const well = new Set<string>()
  let pageToldAtMs: number | undefined
  let pageWell = false
  let wellSinceMs: number | undefined
  let open = true

  const judgeWell = (): void => {
    if (well.size === parts.length && pageWell) wellSinceMs ??= performance.now()
    else wellSinceMs = undefined
  }

  const page = new WebSocket(`${pipeline.publicUrl.replace('http', 'ws')}/ws`, { origin: pipeline.publicUrl })
  page.on('error', () => undefined)
  const opened = new Promise<void>(resolve => page.once('message', () => resolve()))
  page.on('message', data => {
    const message = decodeServerMessage(data as Buffer)
    const live = pageIsLive(message)
    if (live === undefined) return
    // An update that names no venue says only what is new about the opportunities.
    if (live && (message.fullState?.venues.length ?? message.update?.venues.length ?? 0) === 0 && !pageWell) return
    pageWell = live
    if (!live) pageToldAtMs ??= performance.now()
    judgeWell()
  })
  await opened

  const askAll = async (name: string, url: string, pid: number): Promise<void> => {
    while (open) {
      const answer = await ask(url)
      const redisTrouble = answer?.checks['redis'] !== undefined && answer.checks['redis'] !== 'ok'
      if (redisTrouble && !toldAtMs.has(name)) toldAtMs.set(name, performance.now())
      if (answer?.healthy === true) well.add(name)
      else well.delete(name)
      judgeWell()
      grownBytes.set(name, Math.max(grownBytes.get(name) ?? 0, residentBytes(pid) - (before.get(name) ?? 0)))
      await wait(everyMs)
    }
  }
  const asking = Promise.all(parts.map(({ name, url, pid }) => askAll(name, url, pid)))

  return {
    toldAtMs,
    get pageToldAtMs() {
      return pageToldAtMs
    },
    get wellSinceMs() {
      return wellSinceMs
    },
    grownBytes,
    stop: async () => {
      open = false
      page.terminate()
      await asking
    },
  }
}
