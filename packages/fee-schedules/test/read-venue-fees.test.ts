import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readVenueFees } from '../src/index.ts'
import { makeFile, makeSchedule } from './make-schedule.ts'

const deployed = join(import.meta.dirname, '../../../deploy/fees')

test('a file is read as it stands; what may be left out is empty', () => {
  const { fees, problems } = readVenueFees(makeFile(), 'alpha')
  expect(problems).toEqual([])
  const schedule = makeSchedule()
  const [usual, own] = schedule['symbols'] as object[]
  expect(fees).toEqual({
    venue: 'alpha',
    schedules: [{ ...schedule, symbols: [{ tier: undefined, ...usual }, own] }],
  })
  const { unverified, symbols, discounts, ...rest } = schedule
  expect([unverified, symbols, discounts]).not.toContain(undefined)
  expect(readVenueFees(makeFile(rest), 'alpha').fees.schedules[0]).toMatchObject({
    unverified: [],
    symbols: [],
    discounts: [],
  })
})

describe('what is wrong is said with its field and the fix', () => {
  const tier = { name: 'vip0', makerBps: 1, takerBps: 1 }
  test.each<[field: string, problem: RegExp, file: unknown]>([
    ['the file', /no object/, []],
    ['venue', /not the name of the file/, { ...makeFile(), venue: 'beta' }],
    ['schedules', /no list with something/, { venue: 'alpha', schedules: [] }],
    ['schedules', /2026-01-01 twice/, makeFile(makeSchedule(), makeSchedule())],
    ['note', /not known/, { ...makeFile(), note: 'x' }],
    ['schedules[0].id', /not the venue and the first day/, makeFile(makeSchedule({ id: 'alpha-2025-01-01' }))],
    ['schedules[0].id', /pool/, makeFile(makeSchedule({ id: 'pool' }))],
    ['schedules[0].validFrom', /no day/, makeFile(makeSchedule({ validFrom: '2026-02-29' }))],
    ['schedules[0].validFrom', /no day/, makeFile(makeSchedule({ validFrom: 20260101 }))],
    ['schedules[0].source', /missing/, makeFile(makeSchedule({ source: undefined }))],
    ['schedules[0].source', /not who says so/, makeFile(makeSchedule({ source: ' ' }))],
    ['schedules[0].feeAsset', /not quote or received/, makeFile(makeSchedule({ feeAsset: 'base' }))],
    ['schedules[0].tiers', /no list with something/, makeFile(makeSchedule({ tiers: [], symbols: [] }))],
    ['schedules[0].tiers', /vip0 twice/, makeFile(makeSchedule({ tiers: [tier, tier], symbols: [] }))],
    ['schedules[0].tiers[0].name', /not a name/, makeFile(makeSchedule({ tiers: [{ ...tier, name: 'VIP 0' }], symbols: [] }))], // prettier-ignore
    ['schedules[0].tiers[0].takerBps', /not a number from 0 to 1000/, makeFile(makeSchedule({ tiers: [{ ...tier, takerBps: -1 }], symbols: [] }))], // prettier-ignore
    ['schedules[0].tiers[0].takerBps', /not a number/, makeFile(makeSchedule({ tiers: [{ ...tier, takerBps: '10' }], symbols: [] }))], // prettier-ignore
    ['schedules[0].tiers[0].makerBps', /missing/, makeFile(makeSchedule({ tiers: [{ name: 'vip0', takerBps: 1 }], symbols: [] }))], // prettier-ignore
    ['schedules[0].symbols[0].tier', /no tier of this schedule/, makeFile(makeSchedule({ symbols: [{ symbols: ['A-B'], tier: 'vip9', makerBps: 0, takerBps: 0, source: 'x' }] }))], // prettier-ignore
    ['schedules[0].symbols[0].symbols[0]', /not a symbol/, makeFile(makeSchedule({ symbols: [{ symbols: ['AB'], makerBps: 0, takerBps: 0, source: 'x' }] }))], // prettier-ignore
    ['schedules[0].symbols', /A-B twice/, makeFile(makeSchedule({ symbols: [{ symbols: ['A-B', 'A-B'], makerBps: 0, takerBps: 0, source: 'x' }] }))], // prettier-ignore
    ['schedules[0].discounts[0].percent', /not a number from 0 to 100/, makeFile(makeSchedule({ discounts: [{ name: 'a', percent: 101, paidIn: 'X', source: 'x' }] }))], // prettier-ignore
  ])('%s %s', (field, problem, file) => {
    const { problems } = readVenueFees(file, 'alpha')
    expect(problems).toContainEqual({
      field,
      problem: expect.stringMatching(problem),
      fix: expect.stringMatching(/\S/),
    })
  })

  test('a right file has none of them, and a bad one has all of its own', () => {
    expect(readVenueFees(makeFile(), 'alpha').problems).toEqual([])
    const bad = makeFile(
      makeSchedule({ feeAsset: 'base', source: '', tiers: [{ name: 'a', makerBps: 0 }], symbols: [] }),
    )
    expect(
      readVenueFees(bad, 'alpha')
        .problems.map(({ field }) => field)
        .toSorted(),
    ).toEqual(['schedules[0].feeAsset', 'schedules[0].source', 'schedules[0].tiers[0].takerBps'])
  })
})

test.each(readdirSync(deployed))('deploy/fees/%s is right', name => {
  const venue = name.replace(/\.json$/, '')
  const { fees, problems } = readVenueFees(JSON.parse(readFileSync(join(deployed, name), 'utf8')), venue)
  expect(problems).toEqual([])
  expect(fees.schedules.length).toBeGreaterThan(0)
})
