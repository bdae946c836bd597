import { defineConfig, type ViteUserConfig } from 'vitest/config'

// Real processes and sockets share two cores: few files at once (half of their time is waiting), patient deadlines, no retries.
const config: ViteUserConfig = defineConfig({
  test: {
    testTimeout: 120_000,
    hookTimeout: 120_000,
    maxWorkers: 3,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: [
            'packages/*/test/**/*.test.ts',
            'services/*/test/**/*.test.ts',
            'scripts/{faults,simulation}/test/**/*.test.ts',
          ],
          exclude: ['**/*.integration.test.ts', '**/node_modules/**'],
        },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          include: ['packages/*/test/**/*.integration.test.ts', 'services/*/test/**/*.integration.test.ts'],
        },
      },
      {
        extends: true,
        // Whole stacks: one at a time.
        test: {
          name: 'system',
          include: ['scripts/system-tests/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 240_000,
        },
      },
    ],
  },
})
export default config
