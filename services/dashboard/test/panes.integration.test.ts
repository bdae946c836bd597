import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { hasChromium } from './browser.ts'
import { makeOpportunity, makeVerdict, makeVerdicts } from './market.ts'
import { useStage } from './stage.ts'

const patient = { timeout: 30_000, interval: 50 }

/** Rules and how many routes stand at each, as shown. */
const rules = (page: Page): Promise<string[]> =>
  page
    .locator('.rules button')
    .evaluateAll(all => all.map(each => [...each.children].map(part => part.textContent).join(': ')))

describe.skipIf(!hasChromium)(
  'beside the table, in Chromium' + (hasChromium ? '' : ' (skipped: /usr/bin/chromium is not there)'),
  () => {
    const stage = useStage()

    const openWhy = async (page: Page): Promise<void> => {
      await page.getByRole('button', { name: 'Why not?' }).click()
      await page.locator('.rules').waitFor()
    }

    test('why not: counts by rule, kept current; a rule and a text narrow the list', async () => {
      stage.gateway.api = () => makeVerdicts({ verdicts: [] })
      const page = await stage.open()
      await openWhy(page)
      expect(await rules(page)).toEqual([
        'Open: in the table: 5',
        'A book is not live: 120',
        'Quarantined: not surely the same asset: 12',
        'A book is too old: 0',
        'Best prices do not pay: 30,860',
        'Below the least net wanted: 7',
      ])
      expect(await page.locator('.pane-head').textContent()).toContain('31,004 routes, counted at')
      expect(stage.gateway.asked).toContain('/api/v1/verdicts')
      expect(await page.locator('.verdicts li').count()).toBe(0)

      const evil = 'two-leg:<img src=x onerror=alert(1)>.A-B.buy:bybit.A-B.sell'
      stage.gateway.api = () =>
        makeVerdicts({
          counts: { quarantined: 13 },
          verdicts: [...makeVerdicts().verdicts!, makeVerdict({ routeId: evil })],
        })
      await expect.poll(() => rules(page), patient).toEqual(['Quarantined: not surely the same asset: 13'])
      await page.getByRole('button', { name: 'Quarantined' }).click()
      await expect.poll(() => page.locator('.verdicts li').count(), patient).toBe(3)
      const [near = '', held = ''] = await page.locator('.verdicts li').allTextContents()
      expect(near).toContain('BTC-USDT Binance → Bybit−0.3 bpsBest prices do not pay · 2 s ago')
      expect(held).toContain('–Quarantined: not surely the same asset · kraken BTC-USD: 12 % from the others for 300 s')
      expect(await page.locator('img').count()).toBe(0)
      await page.fill('#why-find', 'BTC/USDT okx')
      await expect
        .poll(() => stage.gateway.asked.at(-1), patient)
        .toBe('/api/v1/verdicts?find=BTC-USDT+okx&rule=quarantined&limit=40')
      await expect.poll(() => page.url(), patient).toContain('?why=BTC%2FUSDT+okx')
    })

    test('why not by the keyboard and by the address; one pane at a time', async () => {
      stage.gateway.api = () => makeVerdicts()
      const page = await stage.open({}, '/opportunities?why=btc')
      await expect.poll(() => page.locator('.verdicts li').count(), patient).toBe(2)
      expect(await page.locator('#why-find').inputValue()).toBe('btc')
      await page.locator('#why-find').focus()
      await page.keyboard.press('Escape')
      expect(await page.locator('#why-find').inputValue()).toBe('')
      await page.keyboard.press('Escape')
      await expect.poll(() => page.locator('aside').count(), patient).toBe(0)
      expect(await page.evaluate(() => document.activeElement?.id)).toBe('grid')
      await page.keyboard.press('w')
      await expect.poll(() => page.evaluate(() => document.activeElement?.id), patient).toBe('pane-title')
      expect(await page.locator('#pane-title').textContent()).toBe('Why not?')
      await page.locator('[data-id=BTC]').click()
      await expect.poll(() => page.locator('#pane-title').textContent(), patient).toBe('BTC/USDT')
      expect(await page.locator('aside').count()).toBe(1)
      expect(await page.getByRole('button', { name: 'Why not?' }).getAttribute('aria-pressed')).toBe('false')
    })

    test('a gateway that does not answer is said, and asked again', async () => {
      stage.mayComplain(/Failed to load resource/)
      stage.gateway.api = () => makeVerdicts()
      const page = await stage.open()
      await openWhy(page)
      stage.gateway.api = () => undefined
      await expect.poll(() => page.locator('.pane-head').textContent(), patient).toContain('does not answer')
      expect(await rules(page)).toHaveLength(6)
      stage.gateway.api = () => makeVerdicts({ live: false })
      await expect
        .poll(() => page.locator('.pane-head').textContent(), patient)
        .toContain('no word from the analyzer since')
    })

    test('a closed row leads to the last verdict of its route', async () => {
      stage.gateway.api = () => makeVerdicts()
      const page = await stage.open()
      await page.locator('[data-id=ETH]').click()
      await page.locator('#pane-title').waitFor()
      stage.gateway.update({ closed: [{ id: 'ETH', reason: 'quarantined' }] })
      await page.locator('aside .notice button').click()
      await page.locator('.rules').waitFor()
      expect(await page.locator('#why-find').inputValue()).toBe(
        makeOpportunity({ id: 'ETH', base: 'ETH', netBps: 16 }).routeId,
      )
    })

    test('details: gas, a depeg, the block, what is left later, profit by size, rows that exclude each other', async () => {
      const whole = makeOpportunity({ id: 'BTC', base: 'BTC', netBps: 20 })
      const [first, second] = whole.legs
      const chain = {
        ...first!,
        fixedCost: 0.0021,
        fixedCostAsset: 'ETH',
        fixedCostQuote: 0.6,
        origin: `21345678:0x${'ab'.repeat(32)}`,
      }
      const row = {
        ...whole,
        legs: [chain, second!],
        fixedCostQuote: 0.6,
        marks: ['depeg'],
        rateBps: -3,
        assetBps: 23,
        survival: [
          { afterMs: 10, pricedAfterMs: 10, known: true, netBps: 19.5, profitQuote: 1.9 },
          { afterMs: 25, pricedAfterMs: 25, known: false, netBps: 0, profitQuote: 0 },
        ],
        capacitySpentQuote: [250, 1_000],
        capacityProfitQuote: [0.7, 2],
        exclusiveGroups: ['shared'],
      }
      const rival = { ...makeOpportunity({ id: 'rival', base: 'ADA', netBps: 1 }), exclusiveGroups: ['shared'] }
      const page = await stage.open()
      stage.gateway.update({ changed: [row, rival] })
      await expect.poll(() => page.locator('[data-id=BTC] .badge').allTextContents(), patient).toEqual(['depeg'])
      await page.locator('[data-id=BTC]').click()
      await page.locator('#pane-title').waitFor()
      const pane = page.locator('aside')
      expect(await pane.locator('.badge').getAttribute('title')).toContain('peg')
      const text = (await pane.textContent()) ?? ''
      expect(text).toContain('Gas and other fixed costs−6.0')
      expect(text).toContain('Fixed costs0.60 USDT')
      expect(text).toContain('Fixed cost0.0021 ETH = 0.60 USDT')
      expect(text).toContain('Block21,345,678 · 0xababab…abab')
      expect(text).toContain('asset +23.0, exchange rate −3.0 bps')
      expect(text).toContain('10 ms+19.51.90')
      expect(text).toContain('25 msnot priced–')
      expect(text).toContain('1,000 msnot yet–')
      expect(text).toContain('2500.70+28.0')
      expect(await pane.locator('.curve path').getAttribute('d')).toMatch(/^M0 64L/)
      expect(text).toContain('Eats the same levels as 1 other row')
      expect(await pane.getByRole('link').getAttribute('href')).toBe('/api/v1/opportunities/BTC')
      await pane.getByRole('button', { name: 'ADA/USDT' }).click()
      await expect.poll(() => page.locator('#pane-title').textContent(), patient).toBe('ADA/USDT')
    })

    test('panes that cannot be fetched are said to be missing; the table goes on', async () => {
      stage.mayComplain(/Failed to|ERR_FAILED|error loading/i)
      const page = await stage.open({}, '/opportunities', context => context.route(/panes-/, route => route.abort()))
      await page.locator('[data-id=ETH]').click()
      await expect.poll(() => page.locator('aside').textContent(), patient).toContain('Reload the page')
      stage.gateway.update({ changed: [makeOpportunity({ id: 'ETH', base: 'ETH', netBps: 17.3 })] })
      await expect.poll(() => page.locator('[data-id=ETH]').textContent(), patient).toContain('+17.3')
    })
  },
)
