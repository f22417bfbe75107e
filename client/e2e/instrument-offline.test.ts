import { expect, test } from 'vitest'
import { openChromium, phone } from './rig/chromium.ts'
import { isKept } from './rig/device.ts'
import { startExchange } from './rig/exchange.ts'
import { isServed, moves, openPage } from './rig/page.ts'
import { needs } from './rig/programs.ts'
import { startServer } from './rig/server.ts'

test('a link to an instrument opens with the server away: its price, its day and its trades, with their age', async (context) => {
  needs(context, 'chromium')
  const exchange = await startExchange({ changesPerSecond: 60 })
  const server = await startServer(exchange.environment)
  const browser = await openChromium({ ...phone, hasTouch: true, locale: 'en-US' })
  const page = await openPage(browser, server.origin)
  await isServed(page)
  await page.locator('a.row[href="/i/ETHUSDT"]').tap()
  await page.locator('#instrument-tab-trades').tap()
  await page.waitForSelector('.trade')
  const high = () => page.locator('.instrument-facts[data-kind=lead] dd').first().innerText()
  await expect.poll(high).toBe('99,999.00')
  // Left, it is kept.
  await page.locator('.back').tap()
  await isKept(page, 'settings', /"symbol":"ETHUSDT".*"high_24h":99999/)
  await moves(page)
  await server.kill()

  await page.goto(`${server.origin}/i/ETHUSDT`)
  await expect
    .poll(() => page.locator('.instrument-head').innerText())
    .toMatch(/ETH[\s\S]*\d+ (s|min) old[\s\S]*2,000\.\d\d/)
  await expect.poll(high).toBe('99,999.00')
  await page.locator('#instrument-tab-trades').tap()
  await page.waitForSelector('.trade')
  await expect
    .poll(() => page.locator('.instrument-trading').innerText())
    .toMatch(/as of \d\d:\d\d/i)

  await server.start()
  await page.waitForSelector('.instrument-trading .old', { state: 'detached' })
})

test('offline, an instrument that the device has never seen says so, and comes when it can', async (context) => {
  needs(context, 'chromium')
  const symbols = ['BTCUSDT', 'XTZUSDT']
  const exchange = await startExchange({ changesPerSecond: 20, symbols })
  const server = await startServer(exchange.environment)
  const browser = await openChromium({ ...phone, locale: 'en-US' })
  const page = await openPage(browser, server.origin)
  await isServed(page)
  await browser.setOffline(true)
  await page.goto(`${server.origin}/i/XTZUSDT`)
  await expect
    .poll(() => page.locator('.instrument .empty').innerText())
    .toMatch(/XTZUSDT[\s\S]*offline/)
  await browser.setOffline(false)
  await page.waitForSelector('.instrument-price .row-price')
})
