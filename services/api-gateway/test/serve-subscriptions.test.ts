import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { SubscriptionWish } from '@screener/contracts'
import express from 'express'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createKnownServices, type KnownServices } from '../src/known-services.ts'
import { serveSubscriptions } from '../src/serve-subscriptions.ts'
import { makeStatus } from './make.ts'

const token = 'T'.repeat(43)
let server: Server
let services: KnownServices
let wishes: SubscriptionWish[]
/** The budgets fill by this clock only. */
let nowMs = 0

beforeEach(async () => {
  nowMs = 0
  wishes = []
  services = createKnownServices()
  const app = express()
  serveSubscriptions(app, {
    venues: ['binance'],
    services,
    subscriptions: { read: async () => new Map(), wish: async wish => void wishes.push(wish) },
    controlToken: token,
    onControl: () => undefined,
    nowMs: () => nowMs,
    wallMs: () => 0,
  })
  server = app.listen(0, '127.0.0.1')
  await once(server, 'listening')
})
afterEach(async () => {
  server.close()
  await once(server, 'close')
})

const ask = (init: RequestInit = {}): Promise<Response> =>
  fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v1/subscriptions`, init)
const post = async (shown: string): Promise<number> => {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${shown}` }
  const body = JSON.stringify({ symbol: 'BTC-USDT', depth: 'top', seconds: 60 })
  const answer = await ask({ method: 'POST', headers, body })
  await answer.text()
  return answer.status
}
const isLive = async (): Promise<unknown> => ((await (await ask()).json()) as { live: unknown }).live
const hear = (instance: string, shards: readonly number[]): void =>
  services.apply(makeStatus({ service: 'subscription-manager', instance, shards: [...shards] }), nowMs, 0)
const times = async (count: number, shown: string): Promise<number[]> => {
  const answers: number[] = []
  for (let i = 0; i < count; i += 1) answers.push(await post(shown))
  return answers
}

test('a manager that stands by reads nothing: no wish is taken, and nothing is called live', async () => {
  hear('standby', [])
  expect(await post(token)).toBe(503)
  expect(await isLive()).toBe(false)
  expect(wishes).toEqual([])
  hear('leader', [0])
  expect(await post(token)).toBe(202)
  expect(await isLive()).toBe(true)
  expect(wishes).toMatchObject([{ symbol: 'BTC-USDT' }])
})

test('whoever shows wrong tokens is slowed down, and locks nobody out', async () => {
  hear('leader', [0])
  expect((await times(12, 'wrong')).slice(9)).toEqual([401, 429, 429])
  expect((await times(12, token)).slice(9)).toEqual([202, 429, 429])
  nowMs = 100
  expect(await post('wrong')).toBe(401)
})
