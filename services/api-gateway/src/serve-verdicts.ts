import type { Express } from 'express'
import type { KnownVerdict, KnownVerdicts } from './known-verdicts.ts'
import { problem } from './problem.ts'
import { sendProblem } from './send-problem.ts'
import { readVerdictFilter } from './verdict-query.ts'

export interface VerdictSources {
  readonly verdicts: KnownVerdicts
  /** Monotonic milliseconds. */
  readonly nowMs: () => number
  /** Epoch milliseconds. */
  readonly wallMs: () => number
}

const units: Readonly<Record<string, string>> = {
  stale: 'ms',
  skew: 'ms',
  lagging: 'ms',
  brief: 'ms',
  tops: 'bps',
  size: 'bps',
  net: 'bps',
  incredible: 'bps',
  open: 'bps',
}

const describe = ({ verdict, heardAtMs }: KnownVerdict, sources: VerdictSources): Record<string, unknown> => ({
  routeId: verdict.routeId,
  rule: verdict.rule,
  margin: verdict.margin,
  /** Empty for a rule that has no measure. */
  marginUnit: Object.hasOwn(units, verdict.rule) ? units[verdict.rule] : '',
  detail: verdict.detail,
  ageMs: Math.max(0, Math.round(sources.wallMs() - verdict.atUs / 1_000)),
  toldMsAgo: Math.max(0, Math.round(sources.nowMs() - heardAtMs)),
})

/** GET /api/v1/verdicts and /api/v1/verdicts/<routeId>: why routes are not open. */
export const serveVerdicts = (app: Express, sources: VerdictSources): void => {
  const { verdicts } = sources

  app.get('/api/v1/verdicts', (request, response) => {
    const { summary } = verdicts
    const reading = readVerdictFilter(request.query, Object.keys(summary?.counts ?? {}))
    if (reading.kind === 'problem') {
      sendProblem(response, reading.problem)
      return
    }
    const found = reading.filter === undefined ? undefined : verdicts.find(reading.filter)
    response.json({
      live: verdicts.live(sources.nowMs()),
      atMs: sources.wallMs(),
      countedAtMs: summary === undefined ? null : Math.round(summary.atUs / 1_000),
      routes: summary?.routes ?? 0,
      counts: summary?.counts ?? {},
      toldRoutes: verdicts.size,
      ...(found === undefined
        ? {}
        : { matching: found.matching, verdicts: found.verdicts.map(known => describe(known, sources)) }),
    })
  })

  app.get('/api/v1/verdicts/:routeId', (request, response) => {
    const known = verdicts.of(request.params.routeId)
    if (known !== undefined) {
      response.json({ ...describe(known, sources), live: verdicts.live(sources.nowMs()), atMs: sources.wallMs() })
      return
    }
    const detail =
      verdicts.summary === undefined
        ? 'The analyzer has not told any verdict yet.'
        : 'No verdict of such a route is known; a new route is told when its turn comes.'
    const fix = 'take a routeId from /api/v1/verdicts?find=<venue or symbol>'
    sendProblem(response, problem(404, { detail, field: 'routeId', fix }))
  })
}
