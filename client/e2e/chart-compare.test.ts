import { expect, test } from 'vitest'
import { chosen, openChart, openSheet } from './rig/chart.ts'
import { openChromium, phone } from './rig/chromium.ts'
import { openPage } from './rig/page.ts'
import { needs } from './rig/programs.ts'
import { startServer } from './rig/server.ts'

const touching = { ...phone, hasTouch: true, isMobile: true }

test('a second instrument is found, compared in per cent, live, and put away again', async (context) => {
  needs(context, 'chromium')
  const server = await startServer({ EBB_MARKET: 'simulated' })
  const page = await openPage(await openChromium(touching), `${server.origin}/i/BTCUSDT`)
  await openChart(page)
  await openSheet(page)
  await page.getByRole('button', { name: 'Compare with…' }).tap()
  await page.locator('dialog[open] input').fill('ethusdt')
  await page.locator('dialog[open] .find-open').first().tap()

  const entry = page.locator('.legend-entry').first()
  await expect.poll(() => entry.innerText()).toMatch(/^ETH\/USDT · Simulated\s*[+−]?[\d.]+%/)
  const first = await entry.innerText()
  await expect.poll(() => entry.innerText()).not.toBe(first)

  // Its per cent is that of its own candles, from the first in sight.
  const timesOf = async (symbol: string): Promise<number[]> => {
    const query = `symbol=${symbol}&interval=15m&limit=200`
    return (await (await fetch(`${server.origin}/api/candles?${query}`)).json()).time
  }
  // A quarter of an hour may begin between the two.
  await expect
    .poll(async () => String(await timesOf('BTCUSDT')) === String(await timesOf('ETHUSDT')))
    .toBe(true)

  await openSheet(page)
  await expect.poll(() => chosen(page, 'Price scale')).toBe('percent')
  await page.getByRole('button', { name: /^Stop comparing/ }).tap()
  await expect.poll(() => page.locator('.legend-entry').count()).toBe(0)
  await expect.poll(() => chosen(page, 'Price scale')).toBe('linear')
})

test('what it is compared with is as old as it says', async (context) => {
  needs(context, 'chromium')
  const server = await startServer({ EBB_MARKET: 'simulated' })
  const page = await openPage(await openChromium(touching), `${server.origin}/i/BTCUSDT`)
  await openChart(page)
  await openSheet(page)
  await page.getByRole('button', { name: 'Compare with…' }).tap()
  await page.locator('dialog[open] input').fill('solusdt')
  await page.locator('dialog[open] .find-open').first().tap()
  const entry = page.locator('.legend-entry').first()
  await expect.poll(() => entry.innerText()).toMatch(/SOL\/USDT · Simulated\s*[+−]?[\d.]+%/)
  await server.kill()
  await expect.poll(() => entry.innerText()).toMatch(/\d+ s old/)
})
