/** FNV-1a, 32 bits, then mixed so that close inputs fall far apart. */
const hash = (text: string): number => {
  let value = 0x811c9dc5
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193)
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b)
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35)
  return (value ^ (value >>> 16)) >>> 0
}

/**
 * Shares `shards` among `members` by rendezvous hashing with a cap: each shard goes to its highest-ranked member that has
 * room. Every member computes the same answer; a member that comes or goes moves few shards, and shares differ by one at most.
 */
export const shareOut = (shards: number, members: readonly string[]): readonly string[] => {
  const fair = Math.floor(shards / members.length)
  /** So many members hold one more than the others. A cap rounded up for all would leave some with nothing. */
  let extra = shards % members.length
  const held = new Map(members.map(member => [member, 0]))
  const owners: string[] = []
  for (let shard = 0; shard < shards; shard++) {
    let best: string | undefined
    let bestRank = -1
    for (const member of members) {
      const rank = hash(`${shard}/${member}`)
      if ((held.get(member) ?? 0) >= fair + (extra > 0 ? 1 : 0)) continue
      if (rank > bestRank || (rank === bestRank && member < (best ?? ''))) {
        best = member
        bestRank = rank
      }
    }
    if (best === undefined) break
    const count = (held.get(best) ?? 0) + 1
    held.set(best, count)
    if (count > fair) extra--
    owners.push(best)
  }
  return owners
}
