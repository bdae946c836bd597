import { ConfigError, runService } from '@screener/service-kit'
import { settings } from './config.ts'
import { startCollector } from './start-collector.ts'

await runService('collector-uniswap', settings, context => {
  try {
    startCollector(context)
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    // What a pool is can only be told when the chain is known; it ends as any other wrong setting does.
    process.stderr.write(`collector-uniswap: ${error.message}\n`)
    process.exit(2)
  }
})
