import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { findingsOf } from './rig/axe.ts'
import { candlesIn, chosen, openChart, openSheet, painted } from './rig/chart.ts'
import { desktop, openChromium, phone } from './rig/chromium.ts'
import { priceMoves } from './rig/instrument-page.ts'
import { openPage } from './rig/page.ts'
import { needs } from './rig/programs.ts'
import { startServer } from './rig/server.ts'

const touching = { ...phone, hasTouch: true, isMobile: true }

test('every kind is drawn, each otherwise than the others', async (context) => {
  needs(context, 'chromium')
  const page = await openStill()
  // Few enough that a body has an inside.
  await page.locator('.chart-host').focus()
  for (let press = 0; press < 6; press++) await page.keyboard.press('+')
  await openSheet(page)
  const pictures: string[] = []
  for (const kind of ['Line', 'Area', 'Candles', 'Hollow', 'Heikin-Ashi']) {
    await page.getByRole('radio', { name: kind, exact: true }).check()
    pictures.push(await pictureUnlike(page, pictures, kind))
  }
})

test('indicators are drawn in the colours of the legend, and told in figures', async (context) => {
  needs(context, 'chromium')
  const page = await openStill()
  await openSheet(page)
  const before = await pixelsOf(page, '--line-1')
  await page.getByRole('button', { name: /^Add: SMA/ }).tap()
  await page.getByRole('button', { name: /^Add: SMA/ }).tap()
  await page.getByRole('switch', { name: /^BB/ }).tap()
  await page.getByRole('switch', { name: /^VWAP/ }).tap()
  await page.getByRole('switch', { name: /^RSI/ }).tap()
  await page.getByRole('switch', { name: /^MACD/ }).tap()
  await page.keyboard.press('Escape')
  await expect.poll(() => pixelsOf(page, '--line-1')).toBeGreaterThan(before + 100)
  for (const color of ['--line-2', '--line-3', '--line-4', '--line-5']) {
    await expect.poll(() => pixelsOf(page, color), { message: color }).toBeGreaterThan(100)
  }
  const legend = page.locator('.legend-lines')
  for (const name of ['SMA 20', 'SMA 50', 'BB 20 2', 'VWAP', 'RSI 14', 'MACD 12 26 9']) {
    await expect.poll(() => legend.innerText()).toContain(name)
  }
  expect(await findingsOf(page)).toEqual([])
  // Nothing stands over the chart, or moved it.
  const [above, host] = await Promise.all(
    ['.chart-legend', '.chart-host'].map((each) => page.locator(each).boundingBox()),
  )
  expect((above?.y ?? 0) + (above?.height ?? 0)).toBeLessThanOrEqual((host?.y ?? 0) + 0.5)
})

test('an average is that of the candles themselves', async (context) => {
  needs(context, 'chromium')
  const { page, origin } = await open({ EBB_SIMULATED_RATE: '1' })
  await openSheet(page)
  await page.getByRole('button', { name: /^Add: SMA/ }).tap()
  await page.keyboard.press('Escape')
  const difference = async () => {
    // The newest one still forms: the one before it is closed.
    await page.locator('.chart-host').press('End')
    await page.locator('.chart-host').press('ArrowLeft')
    await painted(page)
    const told = await page.locator('.legend-lines b').first().innerText()
    const answer = await fetch(`${origin}/api/candles?symbol=BTCUSDT&interval=15m&limit=40`)
    const { close } = (await answer.json()) as { close: number[] }
    const closed = close.slice(-21, -1)
    const average = closed.reduce((sum, one) => sum + one, 0) / closed.length
    return Number(told.replaceAll(',', '')) - average
  }
  await expect.poll(difference).toBeCloseTo(0, 1)
})

test('scales: equal per cents are equally high on a logarithmic one, and per cent counts from what is first seen', async (context) => {
  needs(context, 'chromium')
  const page = await openStill()
  await openSheet(page)
  const pictures = [await pictureOf(page)]
  for (const scale of ['Per cent', 'Logarithmic']) {
    await page.getByRole('radio', { name: scale }).check()
    pictures.push(await pictureUnlike(page, pictures, scale))
  }
})

test('the legend is read by keyboard, candle by candle', async (context) => {
  needs(context, 'chromium')
  const { page } = await open({})
  const host = page.locator('.chart-host')
  await host.focus()
  const spoken = () => host.getAttribute('aria-valuetext')
  await page.keyboard.press('ArrowLeft')
  await expect.poll(spoken).toMatch(/open [\d,.]+, high [\d,.]+, low [\d,.]+, close [\d,.]+/)
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('ArrowLeft')
  await painted(page)
  const legend = page.locator('.legend-candle time')
  await expect.poll(async () => (await spoken())?.includes(await legend.innerText())).toBe(true)
  const text = await spoken()
  await page.keyboard.press('ArrowLeft')
  await expect.poll(spoken).not.toBe(text)
  // It goes on while prices change, but speaks of another candle only.
  const still = await spoken()
  await priceMoves(page, 5)
  expect(await spoken()).toBe(still)
})

test('a mouse finds intervals, kinds and exports in the bar itself', async (context) => {
  needs(context, 'chromium')
  const server = await startServer({ EBB_MARKET: 'simulated' })
  const wide = { ...desktop, viewport: { width: 1_600, height: 900 } }
  const page = await openPage(await openChromium(wide), `${server.origin}/i/BTCUSDT`)
  await openChart(page)
  await page.locator('.chart-bar-intervals').getByText('1h', { exact: true }).click()
  await expect.poll(() => chosen(page, 'Interval')).toBe('1h')
  expect(await chosen(page, 'Period')).toBeUndefined()
  await page.locator('.chart-bar-icons').getByRole('button', { name: 'Chart type' }).click()
  await page.getByRole('menuitemradio', { name: 'Area' }).click()
  await page.locator('.chart-bar-icons').getByRole('button', { name: 'Chart type' }).click()
  expect(await page.getByRole('menuitemradio', { name: 'Area' }).getAttribute('aria-checked')).toBe(
    'true',
  )
})

async function open(environment: Record<string, string>) {
  const server = await startServer({ EBB_MARKET: 'simulated', ...environment })
  const page = await openPage(await openChromium(touching), `${server.origin}/i/BTCUSDT`)
  await openChart(page)
  // The first candle is made of prices alone, and its past comes behind.
  await expect.poll(() => candlesIn(page)).toBeGreaterThan(50)
  return { page, origin: server.origin }
}

/** A chart whose prices change no more, so that pictures of it can be compared. */
async function openStill(): Promise<Page> {
  const { page } = await open({})
  // With all that is loaded on demand.
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null)
  await page.context().setOffline(true)
  await page.getByRole('button', { name: /offline/i }).waitFor()
  await painted(page)
  return page
}

/** Waits until the chart looks otherwise than it ever did, and how it does then. */
async function pictureUnlike(page: Page, others: readonly string[], name: string): Promise<string> {
  let picture = ''
  const isNew = async () => {
    picture = await pictureOf(page)
    return !others.includes(picture)
  }
  await expect.poll(isNew, { message: name }).toBe(true)
  return picture
}

function pictureOf(page: Page): Promise<string> {
  return page.evaluate(
    () => document.querySelector<HTMLCanvasElement>('.uplot canvas')?.toDataURL() ?? '',
  )
}

/** How many pixels of the chart have a colour of the palette. */
function pixelsOf(page: Page, property: string): Promise<number> {
  return page.evaluate((name) => {
    const probe = document.createElement('span')
    probe.style.color = `var(${name})`
    document.body.append(probe)
    const wanted = getComputedStyle(probe).color.match(/\d+/g)?.map(Number) ?? []
    probe.remove()
    const canvas = document.querySelector<HTMLCanvasElement>('.uplot canvas')
    const pixels = canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data
    let count = 0
    for (let at = 0; pixels && at < pixels.length; at += 4) {
      if (wanted.every((value, index) => Math.abs(value - (pixels[at + index] ?? 0)) < 12))
        count += 1
    }
    return count
  }, property)
}
