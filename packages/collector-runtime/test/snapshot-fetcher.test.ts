import { eventually } from '@screener/testing'
import { afterEach, expect, test } from 'vitest'
import { createRestBudget } from '../src/rest-budget.ts'
import { createRestClient } from '../src/rest-client.ts'
import { createSnapshotFetcher, type SnapshotFetcher } from '../src/snapshot-fetcher.ts'
import { startAcme, type AcmeServer } from './acme/server.ts'
import { acme, restBooks } from './acme/venue.ts'

let server: AcmeServer
let aborter: AbortController
afterEach(async () => {
  aborter.abort()
  await server.close()
})

const start = async (): Promise<{ fetcher: SnapshotFetcher; told: string[]; held: (() => void)[] }> => {
  server = await startAcme(['A', 'B'], 'rest')
  aborter = new AbortController()
  const { signal } = aborter
  const held: (() => void)[] = []
  server.behaviour.restAnswer = response =>
    void held.push(() => response.end('{"q":5,"b":[["100","5"]],"a":[["101","5"]]}'))
  const venue = acme('rest')
  const nowMs = (): number => performance.now()
  const budget = createRestBudget({ weightPerWindow: 4000, windowMs: 2000, nowMs, wallMs: () => Date.now(), signal })
  const client = createRestClient({
    venue,
    baseUrl: server.restUrl,
    budget,
    signal,
    onUsedWeight: () => undefined,
    onFailure: () => undefined,
  })
  const told: string[] = []
  const fetcher = createSnapshotFetcher({
    snapshot: restBooks,
    client,
    budget,
    signal,
    books: () => 2,
    onSnapshot: symbol => told.push(`${symbol} there`),
    onFailed: symbol => told.push(`${symbol} failed`),
  })
  return { fetcher, told, held }
}

test('an answer that was under way when it was cancelled is not told; a later one is', async () => {
  const { fetcher, told, held } = await start()
  fetcher.request('A', 'lost')
  await eventually(() => held.length === 1)
  fetcher.cancel('A')
  held[0]?.()
  fetcher.request('B', 'lost')
  await eventually(() => held.length === 2)
  held[1]?.()
  await eventually(() => fetcher.waiting === 0)
  expect(told).toEqual(['B there'])
})
