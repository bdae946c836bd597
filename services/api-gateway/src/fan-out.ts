import type { Opportunity } from '@screener/contracts'
import { encodeServerMessage, type FullState, type StateUpdate, type VenueHealth } from '@screener/contracts/gateway'

/** More than this waiting for a browser and it is skipped; it gets the whole state when it has caught up. */
const maxWaitingBytes = 1_000_000
/** Waiting less than this, a skipped browser has caught up. */
const caughtUpBytes = 64_000
const maxBehindMs = 10_000
/** The whole state is big: asking for it in a loop does not give it more often. */
const fullStateEveryMs = 250
export const heartbeatMs = 500
/** Paces offered; a wish is rounded up to one, so that browsers share encoded messages. */
const paces = [100, 250, 500, 1000, 2000, 5000] as const

/** A browser as the fan-out sees it. */
export interface Receiver {
  /** Bytes that wait in this process for the browser to take them. */
  readonly waitingBytes: () => number
  readonly send: (bytes: Uint8Array) => void
  /** Cuts the connection without waiting for the other side. */
  readonly drop: (reason: string) => void
}

export interface CurrentState {
  readonly opportunities: () => Iterable<Opportunity>
  readonly venues: () => readonly VenueHealth[]
  readonly live: () => boolean
  readonly simulated: boolean
  readonly version: string
}

export interface Clock {
  /** Monotonic milliseconds. */
  readonly nowMs: () => number
  /** Epoch microseconds. */
  readonly wallUs: () => number
}

interface Member {
  readonly receiver: Receiver
  group: Group
  number: number
  /** Knows nothing, or lost something: the whole state is the next thing it gets. */
  needsFull: boolean
  behindSinceMs: number | undefined
  fullAtMs: number
}

interface Group {
  readonly paceMs: number
  readonly members: Set<Member>
  readonly changed: Map<string, Opportunity>
  readonly closed: Map<string, string>
  urgent: boolean
  sentAtMs: number
  venuesAtMs: number
  timer: NodeJS.Timeout | undefined
}

export interface FanOutCounters {
  messages: number
  skipped: number
  fullStates: number
  dropped: number
}

/**
 * Tells every browser what changed: the whole state first, then updates no denser than its pace, encoded once for all of
 * the same pace. A browser that does not keep up is skipped, then gets the whole state; one that stays behind is cut off.
 */
export interface FanOut {
  readonly join: (receiver: Receiver) => void
  readonly leave: (receiver: Receiver) => void
  readonly requestFullState: (receiver: Receiver) => void
  readonly setPace: (receiver: Receiver, minIntervalMs: number) => void
  readonly sendError: (receiver: Receiver, code: string, message: string) => void
  readonly changed: (opportunity: Opportunity) => void
  readonly closed: (id: string, reason: string) => void
  /** Liveness or a venue's state changed: to be told at the next turn. */
  readonly news: () => void
  /** Heartbeats, late whole states, cut-offs. To be called about ten times a second. */
  readonly tick: () => void
  readonly stop: () => void
  readonly size: () => number
  readonly counters: Readonly<FanOutCounters>
}

export const createFanOut = (state: CurrentState, defaultPaceMs: number, clock: Clock): FanOut => {
  const members = new Map<Receiver, Member>()
  const groups = new Map<number, Group>()
  const counters: FanOutCounters = { messages: 0, skipped: 0, fullStates: 0, dropped: 0 }
  let fullTurn: NodeJS.Immediate | undefined

  const send = (member: Member, body: Uint8Array, atUs: number): void => {
    // One body for many browsers; the number of the connection is appended, as protobuf allows: the last value counts.
    const trailer = encodeServerMessage({ atUs, number: member.number })
    member.number += 1
    counters.messages += 1
    member.receiver.send(Buffer.concat([body, trailer]))
  }

  const sendUpdate = (group: Group, update: StateUpdate): void => {
    const atUs = clock.wallUs()
    const body = encodeServerMessage({ update, atUs, number: 0 })
    for (const member of group.members) {
      if (member.needsFull) continue
      const waiting = member.receiver.waitingBytes()
      if (waiting === 0 || waiting + body.length <= maxWaitingBytes) send(member, body, atUs)
      else {
        counters.skipped += 1
        member.needsFull = true
        member.behindSinceMs = clock.nowMs()
      }
    }
  }

  const flush = (group: Group): void => {
    clearTimeout(group.timer)
    group.timer = undefined
    const nowMs = clock.nowMs()
    const withVenues = group.urgent || nowMs - group.venuesAtMs >= heartbeatMs
    if (withVenues) group.venuesAtMs = nowMs
    group.sentAtMs = nowMs
    group.urgent = false
    sendUpdate(group, {
      changed: [...group.changed.values()],
      closed: [...group.closed].map(([id, reason]) => ({ id, reason })),
      venues: withVenues ? state.venues() : [],
      live: state.live(),
    })
    group.changed.clear()
    group.closed.clear()
  }

  /** At the pace of the group, but at once after a pause: a lone change does not wait. */
  const schedule = (group: Group): void => {
    if (group.timer || group.members.size === 0) return
    const waitMs = group.sentAtMs + group.paceMs - clock.nowMs()
    group.timer = setTimeout(flush, Math.max(0, waitMs), group)
  }

  const flushFullStates = (): void => {
    fullTurn = undefined
    const nowMs = clock.nowMs()
    const wanting = [...members.values()].filter(
      member =>
        member.needsFull &&
        member.receiver.waitingBytes() <= caughtUpBytes &&
        nowMs - member.fullAtMs >= fullStateEveryMs,
    )
    if (wanting.length === 0) return
    const atUs = clock.wallUs()
    const fullState: FullState = {
      opportunities: [...state.opportunities()],
      venues: state.venues(),
      live: state.live(),
      simulated: state.simulated,
      version: state.version,
    }
    const body = encodeServerMessage({ fullState, atUs, number: 0 })
    for (const member of wanting) {
      member.needsFull = false
      member.behindSinceMs = undefined
      member.fullAtMs = nowMs
      counters.fullStates += 1
      send(member, body, atUs)
    }
  }

  /** What joined in one turn of the event loop shares one encoding. */
  const scheduleFullStates = (): void => {
    fullTurn ??= setImmediate(flushFullStates)
  }

  const groupFor = (paceMs: number): Group => {
    const existing = groups.get(paceMs)
    if (existing) return existing
    const group: Group = {
      paceMs,
      members: new Set(),
      changed: new Map(),
      closed: new Map(),
      urgent: false,
      sentAtMs: -Infinity,
      venuesAtMs: -Infinity,
      timer: undefined,
    }
    groups.set(paceMs, group)
    return group
  }

  const exit = (member: Member): void => {
    const { group } = member
    group.members.delete(member)
    if (group.members.size > 0) return
    clearTimeout(group.timer)
    groups.delete(group.paceMs)
  }

  const paceFor = (minIntervalMs: number): number =>
    minIntervalMs <= defaultPaceMs
      ? defaultPaceMs
      : (paces.find(pace => pace >= minIntervalMs) ?? paces[paces.length - 1] ?? defaultPaceMs)

  const join = (receiver: Receiver): void => {
    const group = groupFor(defaultPaceMs)
    const member: Member = {
      receiver,
      group,
      number: 0,
      needsFull: true,
      behindSinceMs: undefined,
      fullAtMs: -Infinity,
    }
    group.members.add(member)
    members.set(receiver, member)
    scheduleFullStates()
  }

  const leave = (receiver: Receiver): void => {
    const member = members.get(receiver)
    if (!member) return
    members.delete(receiver)
    exit(member)
  }

  const setPace = (receiver: Receiver, minIntervalMs: number): void => {
    const member = members.get(receiver)
    const paceMs = paceFor(minIntervalMs)
    if (!member || member.group.paceMs === paceMs) return
    // What waits in the old group would be missed: the whole state instead, which holds it.
    if (member.group.changed.size > 0 || member.group.closed.size > 0) {
      member.needsFull = true
      scheduleFullStates()
    }
    exit(member)
    member.group = groupFor(paceMs)
    member.group.members.add(member)
  }

  const requestFullState = (receiver: Receiver): void => {
    const member = members.get(receiver)
    if (!member) return
    member.needsFull = true
    scheduleFullStates()
  }

  const sendError = (receiver: Receiver, code: string, message: string): void => {
    const member = members.get(receiver)
    if (!member || receiver.waitingBytes() > maxWaitingBytes) return
    const atUs = clock.wallUs()
    send(member, encodeServerMessage({ error: { code, message }, atUs, number: 0 }), atUs)
  }

  const changed = (opportunity: Opportunity): void => {
    for (const group of groups.values()) {
      group.changed.set(opportunity.id, opportunity)
      schedule(group)
    }
  }

  const closed = (id: string, reason: string): void => {
    for (const group of groups.values()) {
      group.changed.delete(id)
      group.closed.set(id, reason)
      schedule(group)
    }
  }

  const news = (): void => {
    for (const group of groups.values()) {
      group.urgent = true
      schedule(group)
    }
  }

  const tick = (): void => {
    const nowMs = clock.nowMs()
    let late = false
    for (const member of [...members.values()]) {
      if (!member.needsFull) continue
      if (member.behindSinceMs !== undefined && nowMs - member.behindSinceMs > maxBehindMs) {
        counters.dropped += 1
        leave(member.receiver)
        member.receiver.drop('too_slow')
      } else late = true
    }
    if (late) scheduleFullStates()
    for (const group of groups.values()) {
      if (nowMs - group.sentAtMs >= Math.max(heartbeatMs, group.paceMs)) flush(group)
    }
  }

  return {
    join,
    leave,
    requestFullState,
    setPace,
    sendError,
    changed,
    closed,
    news,
    tick,
    stop: () => {
      clearImmediate(fullTurn)
      for (const group of groups.values()) clearTimeout(group.timer)
    },
    size: () => members.size,
    counters,
  }
}
