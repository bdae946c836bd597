import { runCollector } from '../../src/index.ts'
import { acme } from './venue.ts'

// A whole collector process of the invented venue, for tests; which dialect it speaks comes as its argument, and as variant.
await runCollector({
  ...acme(process.argv[2] === 'channel' ? 'channel' : 'rest'),
  variants: { channel: { snapshot: undefined } },
})
