import type { ProvingGround } from './proving-ground.ts'
import type { FaultOrder } from './simulator-process.ts'

const symbol = 'ETH-USDT'

/** A fault in one symbol's depth must cost that book its life at once and nobody else's, and it must come back right. */
export const losesThenRecovers = async (ground: ProvingGround, fault: Omit<FaultOrder, 'symbol'>): Promise<void> => {
  const followed = await ground.followed()
  const before = followed.losses.length
  await (await ground.simulator()).fault({ channel: 'depth', symbol, ...fault })
  try {
    await ground.until(`${symbol} not LIVE after ${fault.kind}`, () =>
      followed.losses.slice(before).some(loss => loss.symbol === symbol),
    )
  } catch (cause) {
    await ground.judge(followed)
    throw cause
  }
  await ground.recovered(followed, [symbol])
  const others = followed.losses.slice(before).filter(loss => loss.symbol !== symbol)
  if (others.length > 0)
    throw new Error(`${fault.kind} in ${symbol} cost others their books: ${JSON.stringify(others)}`)
}
