/** Collects what one turn of the event loop produced. */
export interface TurnBatcher<T> {
  add(item: T): void
  /** Emits at once what is collected so far. */
  flushNow(): void
}

/** Emits once per turn of the event loop: one item when calm, many when busy. `emit` must not throw. */
export const createTurnBatcher = <T>(emit: (items: T[]) => void): TurnBatcher<T> => {
  let items: T[] = []
  let scheduled = false
  const emitAll = (): void => {
    if (items.length === 0) return
    const batch = items
    items = []
    emit(batch)
  }
  const onTurnEnd = (): void => {
    scheduled = false
    emitAll()
  }
  return {
    add: item => {
      items.push(item)
      if (scheduled) return
      scheduled = true
      setImmediate(onTurnEnd)
    },
    flushNow: emitAll,
  }
}
