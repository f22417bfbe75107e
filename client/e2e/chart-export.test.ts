import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { candlesIn, openChart, openSheet } from './rig/chart.ts'
import { desktop, openChromium, phone } from './rig/chromium.ts'
import { openPage } from './rig/page.ts'
import { needs } from './rig/programs.ts'
import { startServer } from './rig/server.ts'

test('candles are exported as a table that any program reads', async (context) => {
  needs(context, 'chromium')
  const server = await startServer({ EBB_MARKET: 'simulated' })
  const page = await openPage(await openChromium(desktop), `${server.origin}/i/BTCUSDT`)
  await openChart(page)
  // The first candle is made of prices alone, and its past comes behind.
  await expect.poll(() => candlesIn(page)).toBeGreaterThan(50)
  const count = await candlesIn(page)
  await page.locator('.chart-bar-icons').getByRole('button', { name: 'Export' }).click()
  const file = await saved(page, () =>
    page.getByRole('menuitem', { name: 'Candles (CSV)' }).click(),
  )
  expect(file.name).toBe('BTCUSDT-5m.csv')
  const [header, ...lines] = file.bytes.toString('utf8').split('\r\n')
  expect(header).toBe('time,open,high,low,close,volume')
  expect(lines.pop()).toBe('')
  expect(lines.length).toBeGreaterThanOrEqual(count)
  for (const line of lines) {
    expect(line).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d[05]:00\.000Z(,\d+\.\d\d){4},(\d+(\.\d+)?)?$/)
  }
  const answer = await fetch(`${server.origin}/api/candles?symbol=BTCUSDT&interval=5m&limit=50`)
  const { time, close } = (await answer.json()) as { time: number[]; close: number[] }
  const [first = 0, closed = 0] = [time[0], close[0]]
  const line = lines.find((each) => each.startsWith(new Date(first).toISOString()))
  expect(line?.split(',')[4]).toBe(closed.toFixed(2))
})

test('a picture of the chart is saved, with what it is of', async (context) => {
  needs(context, 'chromium')
  const server = await startServer({ EBB_MARKET: 'simulated' })
  const page = await openPage(await openChromium(desktop), `${server.origin}/i/BTCUSDT`)
  await openChart(page)
  await page.locator('.chart-bar-icons').getByRole('button', { name: 'Export' }).click()
  const file = await saved(page, () =>
    page.getByRole('menuitem', { name: 'Picture (PNG)' }).click(),
  )
  expect(file.name).toBe('BTCUSDT-5m.png')
  expect(file.bytes.subarray(1, 4).toString()).toBe('PNG')
  const canvas = await page.locator('.uplot canvas').evaluate((element) => {
    const { width, height } = element as HTMLCanvasElement
    return { width, height }
  })
  // As wide as the chart, and higher by its heading.
  expect(file.bytes.readUInt32BE(16)).toBe(canvas.width)
  expect(file.bytes.readUInt32BE(20)).toBeGreaterThan(canvas.height)
  await expect.poll(() => page.locator('.toast').innerText()).toContain('BTCUSDT-5m.png')
})

test('on a phone a file is handed to another app, and declining is no fault', async (context) => {
  needs(context, 'chromium')
  const server = await startServer({ EBB_MARKET: 'simulated' })
  const browser = await openChromium({ ...phone, hasTouch: true, isMobile: true })
  await browser.addInitScript(() => {
    const shared: string[] = []
    Object.assign(window, { shared })
    Object.defineProperty(navigator, 'canShare', { value: () => true })
    Object.defineProperty(navigator, 'share', {
      value: async ({ files }: { files: File[] }) => {
        shared.push(...files.map(({ name, type }) => `${name} ${type}`))
        if (shared.length > 1) throw new DOMException('No.', 'AbortError')
      },
    })
  })
  const page = await openPage(browser, `${server.origin}/i/BTCUSDT`)
  await openChart(page)
  await openSheet(page)
  await page.getByRole('button', { name: 'Picture (PNG)' }).tap()
  const shared = () => page.evaluate(() => Reflect.get(window, 'shared'))
  await expect.poll(shared).toEqual(['BTCUSDT-15m.png image/png'])
  await page.getByRole('button', { name: 'Candles (CSV)' }).tap()
  await expect.poll(shared).toEqual(['BTCUSDT-15m.png image/png', 'BTCUSDT-15m.csv text/csv'])
  expect(await page.locator('.toast').count()).toBe(0)
})

async function saved(page: Page, press: () => Promise<void>) {
  const coming = page.waitForEvent('download')
  await press()
  const download = await coming
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) }
}
