import tseslint from 'typescript-eslint'

export default tseslint.config(
  {
    ignores: [
      '**/node_modules/**',
      '**/dist/**',
      '**/generated/**',
      '.run/**',
      '.cache/**',
      '**/*.js',
      '**/*.cjs',
      '**/*.d.ts',
    ],
  },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: true }],
      '@typescript-eslint/no-dynamic-delete': 'off',
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Only service-kit reads the environment.' },
        { property: 'innerHTML', message: 'Untrusted text goes in as text nodes.' },
      ],
      'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: [
      'packages/service-kit/src/**',
      'packages/testing/**',
      'scripts/**',
      '**/test/**',
      '*.config.ts',
      'services/dashboard/*.config.ts',
    ],
    rules: { 'no-restricted-properties': 'off' },
  },
  {
    // Tests may be loose where the strictness only makes them longer.
    files: ['**/test/**', 'packages/testing/**', 'scripts/system-tests/**'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/require-await': 'off',
    },
  },
  {
    // Pure packages take clocks and randomness as arguments, so that a seed replays exactly.
    files: ['packages/{order-book,arbitrage,fee-schedules,instrument-identity,contracts}/src/**'],
    rules: {
      'no-restricted-globals': ['error', 'Date', 'performance', 'setTimeout', 'setInterval', 'setImmediate', 'process'],
      'no-restricted-properties': ['error', { object: 'Math', property: 'random' }],
    },
  },
  {
    // The pipeline takes clocks and chance as arguments too, but for the shells that are named here. The simulation runs those as
    // well, under clocks, timers and chance of its own: docs/adr/0013-deterministic-simulation.md.
    files: [
      'packages/collector-runtime/src/**',
      'services/orderbook-sync/src/**',
      'services/arbitrage-analyzer/src/**',
      'services/collector-*/src/decode.ts',
    ],
    ignores: [
      'packages/collector-runtime/src/{collector,connection,control-channel,hold-shards,instrument-poll,rest-budget}.ts',
      'packages/collector-runtime/src/{run-collector,session-clock}.ts',
      'services/orderbook-sync/src/{held-shards,start-sync,status}.ts',
      'services/arbitrage-analyzer/src/{clock,run-analyzer}.ts',
    ],
    rules: {
      'no-restricted-globals': ['error', 'performance', 'setTimeout', 'setInterval', 'setImmediate'],
      'no-restricted-imports': ['error', 'node:timers', 'node:timers/promises', 'node:perf_hooks'],
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Only service-kit reads the environment.' },
        { object: 'Date', property: 'now', message: 'Take a clock as an argument.' },
        { object: 'Math', property: 'random', message: 'Take chance as an argument.' },
      ],
    },
  },
  {
    // Symbols and reasons come from outside: they reach the page as text nodes only.
    files: ['services/dashboard/src/**'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: "JSXAttribute[name.name='dangerouslySetInnerHTML']",
          message: 'Untrusted text goes in as text nodes.',
        },
      ],
    },
  },
)
