/**
 * From a block at the collector (its head read) to the view of each changed book in the hands of a reader of book:{k}, over real processes:
 * anvil with Uniswap's contracts, the collector, Redis, orderbook-sync. `node bench/block-to-view.bench.ts [pools …]`, default 1 200.
 * Every block trades in every pool.
 */
import { join } from 'node:path'
import { bookStatus, bookStream, decodeBookViewBatch } from '@screener/contracts'
import {
  addLiquidity,
  createPool,
  deployUniswap,
  fullRange,
  mainnetTokens,
  mineBlock,
  nativeEther,
  setAutomaticMining,
  sqrtPriceX96Of,
  startChain,
  startRpcProxy,
  swapCall,
  type V4Pool,
} from '@screener/local-chain'
import { createStreamReader } from '@screener/streams'
import { eventually, startChild, startRedis } from '@screener/testing'

const { USDC } = mainnetTokens
const services = join(import.meta.dirname, '../..')
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined }
const warmUps = 3
const blocks = 40
const nowUs = (): number => (performance.timeOrigin + performance.now()) * 1000

const quantile = (sorted: readonly number[], part: number): number =>
  sorted.at(Math.floor(part * (sorted.length - 1))) ?? NaN

const measure = async (count: number): Promise<void> => {
  const chain = await startChain({ gasLimit: 60_000_000 })
  await deployUniswap(chain)
  const tokens = { token0: nativeEther.address, token1: USDC.address }
  const sqrtPriceX96 = sqrtPriceX96Of(3000n * 10n ** 6n, 10n ** 18n)
  const pools: V4Pool[] = []
  for (let index = 0; index < count; index++) {
    // A pool of V4 may have any fee, so there can be many of one pair.
    const pool = await createPool(chain, { kind: 'v4', ...tokens, fee: 500 + index, tickSpacing: 10, sqrtPriceX96 })
    await addLiquidity(chain, pool, { ...fullRange(10), liquidity: 10n ** 18n })
    pools.push(pool)
  }
  await setAutomaticMining(chain, false)
  const proxy = await startRpcProxy(chain)
  const redis = await startRedis()
  const environment = {
    LOG_LEVEL: 'warn',
    HTTP_PORT: '0',
    REDIS_URL: redis.url,
    VENUES: 'uniswap',
    SYMBOLS: 'BTC-USDT',
    SHARDS: '4',
    RPC_URLS: proxy.urlOf('a').ws,
    MAX_HEAD_AGE_MS: '3600000',
    // So that no block of the bench is given up on a machine that is busy.
    BLOCK_DEADLINE_MS: '60000',
    POOLS: pools.map(({ fee }) => `v4:${tokens.token0}/${tokens.token1}:${fee}/10`).join(','),
  }
  const children = ['orderbook-sync', 'collector-uniswap'].map(name =>
    startChild(process.execPath, [join(services, name, 'src/main.ts')], services, environment),
  )
  const aborter = new AbortController()
  const reader = createStreamReader({ url: redis.url, cluster: false, name: 'bench' }, quiet)
  for (let shard = 0; shard < 4; shard++) reader.follow(bookStream(shard), 'now')
  /** Block whose quotes are out, by book; and how long each view took since the head was read, µs. */
  const origins = new Map<string, string>()
  let taken: number[] = []
  const follow = async (): Promise<void> => {
    for await (const batch of reader.batches(aborter.signal)) {
      const heardUs = nowUs()
      for (const event of batch) {
        if (event.kind !== 'entry') continue
        for (const { symbol, status, origin = '', receivedTimeUs } of decodeBookViewBatch(event.payload).views) {
          if (!symbol.includes('~') || status !== bookStatus.live) continue
          if (origins.get(symbol) === origin) continue
          origins.set(symbol, origin)
          taken.push(heardUs - receivedTimeUs)
        }
      }
    }
  }
  const following = follow()
  try {
    await eventually(() => origins.size === count, { timeoutMs: 120_000, what: 'all books are live' })
    const trader = chain.accounts[1] ?? '0x'
    const each: number[] = []
    const last: number[] = []
    for (let block = 0; block < warmUps + blocks; block++) {
      taken = []
      const swap = { zeroForOne: block % 2 === 0, amountIn: block % 2 === 0 ? 10n ** 16n : 30n * 10n ** 6n }
      const transactions = pools.map(pool => ({ from: trader, call: swapCall(pool, swap, trader) }))
      const mined = await mineBlock(chain, { transactions })
      const origin = `${mined.block.number}:${mined.block.hash}`
      await eventually(() => [...origins.values()].every(its => its === origin), {
        timeoutMs: 60_000,
        what: 'all views',
      })
      if (block < warmUps) continue
      each.push(...taken)
      last.push(Math.max(...taken))
    }
    const ms = (values: number[], part: number): string =>
      (
        quantile(
          values.toSorted((one, other) => one - other),
          part,
        ) / 1000
      ).toFixed(1)
    console.log(
      `${count} pools, ${blocks} blocks: a view p50 ${ms(each, 0.5)} ms, p99 ${ms(each, 0.99)} ms; the last of a block p50 ${ms(last, 0.5)} ms, p99 ${ms(last, 0.99)} ms`,
    )
  } finally {
    aborter.abort()
    await following
    await reader.close()
    for (const child of children) await child.end('SIGTERM')
    await redis.stop()
    await proxy.close()
    await chain.close()
  }
}

const wanted = process.argv.slice(2).map(Number)
for (const count of wanted.length > 0 ? wanted : [1, 200]) await measure(count)
