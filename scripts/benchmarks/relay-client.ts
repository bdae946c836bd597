/** One bare hop: reads a stream and writes each entry on, with nothing between. The first hop writes time stamps itself. */
import { Redis } from 'ioredis'

const { redisUrl, from, to, everyMs } = JSON.parse(process.argv[2] ?? '{}') as {
  readonly redisUrl: string
  readonly from?: string
  readonly to: string
  readonly everyMs: number
}
const writer = new Redis(redisUrl)
const write = (stamp: string): Promise<unknown> => writer.xadd(to, 'MAXLEN', '~', 1000, '*', 'p', stamp)
process.once('disconnect', () => process.exit(0))

if (from === undefined) {
  setInterval(() => void write(`${performance.timeOrigin + performance.now()}`), everyMs)
} else {
  const reader = new Redis(redisUrl)
  let last = '$'
  for (;;) {
    const reply = await reader.xread('BLOCK', 1000, 'STREAMS', from, last)
    for (const [, entries] of reply ?? []) {
      for (const [id, fields] of entries) {
        last = id
        void write(fields[1] ?? '')
      }
    }
  }
}
