import { ConfigError, runService } from '@screener/service-kit'
import { settings } from './config.ts'
import { runAnalyzer } from './run-analyzer.ts'

await runService('arbitrage-analyzer', settings, context => {
  try {
    runAnalyzer(context)
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    // What two settings say together is seen only here; it ends like every other wrong setting.
    process.stderr.write(`arbitrage-analyzer: ${error.message}\n`)
    process.exit(2)
  }
})
