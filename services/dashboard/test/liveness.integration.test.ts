import { describe, expect, test } from 'vitest'
import { hasChromium } from './browser.ts'
import { makeOpportunity, makeVenue, twoVenues } from './market.ts'
import { useStage } from './stage.ts'

const patient = { timeout: 30_000, interval: 50 }
const REFUSED = /WebSocket connection to .* failed/

describe.skipIf(!hasChromium)(
  'liveness, in Chromium' + (hasChromium ? '' : ' (skipped: /usr/bin/chromium is not there)'),
  () => {
    const stage = useStage()

    test('silence: not live, nothing moves; live again with the next message', async () => {
      const page = await stage.open()
      await expect.poll(() => page.locator('.liveness').textContent(), patient).toBe('Live')
      const gridTop = () => page.getByRole('grid').evaluate(grid => grid.getBoundingClientRect().top)
      const before = await gridTop()
      stage.gateway.silent = true
      await page.locator('.strip.stale').waitFor()
      expect(await page.getByRole('alert').textContent()).toMatch(
        /^Not live since \d\d:\d\d:\d\d; last known values, do not trade/,
      )
      expect(await gridTop()).toBe(before)
      expect(await page.locator('[role=row][data-id]').count()).toBe(5)
      const muted = await page.locator('[data-id=BTC] .net').evaluate(cell => getComputedStyle(cell).color)
      expect(muted).toBe(await page.locator('[data-id=BTC] .route').evaluate(cell => getComputedStyle(cell).color))
      await expect.poll(() => page.title(), patient).toContain('○ Not live')
      stage.gateway.silent = false
      await expect.poll(() => page.locator('.liveness').textContent(), patient).toBe('Live')
    })

    test('a cut connection: not live though nothing was silent yet, back by itself with the current state', async () => {
      stage.mayComplain(REFUSED)
      const page = await stage.open()
      stage.gateway.full = {
        ...stage.gateway.full,
        opportunities: [makeOpportunity({ id: 'NEW', base: 'NEW', netBps: 9 })],
      }
      // Refused until it was seen, so that a quick return does not hide it.
      stage.gateway.refusing = true
      stage.gateway.cut()
      await page.locator('.app.stale').waitFor()
      stage.gateway.refusing = false
      await expect.poll(() => page.locator('[data-id=NEW]').count(), patient).toBe(1)
      await page.locator('.app.live').waitFor()
      await expect
        .poll(
          () =>
            page
              .locator('[data-id=BTC]')
              .getAttribute('class')
              .catch(() => 'closed'),
          patient,
        )
        .toContain('closed')
      expect(await page.locator('[data-id=BTC]').textContent()).toContain('ended while not connected')
      await expect.poll(() => page.locator('[role=row][data-id]').count(), patient).toBe(1)
    })

    test('while the gateway refuses: attempts are counted down, and Try now tries now', async () => {
      stage.mayComplain(REFUSED)
      const page = await stage.open()
      stage.gateway.refusing = true
      stage.gateway.cut()
      await expect.poll(() => page.locator('.strip-progress').textContent(), patient).toMatch(/Attempt \d in [4-9] s\./)
      stage.gateway.refusing = false
      await page.getByRole('button', { name: 'Try now' }).click()
      // Sooner than the wait it counted down would have ended.
      await page.locator('.app.live').waitFor({ timeout: 3_000 })
    })

    test('a lost message: the page asks for the full state', async () => {
      const page = await stage.open()
      stage.gateway.skipNumber()
      await expect
        .poll(() => stage.gateway.received.some(message => message.requestFullState != null), patient)
        .toBe(true)
      await page.locator('.app.live').waitFor()
    })

    test('an analyzer that is not heard is not live either', async () => {
      const page = await stage.open()
      stage.gateway.live = false
      await expect.poll(() => page.locator('.strip.stale').allTextContents(), patient).toHaveLength(1)
      expect(await page.locator('.strip').textContent()).toContain('no word from the analyzer')
      stage.gateway.live = true
      await page.locator('.app.live').waitFor()
    })

    test('a blind venue and a partial one: chip and strip, with since and reason', async () => {
      const page = await stage.open()
      await expect.poll(() => page.locator('.venues').textContent(), patient).toContain('Binance50 books · 18 ms')
      const sinceMs = Date.now() - 12_000
      stage.gateway.update({
        venues: [
          makeVenue('bybit', { state: 'down', liveBooks: 0, downBooks: 50, sinceMs, reason: 'connection lost' }),
          makeVenue('kraken', { state: 'partial', liveBooks: 38, suspectBooks: 12, sinceMs }),
        ],
      })
      await expect.poll(() => page.locator('.strip.warn').allTextContents(), patient).toHaveLength(1)
      expect(await page.locator('.strip').textContent()).toMatch(
        /Bybit blind since \d\d:\d\d:\d\d \(0:[1-5]\d\), its routes are closed · connection lost/,
      )
      expect(await page.locator('.strip').textContent()).toContain('Kraken, 38 of 50 books live')
      await expect.poll(() => page.locator('.chip.down').textContent(), patient).toMatch(/Bybitblind 0:[1-5]\d/)
      expect(await page.locator('.chip.partial').textContent()).toContain('38 of 50 books live')
      stage.gateway.update({ venues: [...twoVenues(), makeVenue('kraken')] })
      await expect.poll(() => page.locator('.strip').getAttribute('class'), patient).toContain('quiet')
    })

    test('the age grows by the server’s clock while a leg is not proven again', async () => {
      stage.gateway.full = { ...stage.gateway.full, venues: [] }
      const page = await stage.open()
      const age = async (): Promise<number> =>
        Number((await page.locator('[data-id=BTC] [role=gridcell]').nth(8).textContent())?.replaceAll(',', ''))
      await expect.poll(age, patient).toBeGreaterThan(1_500)
      const first = await age()
      stage.gateway.update({ changed: [makeOpportunity({ id: 'BTC', base: 'BTC', netBps: 20, ageMs: 30 })] })
      await expect.poll(age, patient).toBeLessThan(first)
    })
  },
)
