import { readFileSync } from 'node:fs'
import { shapeProblems, verifyReceipt, type ServedReceipt } from '@screener/receipt-verifier'

const usage = `Usage: scripts/verify-receipt FILE

Derives every figure of an opportunity again, from the levels, fees and rates of its receipt (docs/receipts.md). FILE is
what GET /api/v1/opportunities/<id> answered; - reads standard input. Shares no code with the engine.

  exit 0   everything follows, to the last digit
  exit 1   a field is wrong; each is named
  exit 2   no file, or no JSON`

const unreadable = (why: string): never => {
  process.stderr.write(`scripts/verify-receipt: ${why}\n\n${usage}\n`)
  process.exit(2)
}

const readJson = (path: string): unknown => {
  try {
    return JSON.parse(readFileSync(path === '-' ? 0 : path, 'utf8'))
  } catch (error) {
    return unreadable(`${path}: ${error instanceof Error ? error.message : String(error)}`)
  }
}

const [path, ...more] = process.argv.slice(2)
if (path === '--help' || path === '-h') {
  process.stdout.write(`${usage}\n`)
  process.exit(0)
}
if (path === undefined || more.length > 0) unreadable('give one FILE')
const read = readJson(path ?? '')
const wrongShape = shapeProblems(read)
const problems = wrongShape.length > 0 ? wrongShape : verifyReceipt(read as ServedReceipt)
for (const problem of problems) process.stdout.write(`✗ ${problem}\n`)
if (problems.length > 0) process.exit(1)
const { opportunity, receipt } = read as ServedReceipt
const { profitQuote, quote, netBps, id } = opportunity
process.stdout.write(`✓ ${id}: ${profitQuote} ${quote}, ${netBps} bps net; by ${receipt.codeVersion}\n`)
