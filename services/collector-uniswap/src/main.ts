import { ConfigError, runService } from '@screener/service-kit'
import { settings } from './config.ts'
import { startCollector } from './start-collector.ts'

await runService('collector-uniswap', settings, context => {
  try {
    startCollector(context)
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    // What a pool is can only be told when the chain is known; a wrong one ends the service like every wrong setting.
    process.stderr.write(`collector-uniswap: ${error.message}\n`)
    process.exit(2)
  }
})
