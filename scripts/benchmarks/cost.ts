import { setTimeout as wait } from 'node:timers/promises'
import type { Stack } from '../stack/run-stack.ts'
import { startClient, type MeasuredClient } from './measured-client.ts'
import { processCpuUs } from './process-cpu.ts'

export interface CostResult {
  readonly deltas: number
  readonly seconds: number
  /** CPU µs per depth delta. */
  readonly usPerDelta: Readonly<Record<string, number>>
  readonly ratios: {
    readonly pipelineVsCcxt: number
    readonly pipelineVsTardis: number
    /** Both collectors against bare ws + JSON.parse of the same subscriptions. */
    readonly collectorVsFloor: number
    /** The services without the Redis server they share. */
    readonly servicesVsCcxt: number
  }
}

const rounded = (value: number): number => Math.round(value * 100) / 100

const waitUntilFed = async (clients: readonly MeasuredClient[]): Promise<void> => {
  const deadline = performance.now() + 60_000
  while (clients.some(client => client.count() < 200)) {
    const dead = clients.find(client => client.exited())
    if (dead !== undefined) throw new Error(`the ${dead.name} client ended`)
    if (performance.now() > deadline) {
      throw new Error(`not fed in time: ${clients.map(client => `${client.name} ${client.count()}`).join(', ')}`)
    }
    await wait(250)
  }
}

/**
 * CPU of the whole pipeline beside ccxt.pro, tardis-dev and the floor: all follow the same channels of the same
 * simulated venues at the same time, so they get the very same frames. CPU is what the kernel charged each process.
 */
export const measureCost = async (stack: Stack, symbols: readonly string[], seconds: number): Promise<CostResult> => {
  const settings = { symbols, venueUrls: stack.venueUrls }
  const clients = ['floor', 'ccxt', 'tardis'].map(name => startClient(name, settings))
  try {
    await waitUntilFed(clients)
    await wait(3_000)
    const measured = [
      ...clients.map(({ name, pid }) => ({ name, pid })),
      ...stack.processes
        .filter(({ name }) => !['exchange-simulator', 'nginx'].includes(name))
        .map(({ name, pid }) => ({ name, pid: pid ?? 0 })),
    ]
    const floor = clients[0]
    if (floor === undefined) throw new Error('no floor client')
    const cpuBefore = measured.map(({ pid }) => processCpuUs(pid))
    const deltasBefore = floor.count()
    await wait(seconds * 1000)
    const deltas = floor.count() - deltasBefore
    const usPerDelta: Record<string, number> = {}
    for (const [index, { name, pid }] of measured.entries()) {
      usPerDelta[name] = (processCpuUs(pid) - (cpuBefore[index] ?? 0)) / deltas
    }
    const sum = (keep: (name: string) => boolean): number =>
      Object.entries(usPerDelta).reduce((total, [name, us]) => (keep(name) ? total + us : total), 0)
    const isClient = (name: string): boolean => clients.some(client => client.name === name)
    const pipeline = sum(name => !isClient(name))
    const services = sum(name => !isClient(name) && name !== 'redis')
    const collectors = sum(name => name.startsWith('collector-'))
    return {
      deltas,
      seconds,
      usPerDelta: {
        ...Object.fromEntries(Object.entries(usPerDelta).map(([name, us]) => [name, rounded(us)])),
        pipeline: rounded(pipeline),
      },
      ratios: {
        pipelineVsCcxt: rounded(pipeline / (usPerDelta['ccxt'] ?? Number.NaN)),
        pipelineVsTardis: rounded(pipeline / (usPerDelta['tardis'] ?? Number.NaN)),
        collectorVsFloor: rounded(collectors / (usPerDelta['floor'] ?? Number.NaN)),
        servicesVsCcxt: rounded(services / (usPerDelta['ccxt'] ?? Number.NaN)),
      },
    }
  } finally {
    for (const client of clients) client.stop()
  }
}
