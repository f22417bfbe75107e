import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { candlesIn, chosen, openChart, openSheet, showInterval } from './rig/chart.ts'
import { openChromium, phone } from './rig/chromium.ts'
import { isKept } from './rig/device.ts'
import { moves, openPage } from './rig/page.ts'
import { needs } from './rig/programs.ts'
import { startServer } from './rig/server.ts'

const touching = { ...phone, hasTouch: true, isMobile: true }

test('each instrument’s chart is remembered, and shown so from the first frame on', async (context) => {
  needs(context, 'chromium')
  const server = await startServer({ EBB_MARKET: 'simulated' })
  const page = await openPage(await openChromium(touching), `${server.origin}/i/BTCUSDT`)
  await page.addInitScript(watchIntervals)
  await openChart(page)
  await showInterval(page, '5 minutes')
  await openSheet(page)
  await page.getByRole('radio', { name: 'Area', exact: true }).check()
  await page.getByRole('radio', { name: 'Logarithmic' }).check()
  await page.getByRole('switch', { name: 'Volume', exact: true }).tap()
  await page.getByRole('button', { name: /^Add: EMA/ }).tap()
  await page.locator('.chart-number input').fill('33')
  await page.keyboard.press('Enter')
  await expect.poll(() => page.locator('.legend-lines').innerText()).toContain('EMA 33')

  await isKept(page, 'settings', /"ema","parameters":\[33\]/)
  await page.goto(`${server.origin}/i/ETHUSDT`)
  await openChart(page)
  // Nobody has set it up: as the one that was changed last, indicators too.
  expect(await intervalsSeen(page)).toEqual(['5m'])
  await page.getByRole('radio', { name: 'The last hour' }).check({ force: true })
  await expect.poll(() => chosen(page, 'Period')).toBe('1h')
  await isKept(page, 'settings', /ETHUSDT.*"period":"1h"/)

  await page.goto(`${server.origin}/i/BTCUSDT`)
  await openChart(page)
  expect(await intervalsSeen(page)).toEqual(['5m'])
  expect(await chosen(page, 'Period')).toBeUndefined()
  await expect.poll(() => page.locator('.legend-lines').innerText()).toContain('EMA 33')
  await openSheet(page)
  expect(await chosen(page, 'Chart type')).toBe('area')
  expect(await chosen(page, 'Price scale')).toBe('log')
  expect(await page.getByRole('switch', { name: 'Volume', exact: true }).isChecked()).toBe(false)

  await page.goto(`${server.origin}/i/ETHUSDT`)
  await openChart(page)
  expect(await intervalsSeen(page)).toEqual(['1m'])
  expect(await chosen(page, 'Period')).toBe('1h')
})

test('without the server the chart is the one that the device kept, and says how old it is', async (context) => {
  needs(context, 'chromium')
  const server = await startServer({ EBB_MARKET: 'simulated' })
  const page = await openPage(await openChromium(touching), `${server.origin}/i/BTCUSDT`)
  await openChart(page)
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null)
  await expect.poll(() => candlesIn(page)).toBeGreaterThan(50)
  // Leaving it is what keeps it: within the app, and by closing or loading the page anew.
  await page.getByRole('button', { name: /^Back/ }).tap()
  await isKept(page, 'candles', 'SIMULATED:BTCUSDT 15m')
  await page.goto(`${server.origin}/i/ETHUSDT`)
  await openChart(page)
  await page.goto(`${server.origin}/portfolio`)
  await isKept(page, 'candles', 'SIMULATED:ETHUSDT 15m')
  // A chart is found by its venue, which the last price names: that of what was asked for last.
  await page.goto(server.origin)
  await moves(page)
  await isKept(page, 'prices', 'BTCUSDT')
  await server.kill()
  await page.goto(`${server.origin}/i/BTCUSDT`)
  await openChart(page)
  await expect.poll(() => candlesIn(page)).toBeGreaterThan(50)
  await expect
    .poll(() => page.locator('.chart-note').innerText())
    .toMatch(/^Kept on this device, \d+ (s|min) old/)
  await server.start()
  await expect.poll(() => page.locator('.chart-note').count()).toBe(0)
})

/** Writes down what the bar calls the interval, each time that it is another. Runs in the page. */
function watchIntervals(): void {
  const seen: string[] = []
  Object.assign(window, { intervalsSeen: seen })
  new MutationObserver(() => {
    const text = document.querySelector('.chart-more span')?.textContent ?? ''
    if (text !== '' && text !== seen.at(-1)) seen.push(text)
  }).observe(document, { subtree: true, childList: true, characterData: true })
}

function intervalsSeen(page: Page): Promise<unknown> {
  return page.evaluate(() => Reflect.get(window, 'intervalsSeen'))
}
