import { subscriptionStates } from '@screener/contracts'
import { Counter, Gauge, type Registry } from '@screener/service-kit'
import type { Manager } from './manager.ts'

export interface ManagerMetrics {
  readonly wishes: Counter<'outcome'>
  readonly sent: Counter<'venue'>
}

/** `manager` is asked at each scrape. */
export const createManagerMetrics = (
  registry: Registry,
  venues: readonly string[],
  manager: () => Manager | undefined,
): ManagerMetrics => {
  const registers = [registry]
  new Gauge({
    name: 'subscriptions',
    help: 'Symbols by venue, by what is asked of it, and by what came of it',
    labelNames: ['venue', 'asked', 'state'],
    registers,
    collect() {
      this.reset()
      for (const venue of venues) {
        for (const asked of ['deep', 'top', 'none'])
          for (const state of subscriptionStates) this.set({ venue, asked, state }, 0)
        for (const { asked, state } of manager()?.states(venue, Date.now())?.values() ?? [])
          this.inc({ venue, asked, state })
      }
    },
  })
  new Gauge({
    name: 'subscription_wishes',
    help: 'Requests for a while that are in force',
    registers,
    collect() {
      this.set(manager()?.wishes ?? 0)
    },
  })
  return {
    wishes: new Counter({ name: 'subscription_wishes_total', help: 'Wishes read', labelNames: ['outcome'], registers }),
    sent: new Counter({
      name: 'subscription_commands_total',
      help: 'Desired sets told',
      labelNames: ['venue'],
      registers,
    }),
  }
}
