// Logs of EVM contracts as JSON-RPC gives them, and their words. An own reader of hex words: nine events of fixed words,
// read some hundred times a block.

/** What of a log decides a pool's state. Hex with 0x, any case. */
export interface RawLog {
  readonly address: string
  readonly topics: readonly string[]
  readonly data: string
}

/** keccak256 of the events' signatures: the values of topic 0. */
export const topics = {
  v2Sync: '0x1c411e9a96e071241c2f21f7726b17ae89e3cab4c78be50e062b03a9fffbbad1',
  v3Initialize: '0x98636036cb66a9c19a37435efc1e90142190214e8abeb821bdba3f2990dd4c95',
  v3Swap: '0xc42079f94a6350d7e6235f29174924f928cc2ac818eb64fed8004e115fbcca67',
  v3Mint: '0x7a53080ba414158be7ec69b987b5fb7d07dee101fe85488f0853ae16239d0bde',
  v3Burn: '0x0c396cd989a39f4459b5fa1aed6a9a8dcdbc45908acfd67e028cd568da98982c',
  v4Initialize: '0xdd466e674ea557f56295e2d0218a125ea4b4f0f6f3307b95f85e6110838d6438',
  v4Swap: '0x40e9cecb9f5f1f1c5b9c97dec2917b7ee92e57ba5563708daca94dd84ad7112f',
  v4ModifyLiquidity: '0xf208f4912782fd25c7f114ca3723a2d5dd6f3bcc3ac8db5af63baa85f711d5ec',
  v4ProtocolFeeUpdated: '0xe9c42593e71f84403b84352cd168d693e2c9fcd1fdbcc3feb21d92b43e6696f9',
} as const

/** Every topic 0 that `applyLog` understands, for a filter of `eth_getLogs`. */
export const knownTopics: readonly string[] = Object.values(topics)

/** Which pool a log is about: the PoolId for V4, else the emitting contract. The `key` of the pools. */
export const poolKeyOfLog = (log: RawLog): string => {
  const [event, subject] = log.topics
  const isV4 =
    event === topics.v4Swap ||
    event === topics.v4ModifyLiquidity ||
    event === topics.v4Initialize ||
    event === topics.v4ProtocolFeeUpdated
  return (isV4 && subject !== undefined ? subject : log.address).toLowerCase()
}

/** The 32-byte words of a log's data or of one topic; undefined when it is not whole words of hex. */
export const wordsOf = (hex: string, count: number): readonly bigint[] | undefined => {
  if (hex.length !== 2 + count * 64 || !/^0x[0-9a-fA-F]*$/.test(hex)) return undefined
  return Array.from({ length: count }, (_, index) => BigInt(`0x${hex.slice(2 + index * 64, 66 + index * 64)}`))
}

const signBit = 1n << 255n

/** A word as a signed number: narrower integers come sign-extended to the whole word. */
export const signed = (word: bigint): bigint => (word & signBit ? word - (signBit << 1n) : word)
