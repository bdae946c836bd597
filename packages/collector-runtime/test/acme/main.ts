import { runCollector } from '../../src/index.ts'
import { acme } from './venue.ts'

// A whole collector process of the invented venue, for tests; which dialect it speaks comes as its argument.
await runCollector({
  ...acme(process.argv[2] === 'channel' ? 'channel' : 'rest'),
  variants: { abroad: { webSocketUrl: 'ws://127.0.0.1:1/abroad' } },
})
