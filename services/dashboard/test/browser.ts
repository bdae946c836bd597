import { existsSync } from 'node:fs'
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from 'playwright-core'

const CHROMIUM = '/usr/bin/chromium'
export const hasChromium = existsSync(CHROMIUM)

export const launch = (): Promise<Browser> =>
  chromium.launch({
    executablePath: CHROMIUM,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })

export interface Visit {
  readonly page: Page
  /** What the browser complained about: console errors, exceptions, policy violations. */
  readonly complaints: string[]
  close(): Promise<void>
}

/** Opens the page as a user would. Policy violations are reported as they happen. */
export const visit = async (
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
  prepare?: (context: BrowserContext) => Promise<unknown>,
): Promise<Visit> => {
  const context = await browser.newContext({ viewport: { width: 1440, height: 860 }, ...options })
  await prepare?.(context)
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', message => {
    if (message.type() === 'error' || message.type() === 'warning')
      complaints.push(`${message.type()}: ${message.text()}`)
  })
  page.on('pageerror', error => complaints.push(`exception: ${error.message}`))
  await page.exposeFunction('reportViolation', (text: string) => void complaints.push(`policy: ${text}`))
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', event => {
      const report = (globalThis as unknown as { reportViolation(text: string): void }).reportViolation
      report(`${event.violatedDirective} ${event.blockedURI}`)
    })
  })
  await page.goto(url)
  return { page, complaints, close: () => context.close() }
}

/** The texts of a column (0-based) of the rows on screen, top to bottom. */
export const column = (page: Page, index: number): Promise<string[]> =>
  page
    .locator('[role=row][data-id]')
    .evaluateAll((rows, at) => rows.map(row => row.querySelectorAll('[role=gridcell]')[at]?.textContent ?? ''), index)
