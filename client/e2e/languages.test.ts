import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { openChromium, phone } from './rig/chromium.ts'
import { needs } from './rig/programs.ts'
import { startServer } from './rig/server.ts'

/** Fourteen hours ahead of UTC, where few who run this will be. */
const zone = 'Pacific/Kiritimati'

declare global {
  interface Window {
    /** Every text that the bar of tabs has shown. */
    ebbTabs: string[]
  }
}

test('speaks the language of the browser from the first paint on, with the server away too', async (context) => {
  needs(context, 'chromium')
  const server = await startServer({ EBB_MARKET: 'simulated' })
  const page = await (await openChromium({ ...phone, locale: 'ko-KR' })).newPage()
  await page.addInitScript(watchTabs)
  await page.goto(server.origin)
  await page.waitForSelector('.row-price:not(:empty)')
  expect(await page.evaluate(() => document.documentElement.lang)).toBe('ko')
  expect(await page.evaluate(() => window.ebbTabs)).toEqual(['관심 종목포트폴리오알림설정'])

  await page.waitForFunction(() => navigator.serviceWorker.controller !== null)
  await server.kill()
  await page.reload()
  await page.waitForSelector('.row-price:not(:empty)')
  expect(await page.evaluate(() => window.ebbTabs)).toEqual(['관심 종목포트폴리오알림설정'])
  await expect.poll(() => page.locator('.banner').innerText()).toMatch(/시세예요/)
})

test('a chosen language goes before the browser’s, and numbers and times are written as chosen', async (context) => {
  needs(context, 'chromium')
  const server = await startServer({ EBB_MARKET: 'simulated' })
  const page = await (await openChromium({ ...phone, locale: 'ko-KR' })).newPage()
  await page.goto(server.origin)
  await choose(page, { language: 'zh-Hans', numbers: '1.234,5', 'time-zone': zone })
  await page.goto(`${server.origin}/i/BTCUSDT`)
  await page.waitForSelector('.uplot canvas')
  expect(await page.evaluate(() => document.documentElement.lang)).toBe('zh-Hans')
  await expect
    .poll(() => page.locator('.row-price').first().innerText())
    .toMatch(/^\d{1,3}(\.\d{3})*,\d\d$/)
  // The newest candle began within the last hour, whatever its interval.
  const there = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', timeZone: zone })
  const hours = () => [0, 3_600_000].map((ago) => `${there.format(Date.now() - ago)}:`)
  await expect
    .poll(async () => {
      const legend = await page.locator('.chart-legend').innerText()
      return hours().some((hour) => legend.includes(hour))
    })
    .toBe(true)
})

async function choose(page: Page, choices: Record<string, string>): Promise<void> {
  await page.evaluate((all) => {
    for (const [key, value] of Object.entries(all)) localStorage.setItem(`ebb.${key}`, value)
  }, choices)
}

/** Runs before the page's own scripts. */
function watchTabs(): void {
  const shown: string[] = []
  window.ebbTabs = shown
  new MutationObserver(() => {
    const text = document.querySelector('.tabs')?.textContent ?? ''
    if (text !== '' && text !== shown.at(-1)) shown.push(text)
  }).observe(document, { subtree: true, childList: true, characterData: true })
}
