export interface StopLog {
  info(fields: object, message: string): void
  error(fields: object, message: string): void
}

export interface StopList {
  readonly add: (name: string, stop: () => Promise<void> | void) => void
  /** Runs all stops, last added first, one after the other; gives up at the deadline. False when something failed or hung. */
  readonly run: (deadlineMs: number) => Promise<boolean>
}

export const createStopList = (log: StopLog): StopList => {
  const stops: { readonly name: string; readonly stop: () => Promise<void> | void }[] = []
  let current = ''

  const stopAll = async (): Promise<boolean> => {
    let clean = true
    for (let entry = stops.pop(); entry; entry = stops.pop()) {
      current = entry.name
      try {
        await entry.stop()
      } catch (error) {
        clean = false
        log.error({ event: 'stop_failed', part: entry.name, err: error }, `could not stop ${entry.name}`)
      }
    }
    return clean
  }

  return {
    add: (name, stop) => {
      stops.push({ name, stop })
    },
    run: async deadlineMs => {
      let timer: NodeJS.Timeout | undefined
      const deadline = new Promise<'late'>(resolve => {
        timer = setTimeout(resolve, deadlineMs, 'late')
      })
      const outcome = await Promise.race([stopAll(), deadline])
      clearTimeout(timer)
      if (outcome !== 'late') return outcome
      const left = [current, ...stops.map(entry => entry.name).reverse()]
      log.error({ event: 'stop_late', parts: left }, `still stopping after ${deadlineMs} ms: ${left.join(', ')}`)
      return false
    },
  }
}
