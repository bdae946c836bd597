import type { ClassResult } from './measure-accuracy.ts'
import type { AccuracyResult } from './simulate-accuracy.ts'

/** Everything that the document says in figures. */
export interface AccuracyFigures {
  readonly commit: string
  readonly truth: readonly AccuracyResult[]
  readonly truthMs: number
  readonly classes: readonly ClassResult[]
  readonly classMs: number
  readonly classSeeds: number
}

const share = (found: number, there: number): string =>
  there === 0 ? 'not asked' : `${found} of ${there} (${((found / there) * 100).toFixed(2)} %)`

/** As prettier writes it. */
const table = (rows: readonly (readonly string[])[]): string => {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map(row => row[column]?.length ?? 0)))
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`
  const [head = [], ...body] = rows
  return [line(head), line(widths.map(width => '-'.repeat(width))), ...body.map(line)].join('\n')
}

const truthTable = (results: readonly AccuracyResult[]): string => {
  const sum = (of: (result: AccuracyResult) => number): number => results.reduce((total, each) => total + of(each), 0)
  const spans = (results[0]?.recall ?? []).map(({ fromMs, toMs }, index) => {
    const name = toMs === Infinity ? `alive ${fromMs} ms or longer` : `alive ${fromMs} to ${toMs} ms`
    const there = sum(({ recall }) => recall[index]?.there ?? 0)
    return [
      name,
      share(
        sum(({ recall }) => recall[index]?.found ?? 0),
        there,
      ),
    ]
  })
  const rows = sum(({ rows: each }) => each)
  const wrong = sum(({ falseRows }) => falseRows.length)
  const phantoms = sum(({ phantoms: each }) => each.length)
  const worst = Math.max(0, ...results.map(({ worstError }) => worstError))
  return table([
    ['', ''],
    ...spans.reverse(),
    ['rows that the oracle says are true', share(rows - wrong, rows)],
    ['rows whose levels, age or skew are not as promised', String(phantoms)],
    ["largest difference of a row's profit from the exact one", `${worst.toExponential(1)} of it`],
    ['rows whose engine did not prove that no size is better', String(sum(({ rowsUnproven }) => rowsUnproven))],
    ['routes tried, summed over all changes', String(sum(({ evaluations }) => evaluations))],
  ])
}

const classTable = (classes: readonly ClassResult[]): string =>
  table([
    ['class', 'rows while it is told', 'rows that are it', 'true ones beside it, published', 'what happens'],
    ...classes.map(({ name, rows, falseRows, found, there, what }) => [
      ...[name, String(rows), falseRows === 0 ? '0' : `**${falseRows}**`, share(found, there), what],
    ]),
  ])

const failing = (classes: readonly ClassResult[]): string => {
  const failed = classes.filter(({ falseRows, knownLimit }) => falseRows > 0 && !knownLimit)
  if (failed.length === 0) return 'No class that the screener promises to see was published.'
  return failed
    .map(({ name, falseRows, example }) => `**${name} fails**: ${falseRows} rows, such as \`${example}\`.`)
    .join('\n')
}

/** The whole of docs/accuracy.md. */
export const describeAccuracy = ({
  commit,
  truth,
  truthMs,
  classes,
  classMs,
  classSeeds,
}: AccuracyFigures): string => `# Accuracy

Written by \`scripts/simulate --accuracy\` at commit ${commit}; do not edit it by hand. How the simulation works:
[ADR 13](adr/0013-deterministic-simulation.md).

The real services run over simulated venues in one process on one virtual clock. An oracle that shares no code with the engine tries every
route and every lot in exact arithmetic on what the venues had published, at every change of it. It reads the venues' own record and the
published streams, and nothing between them.

## Nothing wrong

${truth.length} markets of three venues each, ${truthMs / 1_000} simulated seconds of each; routes of two and three legs, fees of 4 bps.

${truthTable(truth)}

A stretch counts from the first tick (10 ms) at which the route paid to the first at which it did not. Equal means within 10^-9 of the profit
plus 10^-13 of what is spent, which is what doubles lose when two large sums are subtracted.

## Falsehoods

Each by itself, told by one of three venues from the fourth second on (wrong prices: from the start), ${classSeeds} markets of
${classMs / 1_000} judged seconds. The other two venues go on trading: their true opportunities must be published as if nothing were wrong.

${classTable(classes)}

${failing(classes)}

**ticker collision at 3 %** is seen because a book must first have agreed with the others within a fifth of QUARANTINE_BPS. Two coins under one name that
begin closer than that cannot be told apart by their prices; what tells them apart is the asset registry (ASSETS_FILE).

**flicker**: no row opens on it, and none that is open shows it: what is better than it has been for MIN_LIFE_MS is told when it has stood for as
long ([ADR 16](adr/0016-what-stands-and-what-goes-on.md)).

**depeg**: rows over a stablecoin that is off its par are true and are shown; they must carry the mark. Lots of stablecoins are too many to be
tried one by one, so the oracle is not asked there.
`
