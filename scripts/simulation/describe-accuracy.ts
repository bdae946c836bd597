import type { ClassResult } from './measure-accuracy.ts'
import type { AccuracyResult } from './simulate-accuracy.ts'

/** Everything that the document says in figures. */
export interface AccuracyFigures {
  readonly commit: string
  readonly truth: readonly AccuracyResult[]
  readonly classes: readonly ClassResult[]
  readonly classMs: number
  /** Simulations that were run, of those planned. */
  readonly done: number
  readonly planned: number
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
    const name = !Number.isFinite(toMs) ? `alive ${fromMs} ms or longer` : `alive ${fromMs} to ${toMs} ms`
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
  const worstOfPaying = Math.max(0, ...results.map(({ worstErrorOfPaying }) => worstErrorOfPaying))
  return table([
    ['', ''],
    ...spans.reverse(),
    ['rows that the oracle says are true', share(rows - wrong, rows)],
    ['rows whose levels, age or skew are not as promised', String(phantoms)],
    ["largest difference of a row's profit from the exact one", `${worst.toExponential(1)} of it`],
    ['the same of rows that net 0.01 basis points or more', `${worstOfPaying.toExponential(1)} of it`],
    ['rows whose engine did not prove that no size is better', String(sum(({ rowsUnproven }) => rowsUnproven))],
    ['routes tried, summed over all changes', String(sum(({ evaluations }) => evaluations))],
  ])
}

const kindTable = (results: readonly AccuracyResult[]): string => {
  const names = [...new Set(results.flatMap(({ kinds }) => kinds.map(({ kind }) => kind)))].sort()
  return table([
    ['kind of route', 'alive 100 ms or longer, published'],
    ...names.map(name => {
      const its = results.flatMap(({ kinds }) => kinds.filter(({ kind }) => kind === name))
      return [
        name,
        share(
          its.reduce((sum, { found }) => sum + found, 0),
          its.reduce((sum, { there }) => sum + there, 0),
        ),
      ]
    }),
  ])
}

/** What so many without a miss prove, at 95 %. */
const bound = (results: readonly AccuracyResult[]): string => {
  const lived = results.flatMap(({ recall }) => recall.filter(({ fromMs }) => fromMs >= 100))
  const there = lived.reduce((sum, { there: each }) => sum + each, 0)
  const missed = there - lived.reduce((sum, { found }) => sum + found, 0)
  if (there === 0) return ''
  if (missed > 0) return `**${missed} of ${there} alive 100 ms or longer were missed.**`
  const least = Math.floor((1 - 3 / there) * 1e6) / 1e4
  return `None of ${there} alive 100 ms or longer was missed: a recall of at least ${least} % at 95 % confidence, were they independent.`
}

const classTable = (classes: readonly ClassResult[]): string =>
  table([
    ['class', 'markets', 'rows while it is told', 'rows that are it', 'true ones beside it, published', 'what happens'],
    ...classes.map(({ name, seeds, rows, falseRows, found, there, what }) => [
      ...[name, String(seeds), String(rows), falseRows === 0 ? '0' : `**${falseRows}**`, share(found, there), what],
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
  classes,
  classMs,
  done,
  planned,
}: AccuracyFigures): string => `# Accuracy

Written by \`scripts/simulate --accuracy\` at commit ${commit}; do not edit it by hand. How the simulation works:
[ADR 13](adr/0013-deterministic-simulation.md).

The real services run over simulated venues in one process on one virtual clock. An oracle that shares no code with the engine tries every
route and every lot in exact arithmetic on what the venues had published, at every change of it. It reads the venues' own record and the
published streams, and nothing between them.

${done < planned ? `**Not the whole run**: ${done} of ${planned} simulations were done when this was written.\n\n` : ''}## Nothing wrong

${truth.length} markets of three venues and a pool each, ${truth.reduce((sum, { simulatedMs }) => sum + simulatedMs, 0) / 1_000} simulated seconds in all, after 14 in which the books became known; routes of two to four legs over five pairs, fees of 4 bps,
at one venue in kind; one venue counts a coin in thousands and says so; trades with the pool have a cost whatever their size. Now and then somebody
offers or bids at a price that pays elsewhere, for some 20 to 900 ms.

${truthTable(truth)}

${kindTable(truth)}

${bound(truth)}

A stretch counts from the first tick (10 ms) at which the route paid to the first at which it did not. Equal means within 10^-9 of the profit
plus 10^-13 of what is spent, which is what doubles lose when two large sums are subtracted.

## Falsehoods

Each by itself, told by one of three venues from a second after the books became known (wrong prices: from the start), a market of
${classMs / 1_000} judged seconds each. The other two venues go on trading: their true opportunities must be published as if nothing were wrong.

${classTable(classes)}

${failing(classes)}

**ticker collision at 3 %** is seen because a book must first have agreed with the others within a fifth of QUARANTINE_BPS. Two coins under one name that
begin closer than that cannot be told apart by their prices; what tells them apart is the asset registry (ASSETS_FILE).

**flicker**: no row opens on it, and none that is open shows it: what is better than it has been for MIN_LIFE_MS is told when it has stood for as
long ([ADR 16](adr/0016-what-stands-and-what-goes-on.md)).

**depeg**: rows over a stablecoin that is off its par are true and are shown; they must carry the mark. Lots of stablecoins are too many to be
tried one by one, so the oracle is not asked there.
`
