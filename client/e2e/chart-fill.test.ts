import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { findingsOf } from './rig/axe.ts'
import { openChart, painted } from './rig/chart.ts'
import { desktop, openChromium, phone } from './rig/chromium.ts'
import { openPage } from './rig/page.ts'
import { needs } from './rig/programs.ts'
import { startServer } from './rig/server.ts'

test('a phone on its side shows the chart alone, with its price, its market and the way back', async (context) => {
  needs(context, 'chromium')
  const server = await startServer({ EBB_MARKET: 'simulated' })
  const touching = { ...phone, hasTouch: true, isMobile: true }
  const page = await openPage(await openChromium(touching), `${server.origin}/i/BTCUSDT`)
  await openChart(page)
  expect(await isFilled(page)).toBe(false)

  await page.setViewportSize({ width: 844, height: 390 })
  await expect.poll(() => isFilled(page)).toBe(true)
  for (const gone of ['.shell-header', '.tabs', '.instrument-head', '.instrument-tabs']) {
    await page.locator(gone).waitFor({ state: 'hidden' })
  }
  const head = page.locator('.chart-head')
  await expect.poll(() => head.innerText()).toMatch(/BTC\s*USDT\s*[\d,]+\.\d\d/)
  expect(await page.locator('.chart > .strip').innerText()).toContain('Simulated market')
  await page.locator('.legend-candle').waitFor()
  const canvas = page.locator('.uplot canvas')
  await expect.poll(async () => (await canvas.boundingBox())?.height).toBeGreaterThan(270)
  await expect.poll(async () => (await canvas.boundingBox())?.width).toBeGreaterThan(820)
  expect(await findingsOf(page)).toEqual([])
  // The keyboard meets nothing that isn't seen.
  for (let press = 0; press < 25; press++) {
    await page.keyboard.press('Tab')
    const isWithin = await page.evaluate(() => {
      const at = document.activeElement
      return at === document.body || at?.closest('.chart, .overlay') !== null
    })
    expect(isWithin).toBe(true)
  }

  await page.getByRole('button', { name: 'Leave full screen' }).tap()
  await expect.poll(() => isFilled(page)).toBe(false)
  await page.locator('.instrument-head').waitFor()
  await page.setViewportSize({ width: 390, height: 844 })
  // The page has to have seen that the phone was upright.
  await page.waitForFunction(() => matchMedia('(orientation: portrait)').matches)
  await painted(page)
  await page.setViewportSize({ width: 844, height: 390 })
  await expect.poll(() => isFilled(page)).toBe(true)
  // Another view of the instrument isn't the chart's to cover.
  await page.setViewportSize({ width: 390, height: 844 })
  await page.getByRole('tab', { name: 'Trades' }).tap()
  await page.setViewportSize({ width: 844, height: 390 })
  await page.locator('.instrument-head').waitFor()
  await page.locator('.uplot canvas').waitFor({ state: 'hidden' })

  await page.getByRole('tab', { name: 'Chart' }).tap()
  await expect.poll(() => isFilled(page)).toBe(true)
  await page.locator('.chart-head').getByRole('button', { name: /^Back/ }).tap()
  await page.locator('a.row').first().waitFor()
})

test('the chart fills any screen when asked, and Escape gives the page back', async (context) => {
  needs(context, 'chromium')
  const server = await startServer({ EBB_MARKET: 'simulated' })
  const page = await openPage(await openChromium(desktop), `${server.origin}/i/BTCUSDT`)
  await openChart(page)
  await page.getByRole('button', { name: 'Full screen', exact: true }).click()
  await expect.poll(() => page.evaluate(() => document.fullscreenElement !== null)).toBe(true)
  await expect.poll(() => isFilled(page)).toBe(true)
  await page.locator('a.row').first().waitFor({ state: 'hidden' })
  await page.evaluate(() => document.exitFullscreen())
  await expect.poll(() => isFilled(page)).toBe(false)
  await page.locator('a.row').first().waitFor()

  // Where the browser has no full screen, the page is filled all the same.
  await page.evaluate(() => {
    Object.defineProperty(document.documentElement, 'requestFullscreen', { value: undefined })
  })
  await page.getByRole('button', { name: 'Full screen', exact: true }).click()
  await expect.poll(() => isFilled(page)).toBe(true)
  await page.keyboard.press('Escape')
  await expect.poll(() => isFilled(page)).toBe(false)
})

/** Whether the chart has all that is seen of the page. */
function isFilled(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const { width, height } = document.querySelector('.chart')?.getBoundingClientRect() ?? {}
    return width === innerWidth && height === innerHeight
  })
}
