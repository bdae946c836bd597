import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { hasChromium } from './browser.ts'
import { makeVerdicts } from './market.ts'
import { useStage } from './stage.ts'

const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

interface AxeResults {
  readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly html: string }[] }[]
}

const violations = async (page: Page): Promise<string[]> => {
  await page.evaluate(await readFile(axePath, 'utf8'))
  const results = await page.evaluate(() =>
    (globalThis as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run(),
  )
  return results.violations.flatMap(({ id, nodes }) => nodes.map(node => `${id}: ${node.html}`))
}

const looks: readonly { readonly name: string; readonly options: BrowserContextOptions }[] = [
  { name: 'light', options: { colorScheme: 'light' } },
  { name: 'dark', options: { colorScheme: 'dark' } },
  { name: 'phone', options: { viewport: { width: 390, height: 780 }, colorScheme: 'light' } },
]

describe.skipIf(!hasChromium)(
  'axe, in Chromium' + (hasChromium ? '' : ' (skipped: /usr/bin/chromium is not there)'),
  () => {
    const stage = useStage()

    for (const { name, options } of looks) {
      test(`${name}: table, details, refusals, closed row, stale, empty`, async () => {
        // Axe is not our script: it runs in a context without the policy, which other tests keep.
        const page = await stage.open({ ...options, bypassCSP: true })
        expect(await violations(page)).toEqual([])
        await page.locator('[data-id=ETH]').click()
        await page.locator('aside').waitFor()
        expect(await violations(page)).toEqual([])
        await page.getByRole('button', { name: 'Close the details' }).click()
        stage.gateway.api = () => makeVerdicts()
        await page.getByRole('button', { name: 'Why not?' }).click()
        await page.locator('.rules').waitFor()
        await page.fill('#why-find', 'btc')
        await page.locator('.verdicts li').first().waitFor()
        expect(await violations(page)).toEqual([])
        await page.getByRole('button', { name: 'Close' }).click()
        stage.gateway.update({ closed: [{ id: 'ETH', reason: 'stale' }] })
        await page.locator('.row.closed').waitFor()
        expect(await violations(page)).toEqual([])
        stage.gateway.silent = true
        await page.locator('.strip.stale').waitFor()
        expect(await violations(page)).toEqual([])
        stage.gateway.silent = false
        await page.locator('.app.live').waitFor()
        await page.fill('#filter', 'nothing')
        await page.locator('.empty').waitFor()
        expect(await violations(page)).toEqual([])
      })
    }

    test('320 px wide: nothing scrolls sideways, targets are at least 44 px', async () => {
      const page = await stage.open({ viewport: { width: 320, height: 640 } })
      const wide = await page.evaluate(() =>
        [document.documentElement, document.querySelector('.grid')].map(each =>
          each ? each.scrollWidth - each.clientWidth : -1,
        ),
      )
      expect(wide).toEqual([0, 0])
      const heights = await page
        .locator('button:visible, input:visible, select:visible')
        .evaluateAll(all => all.map(each => each.getBoundingClientRect().height))
      expect(Math.min(...heights)).toBeGreaterThanOrEqual(44)
    })
  },
)
