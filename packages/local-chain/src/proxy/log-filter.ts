import type { RawLog } from './chain-record.ts'

/** The `address` and `topics` of eth_getLogs and of a logs subscription. */
export interface LogFilter {
  readonly address?: unknown
  readonly topics?: unknown
}

const textList = (value: unknown): readonly string[] | undefined => {
  if (value === undefined || value === null) return undefined
  const list: readonly unknown[] = Array.isArray(value) ? value : [value]
  return list.map(item => String(item).toLowerCase())
}

/** Whether the filter lets the log through: any of the addresses, and at each place any of the topics. */
export const matchesLog = ({ address, topics }: LogFilter, log: RawLog): boolean => {
  const addresses = textList(address)
  if (addresses !== undefined && addresses.length > 0 && !addresses.includes(log.address.toLowerCase())) return false
  const places: readonly unknown[] = Array.isArray(topics) ? topics : []
  if (places.length > log.topics.length) return false
  return places.every((place, index) => textList(place)?.includes(log.topics[index]?.toLowerCase() ?? '') ?? true)
}
