// Says three things and is gone before anything in the background could run.
import { createLogger } from '../../src/index.ts'

const log = createLogger({ level: 'info', service: 's', instance: 'i', version: 'v', secrets: [] })
for (const event of ['first', 'second', 'third']) log.info({ event }, event)
process.kill(process.pid, 'SIGKILL')
