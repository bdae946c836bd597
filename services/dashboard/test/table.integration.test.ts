import { describe, expect, test } from 'vitest'
import { column, hasChromium } from './browser.ts'
import { makeOpportunity } from './market.ts'
import { BASES, fiveRows, useStage } from './stage.ts'

const patient = { timeout: 30_000, interval: 50 }
const pairs = BASES.map(base => `${base}/USDT`)

declare global {
  /** For each change of ETH's net: how many frames were drawn between the last message with news and it. */
  var framesToPaint: number[]
}

/** Runs in the page: counts frames, which is the page's own measure of time, on a slow machine too. */
const watchFrames = (): void => {
  globalThis.framesToPaint = []
  let frame = 0
  let messageFrame = 0
  const count = (): void => {
    frame += 1
    requestAnimationFrame(count)
  }
  requestAnimationFrame(count)
  const receive = Object.getOwnPropertyDescriptor(MessageEvent.prototype, 'data')
  Object.defineProperty(MessageEvent.prototype, 'data', {
    get(this: MessageEvent) {
      const data = receive?.get?.call(this) as ArrayBuffer
      // A heartbeat is some twenty bytes.
      if (data.byteLength > 100) messageFrame = frame
      return data
    },
  })
  const net = document.querySelector('[data-id=ETH] .net')
  if (net === null) throw new Error('no ETH')
  const observer = new MutationObserver(records => {
    if (records.some(({ type }) => type !== 'attributes')) globalThis.framesToPaint.push(frame - messageFrame)
  })
  observer.observe(net, { childList: true, characterData: true, subtree: true })
}

describe.skipIf(!hasChromium)(
  'the table, in Chromium' + (hasChromium ? '' : ' (skipped: /usr/bin/chromium is not there)'),
  () => {
    const stage = useStage()

    test('first rows, best net first; the root shows the same page', async () => {
      const page = await stage.open()
      expect(await column(page, 0)).toEqual(pairs)
      expect(await column(page, 4)).toEqual(['+20.0', '+16.0', '+12.0', '+8.0', '+4.0'])
      await expect.poll(() => page.title(), patient).toBe('SIMULATED ● +20.0 bps BTC | Screener')
      expect(await page.locator('footer').textContent()).toContain('SIMULATED')
      const root = await stage.open({}, '/')
      expect(await column(root, 0)).toEqual(pairs)
    })

    test('a value changes in place, in the same element', async () => {
      const page = await stage.open()
      const row = page.locator('[data-id=ETH]')
      await row.evaluate(element => element.setAttribute('data-seen', 'yes'))
      stage.gateway.update({ changed: [makeOpportunity({ id: 'ETH', base: 'ETH', netBps: 17.3 })] })
      await expect.poll(() => row.textContent(), patient).toContain('+17.3')
      expect(await row.getAttribute('data-seen')).toBe('yes')
      expect(await row.locator('.net').getAttribute('class')).not.toContain('up')
      stage.gateway.update({ changed: [makeOpportunity({ id: 'ETH', base: 'ETH', netBps: 13.1 })] })
      // Watched from within the page: the mark is gone before long.
      await page.locator('[data-id=ETH] .net.down').waitFor()
      await expect.poll(() => row.locator('.net').getAttribute('class'), patient).not.toContain('down')
    })

    test('a change is painted with the next frame, not with the next beat', async () => {
      const page = await stage.open()
      await page.evaluate(watchFrames)
      const frames = (): Promise<number[]> => page.evaluate(() => globalThis.framesToPaint)
      for (let round = 0; round < 7; round += 1) {
        stage.gateway.update({ changed: [makeOpportunity({ id: 'ETH', base: 'ETH', netBps: 16.1 + round / 10 })] })
        await expect.poll(async () => (await frames()).length, patient).toBe(round + 1)
      }
      // Ages are written twice a second, so some thirty frames apart.
      expect((await frames()).toSorted((a, b) => a - b)[3]).toBeLessThanOrEqual(2)
    })

    test('a closed row is struck through with its reason, then leaves', async () => {
      const page = await stage.open()
      stage.gateway.update({ closed: [{ id: 'ETH', reason: 'unprofitable' }] })
      // In one look, because it leaves soon.
      const seen = await page.waitForFunction(() => {
        const row = document.querySelector('[data-id=ETH].closed')
        const asset = row?.querySelector('.asset')
        return asset ? { text: row?.textContent, line: getComputedStyle(asset).textDecorationLine } : undefined
      })
      expect(await seen.jsonValue()).toEqual({
        text: expect.stringContaining('no longer profitable'),
        line: 'line-through',
      })
      await expect.poll(() => page.locator('[data-id=ETH]').count(), patient).toBe(0)
      expect(await column(page, 0)).toEqual(['BTC/USDT', 'SOL/USDT', 'XRP/USDT', 'DOGE/USDT'])
    })

    test('headers sort both ways and say so; the address remembers', async () => {
      const page = await stage.open()
      const header = (name: string) => page.getByRole('columnheader', { name })
      await header('Net, bps').getByRole('button').click()
      await expect.poll(() => column(page, 0), patient).toEqual(pairs.toReversed())
      expect(await header('Net, bps').getAttribute('aria-sort')).toBe('ascending')
      await header('Asset').getByRole('button').click()
      await expect.poll(() => column(page, 0), patient).toEqual(pairs.toSorted())
      expect(await page.locator('[aria-sort]').count()).toBe(1)
      await expect.poll(() => page.url(), patient).toContain('?sort=asset')
      const again = await stage.open({}, new URL(page.url()).pathname + new URL(page.url()).search)
      expect(await column(again, 0)).toEqual(pairs.toSorted())
    })

    test('the filter hides what does not match and says how much', async () => {
      const page = await stage.open()
      await page.fill('#filter', 'sol')
      await expect.poll(() => column(page, 0), patient).toEqual(['SOL/USDT'])
      await expect.poll(() => page.locator('.shown').textContent(), patient).toBe('1 of 5 rows')
      await page.fill('#filter', 'nothing like it')
      await expect
        .poll(() => page.locator('.empty').textContent(), patient)
        .toContain('5 rows are hidden by the filter')
      await page.getByRole('button', { name: 'Clear the filter' }).click()
      await expect.poll(() => column(page, 0), patient).toEqual(pairs)
    })

    test('an empty market says that this is normal', async () => {
      const page = await stage.open()
      stage.gateway.update({ closed: BASES.map(id => ({ id, reason: 'unprofitable' })) })
      await expect.poll(() => page.locator('.empty').allTextContents(), patient).toHaveLength(1)
      expect(await page.locator('.empty').textContent()).toContain('No route is profitable right now.')
    })

    test('under the pointer the order is held while values change; leaving releases it', async () => {
      const page = await stage.open()
      await page.locator('[data-id=SOL]').hover()
      stage.gateway.update({ changed: [makeOpportunity({ id: 'DOGE', base: 'DOGE', netBps: 33 })] })
      await expect.poll(() => column(page, 4), patient).toContain('+33.0')
      await expect.poll(() => page.locator('.held').textContent(), patient).toContain('1 would move')
      expect(await column(page, 0)).toEqual(pairs)
      await page.mouse.move(10, 10)
      await expect.poll(async () => (await column(page, 0))[0], patient).toBe('DOGE/USDT')
    })

    test('Freeze holds the order; a click applies it once; new rows wait', async () => {
      const page = await stage.open()
      await page.getByRole('button', { name: 'Freeze' }).click()
      const fresh = makeOpportunity({ id: 'ADA', base: 'ADA', netBps: 50 })
      stage.gateway.update({ changed: [fresh] })
      await expect.poll(() => page.locator('.held').textContent(), patient).toContain('1 new')
      expect(await column(page, 0)).toEqual(pairs)
      await page.locator('.held').click()
      await expect.poll(async () => (await column(page, 0))[0], patient).toBe('ADA/USDT')
      expect(await page.getByRole('button', { name: 'Freeze' }).getAttribute('aria-pressed')).toBe('true')
    })

    test('markup in a symbol is text, and so is a right-to-left name', async () => {
      const evil = '<img src=x onerror=alert(1)>'
      const page = await stage.open()
      stage.gateway.update({
        changed: [
          makeOpportunity({ id: 'evil', base: evil, netBps: 40 }),
          makeOpportunity({ id: 'rtl', base: '‮שלום', netBps: 30 }),
        ],
      })
      await expect.poll(() => page.locator('[data-id=evil] .asset').textContent(), patient).toBe(`${evil}/USDT`)
      expect(await page.locator('img').count()).toBe(0)
      const bidi = await page.locator('[data-id=rtl] .asset').evaluate(cell => getComputedStyle(cell).unicodeBidi)
      expect(bidi).toBe('isolate')
      await page.locator('[data-id=evil]').click()
      await expect.poll(() => page.locator('#pane-title').textContent(), patient).toBe(`${evil}/USDT`)
      expect(await page.locator('img').count()).toBe(0)
    })

    test('the keyboard: rows, details and back', async () => {
      const page = await stage.open()
      const grid = page.getByRole('grid')
      await grid.focus()
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('j')
      expect(await grid.getAttribute('aria-activedescendant')).toBe('row-1')
      await page.keyboard.press('Enter')
      await expect.poll(() => page.locator('#pane-title').textContent(), patient).toBe('ETH/USDT')
      await expect.poll(() => page.evaluate(() => document.activeElement?.id), patient).toBe('pane-title')
      await page.keyboard.press('Escape')
      await expect.poll(() => page.locator('aside').count(), patient).toBe(0)
      expect(await page.evaluate(() => document.activeElement?.id)).toBe('grid')
      expect(await page.locator('[data-id=ETH]').getAttribute('class')).toContain('active')
      await page.keyboard.press('/')
      expect(await page.evaluate(() => document.activeElement?.id)).toBe('filter')
    })

    test('details: the parts add up to the net of the row, levels and ages are there', async () => {
      const page = await stage.open()
      await page.locator('[data-id=BTC]').click()
      await page.locator('#pane-title').waitFor()
      const numbers = await page.locator('.step .number').allTextContents()
      expect(numbers).toHaveLength(6)
      const [best = 0, depth = 0, gross = 0, buyFee = 0, sellFee = 0, net = 0] = numbers.map(text =>
        Number(text.replace('−', '-')),
      )
      expect(net).toBe(20)
      expect(best + depth).toBeCloseTo(gross, 0)
      expect(gross + buyFee + sellFee).toBeCloseTo(net, 0)
      expect(await page.locator('.leg .levels tbody tr').count()).toBe(6)
      expect(await page.locator('.leg').first().textContent()).toContain('Buy on Binance, asks')
      expect(await page.locator('.leg').first().textContent()).toContain('88123')
      await expect.poll(() => page.locator('[data-id=BTC]').getAttribute('aria-selected'), patient).toBe('true')
    })

    test('2,000 rows: only those in view are in the document, and scrolling finds the last', async () => {
      const rows = Array.from({ length: 2_000 }, (_, index) =>
        makeOpportunity({ id: `r${index}`, base: `C${index}`, netBps: 2_000 - index }),
      )
      stage.gateway.full = { ...stage.gateway.full, opportunities: rows }
      const page = await stage.open()
      await expect.poll(() => page.locator('.shown').textContent(), patient).toBe('2,000 rows')
      expect(await page.locator('[role=row][data-id]').count()).toBeLessThan(50)
      expect(await page.getByRole('grid').getAttribute('aria-rowcount')).toBe('2001')
      await page.getByRole('grid').focus()
      await page.keyboard.press('End')
      const last = page.locator('[data-id=r1999]')
      await expect.poll(() => last.count(), patient).toBe(1)
      expect(await last.getAttribute('aria-rowindex')).toBe('2001')
      const below = await last.evaluate(
        row => row.getBoundingClientRect().bottom <= (row.closest('.grid')?.getBoundingClientRect().bottom ?? 0) + 1,
      )
      expect(below).toBe(true)
    })

    test('the theme is chosen by a button and survives a reload', async () => {
      const page = await stage.open({ colorScheme: 'light' })
      const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor)
      expect(await background()).toBe('rgb(255, 255, 255)')
      await page.getByRole('button', { name: 'Use the dark theme' }).click()
      expect(await background()).toBe('rgb(15, 21, 25)')
      await page.reload()
      expect(await background()).toBe('rgb(15, 21, 25)')
    })

    test('five rows stay five rows: the mock market is what the page shows', async () => {
      const page = await stage.open()
      expect(await column(page, 6)).toEqual(
        fiveRows().map(row =>
          row.profitQuote.toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 }),
        ),
      )
    })
  },
)
