import { ConfigError, runService } from '@screener/service-kit'
import { settings } from './config.ts'
import { runManager } from './run-manager.ts'

await runService('subscription-manager', settings, context => {
  try {
    runManager(context)
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    // What a file says is seen only here; it ends like every other wrong setting.
    process.stderr.write(`subscription-manager: ${error.message}\n`)
    process.exit(2)
  }
})
