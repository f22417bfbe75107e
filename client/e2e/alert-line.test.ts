import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { findingsOf } from './rig/axe.ts'
import { openChart, painted } from './rig/chart.ts'
import { desktop, openChromium, phone } from './rig/chromium.ts'
import { openPage } from './rig/page.ts'
import { needs } from './rig/programs.ts'
import { startServer } from './rig/server.ts'
import { makeFinger, middleOf } from './rig/touch.ts'

const grip = (page: Page) => page.locator('.chart-grip')
const priceOf = async (page: Page) => Number(await grip(page).getAttribute('aria-valuenow'))
const bar = (page: Page) => page.locator('.chart-alert')

async function open(options: Parameters<typeof openChromium>[0]) {
  const server = await startServer({ EBB_MARKET: 'simulated', EBB_SIMULATED_SEED: '4' })
  const browser = await openChromium({ ...options, locale: 'en-US' })
  return openChart(await openPage(browser, `${server.origin}/i/BTCUSDT`))
}

test('a line is placed and dragged by a finger, becomes an alert, and is dragged again', async (context) => {
  needs(context, 'chromium')
  const page = await open({ ...phone, hasTouch: true, isMobile: true })
  const finger = await makeFinger(page)
  async function drag(pixels: number) {
    const { x, y } = await middleOf(grip(page))
    await finger.down(x, y)
    await finger.moveTo(x, y + pixels)
    await finger.up()
    await painted(page)
  }
  await page.getByRole('button', { name: 'Set an alert on the chart' }).tap()
  await grip(page).waitFor()
  const first = await priceOf(page)
  const scrolled = await page.evaluate(() => scrollY)
  await drag(-70)
  await expect.poll(() => priceOf(page)).toBeGreaterThan(first)
  const placed = await priceOf(page)
  await bar(page)
    .getByText(`Alert at ${placed.toLocaleString('en-US')}`)
    .waitFor()
  expect(await page.evaluate(() => scrollY)).toBe(scrolled)
  expect(await findingsOf(page)).toEqual([])
  await bar(page).getByRole('button', { name: 'Set the alert' }).tap()
  const field = page.getByLabel('Price', { exact: true })
  await expect.poll(async () => Number(await field.inputValue())).toBe(placed)
  await page.getByText(/This market is simulated/).waitFor()
  await page.locator('dialog').getByRole('button', { name: 'Set the alert' }).tap()
  await page.getByText(/^Alert set/).waitFor()

  await expect.poll(() => priceOf(page)).toBe(placed)
  await drag(30)
  await expect.poll(() => priceOf(page)).toBeLessThan(placed)
  await bar(page).getByRole('button', { name: 'Cancel' }).tap()
  await expect.poll(() => priceOf(page)).toBe(placed)
  await drag(30)
  await expect.poll(() => priceOf(page)).toBeLessThan(placed)
  const moved = await priceOf(page)
  await bar(page).getByRole('button', { name: 'Save' }).tap()
  await page.getByText(/^Alert changed/).waitFor()
  await page.reload()
  await expect.poll(() => priceOf(page)).toBe(moved)
})

test('a line is placed by keyboard', async (context) => {
  needs(context, 'chromium')
  const page = await open(desktop)
  await page.getByRole('button', { name: 'Set an alert on the chart' }).focus()
  await page.keyboard.press('Enter')
  await grip(page).waitFor()
  await expect.poll(() => grip(page).evaluate((each) => each === document.activeElement)).toBe(true)
  const first = await priceOf(page)
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Shift+ArrowUp')
  await expect.poll(() => priceOf(page)).toBeGreaterThan(first)
  await page.keyboard.press('Enter')
  await page.locator('dialog[open] input').first().waitFor()
  await page.keyboard.press('Escape')
  await expect.poll(() => grip(page).count()).toBe(0)
})
