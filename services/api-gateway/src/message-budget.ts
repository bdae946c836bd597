const messagesPerSecond = 10
const strikesAllowed = 3

/** What one socket may still send. Times are monotonic milliseconds. */
export interface MessageBudget {
  /** Takes one message off the budget of this second; false when there is none left. */
  readonly spend: (nowMs: number) => boolean
  /** Notes misbehaviour; true when it was once too often. */
  readonly strike: () => boolean
}

export const createMessageBudget = (): MessageBudget => {
  let tokens = messagesPerSecond
  let filledAtMs: number | undefined
  let strikes = 0
  return {
    spend: nowMs => {
      const grown = filledAtMs === undefined ? 0 : ((nowMs - filledAtMs) * messagesPerSecond) / 1000
      tokens = Math.min(messagesPerSecond, tokens + grown)
      filledAtMs = nowMs
      if (tokens < 1) return false
      tokens -= 1
      return true
    },
    strike: () => {
      strikes += 1
      return strikes >= strikesAllowed
    },
  }
}
