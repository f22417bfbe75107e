import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { desktop, openChromium, phone } from './rig/chromium.ts'
import { storedIn } from './rig/device.ts'
import { isServed, moves, openPage } from './rig/page.ts'
import { needs } from './rig/programs.ts'
import { startServer } from './rig/server.ts'

const found = (page: Page) => page.locator('.find-pair').allInnerTexts()
const roleInFocus = (page: Page) =>
  page.evaluate(() => document.activeElement?.getAttribute('role'))

test('an instrument is found and opened by touch, and without the network among what is known', async (context) => {
  needs(context, 'chromium')
  const server = await startServer({ EBB_MARKET: 'simulated' })
  const browser = await openChromium({ ...phone, hasTouch: true, isMobile: true, locale: 'en-US' })
  const page = await openPage(browser, server.origin)
  await isServed(page)
  await page.getByRole('button', { name: 'Add instruments' }).tap()
  await expect.poll(() => found(page)).toHaveLength(16)
  await expect.poll(() => roleInFocus(page)).toBe('combobox')
  await page.getByRole('combobox').fill('sol')
  await expect.poll(() => found(page)).toEqual(['SOL/USDT'])
  await page.locator('.find-open').tap()
  await page.waitForURL(/\/i\/SOLUSDT$/)
  await expect.poll(() => storedIn(page, 'settings', 'recent-instruments')).not.toEqual([])
  await page.goBack()

  await server.kill()
  await page.reload()
  await page.waitForSelector('a.row')
  await page.getByRole('button', { name: 'Add instruments' }).tap()
  await page.getByText(/server (cannot be reached|could not answer)/).waitFor()
  await expect.poll(() => page.locator('.finds th').first().innerText()).toBe('Recent')
  await page.getByRole('combobox').fill('bitcoin')
  await expect.poll(() => found(page)).toEqual(['BTC/USDT', 'BCH/USDT'])
  await page.locator('.find-open').first().tap()
  await page.waitForURL(/\/i\/BTCUSDT$/)
})

test('by keyboard it opens with a slash, but not while one types', async (context) => {
  needs(context, 'chromium')
  const server = await startServer({ EBB_MARKET: 'simulated' })
  const page = await openPage(await openChromium({ ...desktop, locale: 'en-US' }), server.origin)
  await moves(page)
  await page.keyboard.press('/')
  await page.waitForSelector('dialog.search[open]')
  await expect.poll(() => roleInFocus(page)).toBe('combobox')
  await page.keyboard.type('btc/')
  await expect.poll(() => page.getByRole('combobox').inputValue()).toBe('btc/')
  await expect.poll(() => found(page)).toEqual(['BTC/USDT'])
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Enter')
  await page.getByText('BTC/USDT removed from Watchlist').waitFor({ state: 'attached' })
  await page.keyboard.press('Enter')
  await page.getByText('BTC/USDT added to Watchlist').waitFor({ state: 'attached' })
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/i\/BTCUSDT$/)
  await page.waitForSelector('dialog.search[open]', { state: 'detached' })
})
