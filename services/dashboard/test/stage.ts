import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest'
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { hasChromium, launch, visit, type Visit } from './browser.ts'
import { buildPage, type BuiltPage } from './built-page.ts'
import { GatewayDouble } from './gateway-double.ts'
import { makeOpportunity, twoVenues } from './market.ts'

export interface Stage {
  readonly gateway: GatewayDouble
  readonly browser: Browser
  readonly url: string
  /** Opens the page; at the end of the test the browser must not have complained about anything. */
  open(
    options?: BrowserContextOptions,
    path?: string,
    prepare?: (context: BrowserContext) => Promise<unknown>,
  ): Promise<Page>
  /** For tests that provoke complaints, such as refused connections. */
  readonly mayComplain: (pattern: RegExp) => void
}

/** Builds the page once, and gives each test a gateway of its own with five rows. */
export const useStage = (): Stage => {
  let built: BuiltPage | undefined
  let browser: Browser | undefined
  let gateway: GatewayDouble | undefined
  let url = ''
  let visits: Visit[] = []
  let allowed: RegExp[] = []
  const need = <T>(value: T | undefined): T => {
    if (value === undefined) throw new Error('the stage is not set')
    return value
  }

  beforeAll(async () => {
    if (!hasChromium) return
    built = await buildPage()
    browser = await launch()
  })
  afterAll(async () => {
    await browser?.close()
    await built?.remove()
  })
  beforeEach(async () => {
    if (built === undefined) return
    visits = []
    allowed = []
    gateway = new GatewayDouble(built.folder)
    gateway.full = { ...gateway.full, opportunities: fiveRows(), venues: [...twoVenues()] }
    url = await gateway.listen()
  })
  afterEach(async () => {
    const complaints = visits
      .flatMap(each => each.complaints)
      .filter(text => !allowed.some(pattern => pattern.test(text)))
    for (const each of visits) await each.close()
    await gateway?.close()
    expect(complaints).toEqual([])
  })

  return {
    get gateway() {
      return need(gateway)
    },
    get browser() {
      return need(browser)
    },
    get url() {
      return url
    },
    async open(options = {}, path = '/opportunities', prepare) {
      const opened = await visit(need(browser), url + path, options, prepare)
      visits.push(opened)
      await opened.page.locator('[role=row][data-id]').first().waitFor()
      return opened.page
    },
    mayComplain: pattern => void allowed.push(pattern),
  }
}

export const BASES = ['BTC', 'ETH', 'SOL', 'XRP', 'DOGE'] as const

/** Net 20, 16, 12, 8 and 4 bps. */
export const fiveRows = (): ReturnType<typeof makeOpportunity>[] =>
  BASES.map((base, index) => makeOpportunity({ id: base, base, netBps: 20 - index * 4, quantity: 10 + index }))
