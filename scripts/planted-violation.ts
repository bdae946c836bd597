/**
 * A gate that looks at nothing is green too. Plants one import against each of several boundary rules, expects the
 * boundary check to name every one of them, and removes them again.
 */
import { spawnSync } from 'node:child_process'
import { readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Any one will do. */
const collector = readdirSync(join(root, 'services')).find(name => name.startsWith('collector-')) ?? ''

const plants: readonly { readonly rule: string; readonly file: string; readonly text: string }[] = [
  {
    rule: 'no-service-imports-a-service',
    file: 'services/orderbook-sync/src/planted-violation.ts',
    text: `import '../../${collector}/src/venue.ts'\n`,
  },
  {
    rule: 'pure-packages-stay-pure',
    file: 'packages/order-book/src/planted-violation.ts',
    text: "import 'node:fs'\n",
  },
  {
    rule: 'only-streams-sees-redis',
    file: 'packages/service-kit/src/planted-violation.ts',
    text: "import '../../streams/node_modules/ioredis/built/index.js'\n",
  },
  {
    rule: 'the-receipt-verifier-stands-alone',
    file: 'packages/receipt-verifier/src/planted-violation.ts',
    text: "import '../../arbitrage/src/index.ts'\n",
  },
  {
    rule: 'packages-know-no-service',
    file: 'packages/collector-runtime/src/planted-violation.ts',
    text: `import '../../../services/${collector}/src/venue.ts'\n`,
  },
]

const cleanUp = (): void => {
  for (const { file } of plants) rmSync(join(root, file), { force: true })
}

try {
  for (const { file, text } of plants) writeFileSync(join(root, file), text)
  const run = spawnSync('depcruise', ['--config', '.dependency-cruiser.cjs', 'packages', 'services'], {
    cwd: root,
    encoding: 'utf8',
  })
  const missed = plants.filter(({ rule }) => !run.stdout.includes(rule))
  if (run.status === 0 || missed.length > 0) {
    console.error(`the boundary check let planted violations pass: ${missed.map(({ rule }) => rule).join(', ')}`)
    console.error(run.stdout, run.stderr)
    process.exitCode = 1
  } else {
    console.log(`${plants.length} of ${plants.length} planted violations were caught`)
  }
} finally {
  cleanUp()
}
