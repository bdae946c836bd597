// Who may import whom. scripts/planted-violation.ts plants one import against each rule and expects red.
const layer = (...names) => `^packages/(${names.join('|')})/`
const npm = name => `node_modules/(\\.pnpm/)?${name}[@/]`

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-service-imports-a-service',
      severity: 'error',
      from: { path: '^services/([^/]+)/' },
      to: { path: '^services/', pathNot: '^services/$1/' },
    },
    {
      name: 'packages-know-no-service',
      comment: 'the twin of a venue that exists only in a test is a part of the simulator that lives elsewhere',
      severity: 'error',
      from: { path: '^packages/', pathNot: '^packages/venue-conformance/test/sixth-venue/twins/' },
      to: { path: '^(services|scripts)/' },
    },
    {
      name: 'pure-packages-stay-pure',
      comment:
        'order-book, arbitrage, fee-schedules, instrument-identity: no node modules, no npm, only types of contracts',
      severity: 'error',
      from: { path: '^packages/(order-book|arbitrage|fee-schedules|instrument-identity)/src/' },
      to: { dependencyTypes: ['core', 'npm', 'npm-dev'] },
    },
    {
      name: 'pure-packages-take-only-types',
      severity: 'error',
      from: { path: '^packages/(order-book|arbitrage|fee-schedules|instrument-identity)/src/' },
      to: {
        path: '^packages/',
        pathNot: '^packages/(order-book|arbitrage|fee-schedules|instrument-identity)/',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'the-receipt-verifier-stands-alone',
      comment: 'what it finds counts only as long as it shares nothing with what it checks',
      severity: 'error',
      from: { path: '^(packages/receipt-verifier/src/|scripts/verify-receipt\\.ts)' },
      to: {
        path: ['^(packages|services|scripts)/', 'node_modules'],
        pathNot: '^packages/(receipt-verifier|contracts)/',
      },
    },
    {
      name: 'contracts-know-only-protobuf',
      severity: 'error',
      from: { path: `${layer('contracts')}src/` },
      to: { path: '^(packages|services)/', pathNot: layer('contracts') },
    },
    {
      name: 'streams-and-service-kit-know-no-domain',
      severity: 'error',
      from: { path: `${layer('streams', 'service-kit')}src/` },
      to: { path: '^packages/', pathNot: layer('streams', 'service-kit') },
    },
    {
      name: 'only-streams-sees-redis',
      severity: 'error',
      from: { path: '^(packages|services)/[^/]+/src/', pathNot: layer('streams') },
      to: { path: npm('ioredis') },
    },
    {
      name: 'only-contracts-sees-generated-code',
      severity: 'error',
      from: { pathNot: layer('contracts') },
      to: { path: '^packages/contracts/generated/' },
    },
    {
      name: 'sockets-to-venues-only-in-collector-runtime',
      comment:
        'collector-uniswap asks nodes over JSON-RPC, where questions have answers; local-chain and chain-simulator are such nodes',
      severity: 'error',
      from: {
        path: '^(packages|services)/[^/]+/src/',
        pathNot:
          '^(packages/(collector-runtime|local-chain|testing)|services/(api-gateway|exchange-simulator|collector-uniswap))/',
      },
      to: { path: npm('ws') },
    },
    {
      name: 'testing-only-in-tests',
      severity: 'error',
      from: { path: '^(packages|services)/[^/]+/src/', pathNot: layer('testing', 'venue-conformance') },
      to: { path: layer('testing', 'venue-conformance') },
    },
    {
      name: 'packages-by-their-entry',
      severity: 'error',
      from: { path: '^(packages|services)/([^/]+)/' },
      to: {
        path: '^packages/([^/]+)/src/',
        pathNot: ['^packages/[^/]+/src/index\\.ts$', '^packages/contracts/src/gateway\\.ts$', '^packages/$2/'],
      },
    },
    {
      name: 'no-cycles',
      comment: 'of modules that run: a cycle that is closed by a type alone never does',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    { name: 'no-unresolved', severity: 'error', from: {}, to: { couldNotResolve: true, pathNot: '^(bun|vitest)' } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|node_modules/.cache|\\.run|\\.cache)/' },
    tsPreCompilationDeps: 'specify',
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
    },
  },
}
