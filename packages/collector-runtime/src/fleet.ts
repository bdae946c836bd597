import type { CloseReason } from './connection.ts'
import type { Link } from './link.ts'

/** All links of a venue: spreads symbols over them, each within what one connection may carry. */
export interface Fleet {
  add(natives: readonly string[], nowMs: number): void
  remove(natives: readonly string[]): void
  forget(native: string): void
  check(nowMs: number): void
  end(reason: CloseReason): void
  readonly size: number
}

export const createFleet = (maxSymbolsPerLink: number, createLink: () => Link): Fleet => {
  const links = new Set<Link>()
  const linkOf = new Map<string, Link>()

  const withRoom = (planned: ReadonlyMap<Link, string[]>): Link => {
    for (const link of links) if (link.symbols.size + (planned.get(link)?.length ?? 0) < maxSymbolsPerLink) return link
    const link = createLink()
    links.add(link)
    return link
  }
  const dropEmpty = (link: Link): void => {
    if (link.symbols.size > 0) return
    links.delete(link)
    link.end('idle')
  }
  return {
    get size() {
      return links.size
    },
    add(natives, nowMs) {
      const planned = new Map<Link, string[]>()
      for (const native of natives) {
        if (linkOf.has(native)) continue
        const link = withRoom(planned)
        const list = planned.get(link)
        if (list === undefined) planned.set(link, [native])
        else list.push(native)
        linkOf.set(native, link)
      }
      for (const [link, list] of planned) link.add(list, nowMs)
    },
    remove(natives) {
      const byLink = new Map<Link, string[]>()
      for (const native of natives) {
        const link = linkOf.get(native)
        if (link === undefined || !linkOf.delete(native)) continue
        byLink.set(link, [...(byLink.get(link) ?? []), native])
      }
      for (const [link, list] of byLink) {
        link.remove(list)
        dropEmpty(link)
      }
    },
    forget(native) {
      const link = linkOf.get(native)
      linkOf.delete(native)
      link?.forget(native)
      if (link !== undefined) dropEmpty(link)
    },
    check(nowMs) {
      for (const link of links) link.check(nowMs)
    },
    end(reason) {
      for (const link of links) link.end(reason)
      links.clear()
      linkOf.clear()
    },
  }
}
